namespace AffectAgent.Empathy;

/// <summary>One step of the chain of empathy and what it rests on.</summary>
/// <param name="Step">"event", "emotion", "cause", "need" or "aim".</param>
/// <param name="Says">One or two plain sentences.</param>
/// <param name="RestsOn">Ids of evidence ("E3") and of knowledge cards ("cause/sadness"); empty where nothing bears it, which <paramref name="Says"/> then says.</param>
public sealed record EmpathyStep(string Step, string Says, IReadOnlyList<string> RestsOn);

/// <summary>A strategy of the reply.</summary>
/// <param name="Move">What is done in the reply: "reflect", "validate", "ask"…</param>
/// <param name="Card">Id of its card.</param>
/// <param name="Title">The card's title.</param>
/// <param name="Why">The card's gist.</param>
/// <param name="Score">How well the search over the cards found it for this message; null where it wasn't among what was found and the rule alone asked for it.</param>
/// <param name="Sources">The literature, "Gable et al. (2004)".</param>
public sealed record UsedStrategy(string Move, string Card, string Title, string Why, double? Score, IReadOnlyList<string> Sources);

/// <summary>The chain of empathy: event, emotion, cause, need, aim, and the strategies that follow.</summary>
/// <param name="Steps">The five steps in this order; none for the fixed answers of care.</param>
/// <param name="Strategies">In the reply's order.</param>
public sealed record EmpathyChain(IReadOnlyList<EmpathyStep> Steps, IReadOnlyList<UsedStrategy> Strategies)
{
    /// <summary>No chain: the answer is a fixed one.</summary>
    public static EmpathyChain None { get; } = new([], []);
}
