namespace AffectAgent.Knowledge.Search;

/// <summary>Says measured evidence in the words of the cards, for the lexical part of a search.</summary>
internal static class ClueWords
{
    /// <summary>Words for all clues, or null where there are none.</summary>
    public static string? Of(IReadOnlyList<RetrievalClue> clues) => clues.Count == 0 ? null : string.Join(' ', clues.Select(Of));

    /// <summary>True if a card of that kind may speak of evidence of that kind.</summary>
    public static bool MaySpeakOf(CardKind card, string evidence) => evidence switch
    {
        EvidenceKinds.VoiceFeature => card is CardKind.Voice,
        EvidenceKinds.TextEmotion or EvidenceKinds.DialogueEmotion => card is CardKind.Words or CardKind.Appraisal or CardKind.Strategy,
        EvidenceKinds.FaceQuality => card is CardKind.Limit,
        EvidenceKinds.Smile => card is CardKind.Prototype or CardKind.Discriminator,
        _ => card is not CardKind.Voice,
    };

    /// <summary>True if evidence of that kind has a direction that claims can be compared with.</summary>
    public static bool HasDirection(string evidence) => evidence is EvidenceKinds.VoiceFeature or EvidenceKinds.TextEmotion or EvidenceKinds.DialogueEmotion;

    private static string Of(RetrievalClue clue) => clue.Kind switch
    {
        EvidenceKinds.VoiceFeature => $"voice {(clue.Direction == Direction.Lower ? "lower" : "higher")} {clue.Label}",
        EvidenceKinds.TextEmotion or EvidenceKinds.DialogueEmotion => $"words of {clue.Label}",
        EvidenceKinds.Smile => $"{clue.Label} smile",
        EvidenceKinds.HeadGesture => $"head gesture {clue.Label}",
        EvidenceKinds.BriefMovement => "micro-expression brief movement",
        EvidenceKinds.PainScore => "pain score PSPI",
        EvidenceKinds.Asymmetry => "one-sided asymmetry",
        EvidenceKinds.FaceQuality => QualityOf(clue.Label),
        _ => clue.Label,
    };

    private static string QualityOf(string label) => label switch
    {
        "small" => "small face",
        "turned" => "head pose turned",
        "border" or "covered" => "covered face",
        "blurred" => "blur",
        "dark" => "dark picture light",
        _ => label,
    };
}
