namespace AffectAgent.Empathy;

/// <summary>All that a reply is worded from.</summary>
/// <param name="User">What is perceived.</param>
/// <param name="Rule">How it is answered.</param>
/// <param name="Book">The phrases.</param>
/// <param name="Persona">Who speaks.</param>
/// <param name="Past">The conversation before.</param>
/// <param name="Seed">For variety.</param>
internal sealed record ReplyCase(PerceivedUser User, ReplyRule Rule, ReplyBook Book, Persona Persona, Conversation Past, int Seed)
{
    /// <summary>True where the reply must say that it is a program: its first one, or asked.</summary>
    public bool Discloses { get; init; }

    /// <summary>True where a fixed text of care comes before, which asks already.</summary>
    public bool IsShort { get; init; }

    /// <summary>The topic that the persona keeps out of, or null.</summary>
    public string? Topic { get; init; }
}

/// <summary>A reply's words.</summary>
/// <param name="Text">The text.</param>
/// <param name="Moves">What was done, in order.</param>
/// <param name="Phrases">Ids of the phrases.</param>
/// <param name="Scores">What the search gave the strategy cards, by id.</param>
internal sealed record ComposedReply(string Text, IReadOnlyList<string> Moves, IReadOnlyList<string> Phrases, IReadOnlyDictionary<string, double> Scores);
