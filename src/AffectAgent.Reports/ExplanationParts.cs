namespace AffectAgent.Reports;

/// <summary>A heading and the sentences under it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Claims">The sentences, at least one.</param>
public sealed record ExplanationPart(string Title, IReadOnlyList<Claim> Claims);

/// <summary>An explanation as it is read on a page or a terminal: the answer to the question first, then the chain of thought.</summary>
public static class ExplanationParts
{
    /// <summary>The heading over the answer to the question.</summary>
    public const string Answer = "Answer";

    private static readonly (ReasoningStage Stage, string Title)[] Stages =
    [
        (ReasoningStage.Observation, "Observations"),
        (ReasoningStage.Interpretation, "Interpretation"),
        (ReasoningStage.Conclusion, "Conclusion"),
        (ReasoningStage.Limit, "Limits"),
    ];

    /// <summary>The parts that hold sentences, in reading order. What stands before the first observation answers the question.</summary>
    public static IReadOnlyList<ExplanationPart> Of(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var chain = explanation.Claims.ToList();
        var answer = explanation.Question is null ? [] : chain.TakeWhile(claim => claim.Stage == ReasoningStage.Conclusion).ToList();
        chain.RemoveRange(0, answer.Count);
        var parts = Stages.Select(stage => new ExplanationPart(stage.Title, chain.FindAll(claim => claim.Stage == stage.Stage)));
        return [.. parts.Prepend(new ExplanationPart(Answer, answer)).Where(part => part.Claims.Count > 0)];
    }
}
