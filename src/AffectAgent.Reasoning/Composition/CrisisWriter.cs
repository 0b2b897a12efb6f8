using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Says first of all, asked or not, concluded or not, that words of suicide or self-harm call for human help
/// (<see cref="Card"/>). English words are looked for, in what was said and in the question; it judges no risk.
/// </summary>
/// <param name="knowledge">The cards.</param>
internal sealed partial class CrisisWriter(IKnowledgeBase knowledge)
{
    /// <summary>The card that says what to do.</summary>
    public const string Card = "strategy/crisis";

    /// <summary>Writes it where such words are found.</summary>
    /// <param name="stage">Where the sentences belong.</param>
    /// <param name="question">The user's question, or null.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="draft">Takes the sentences.</param>
    public void Write(ReasoningStage stage, string? question, CaseEvidence evidence, Draft draft)
    {
        if (knowledge.Find(Card) is not { } card)
            return;
        var said = evidence.Lines.FirstOrDefault(line => line.Quote is { } quote && Words().IsMatch(quote));
        if (said is not null)
            draft.Say(stage, "answer.crisis", [said.Id, card.Id], ("quote", ObservationWriter.Quote(said.Quote!)));
        if (said is not null || (question is not null && Words().IsMatch(question)))
            draft.SayGist(stage, card);
    }

    [GeneratedRegex("""
        \b(?:kill(?:ing|ed)?|hang(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?|shoot(?:ing)?)\s+(?:my|him|her|your|one)\s?sel(?:f|ves)\b
        |\b(?:kill|harm|hurt)(?:ing)?\s+themsel(?:f|ves)\b
        |\bsuicid\w*|\bself[\s-]?harm\w*
        |\b(?:want(?:s|ed)?|wish(?:es|ed)?|ready|rather)\s+(?:to\s+)?(?:(?:just|really)\s+)?(?:die|be\s+dead|I\s+(?:was|were)\s+dead)\b
        |\bwish(?:es|ed)?\s+(?:that\s+)?(?:I|he|she)\s+(?:was|were|had\s+never\s+been)\s+(?:dead|born)\b
        |\bend(?:ing)?\s+(?:it\s+all|my\s+(?:own\s+)?life|(?:his|her)\s+(?:own\s+)?life)\b
        |\b(?:tak(?:e|ing))\s+(?:my|his|her|their)\s+own\s+li(?:fe|ves)\b
        |\bbetter\s+off\s+(?:dead|without\s+me)\b
        |\b(?:no\s+(?:reason|point)\s+(?:to|in)\s+liv(?:e|ing)|don['’]?t\s+want\s+to\s+(?:live|be\s+alive|wake\s+up)|can['’]?t\s+go\s+on\s+living|not\s+worth\s+living)\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Words();
}
