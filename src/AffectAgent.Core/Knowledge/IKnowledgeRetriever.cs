namespace AffectAgent;

/// <summary>One thing that was measured beside the Action Units, as a search for cards takes it.</summary>
/// <param name="Kind">What kind of thing; one of <see cref="EvidenceKinds"/>.</param>
/// <param name="Label">Its label, as <see cref="Evidence.Label"/> has it: "F0 mean", "remorse", "polite", "dark".</param>
/// <param name="Direction">How it compares with its baseline, where it is compared.</param>
public sealed record RetrievalClue(string Kind, string Label, Direction Direction = Direction.None)
{
    /// <summary>A voice feature that is higher or lower than its baseline.</summary>
    public static RetrievalClue Voice(string feature, Direction direction) => new(EvidenceKinds.VoiceFeature, feature, direction);

    /// <summary>What words express: a GoEmotions label.</summary>
    public static RetrievalClue Words(string label) => new(EvidenceKinds.TextEmotion, label, Direction.Higher);
}

/// <summary>What to look for in the cards: measured Action Units, other evidence and words, any of them or all in one.</summary>
public sealed record RetrievalQuery
{
    /// <summary>Measured intensities by FACS number, 0 to 5.</summary>
    public IReadOnlyDictionary<int, double> ActionUnits { get; init; } = new Dictionary<int, double>();

    /// <summary>What else was measured: voice features, labels of words, signs, circumstances of the picture.</summary>
    public IReadOnlyList<RetrievalClue> Clues { get; init; } = [];

    /// <summary>Plain words, such as a user's question, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Only cards of these kinds; empty for all.</summary>
    public IReadOnlyList<CardKind> Kinds { get; init; } = [];

    /// <summary>Only cards that speak of one of these emotions; empty for all.</summary>
    public IReadOnlyList<string> Emotions { get; init; } = [];

    /// <summary>Only cards that speak of one of these Action Units, by pattern, cue or claim; empty for all.</summary>
    public IReadOnlyList<int> Units { get; init; } = [];

    /// <summary>Only cards whose literature is at least this strong (A above B above C); null for all.</summary>
    public EvidenceGrade? LeastGrade { get; init; }

    /// <summary>How many cards at most.</summary>
    public int Limit { get; init; } = 8;

    /// <summary>How many discriminators at most; 0 for none. Filters don't apply to them.</summary>
    public int Discriminators { get; init; } = 3;

    /// <summary>True if the filters let a card through.</summary>
    /// <param name="card">The card.</param>
    public bool Passes(KnowledgeCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return (Kinds.Count == 0 || Kinds.Contains(card.Kind))
            && (Emotions.Count == 0 || card.Emotions.Any(Emotions.Contains))
            && (LeastGrade is not { } least || card.Grade <= least)
            && (Units.Count == 0 || Units.Any(unit => SpeaksOf(card, unit)));
    }

    /// <summary>A query made of evidence: the strongest intensity of each Action Unit, and every voice feature, label of words, sign and circumstance that a card may speak of.</summary>
    /// <param name="evidence">What was measured, of one person.</param>
    /// <param name="text">A question, or null.</param>
    public static RetrievalQuery Of(IEnumerable<Evidence> evidence, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var units = new Dictionary<int, double>();
        var clues = new List<RetrievalClue>();
        foreach (var item in evidence)
        {
            if (item is { Kind: EvidenceKinds.ActionUnit, ActionUnit: { } unit, Value: { } value })
                units[unit] = Math.Clamp(Math.Max(value, units.GetValueOrDefault(unit)), 0, AffectAgent.ActionUnits.MaxIntensity);
            else if (ClueOf(item) is { } clue && !clues.Contains(clue))
                clues.Add(clue);
        }

        return new RetrievalQuery { ActionUnits = units, Clues = clues, Text = text };
    }

    private static bool SpeaksOf(KnowledgeCard card, int unit) =>
        card.Pattern.ContainsKey(unit) || card.Cues.Any(cue => cue.ActionUnit == unit) || card.Claims.Any(claim => claim.ActionUnit == unit);

    private static RetrievalClue? ClueOf(Evidence item) => item.Kind switch
    {
        EvidenceKinds.VoiceFeature when item is { Label: { } label, Direction: Direction.Higher or Direction.Lower } => RetrievalClue.Voice(label, item.Direction),
        EvidenceKinds.TextEmotion or EvidenceKinds.DialogueEmotion when item.Label is { } label and not "neutral" => RetrievalClue.Words(label),
        EvidenceKinds.FaceQuality or EvidenceKinds.Smile or EvidenceKinds.HeadGesture or EvidenceKinds.BriefMovement or EvidenceKinds.PainScore
            or EvidenceKinds.Asymmetry => new RetrievalClue(item.Kind, item.Label ?? ""),
        _ => null,
    };
}

/// <summary>A card that was found, and what each part of the search says of it.</summary>
/// <param name="Card">The card.</param>
/// <param name="Score">All parts together, above 0; higher is better. Comparable within one answer only.</param>
/// <param name="Pattern">Cosine of the measured units and the card's pattern, -1 to 1; null where either has none.</param>
/// <param name="Clues">How well the other evidence fits the card, -1 to 1; null where the query has none.</param>
/// <param name="Lexical">How well the query's words fit, 0 to 1; null where it has none.</param>
/// <param name="Neural">Cosine of the text vectors, -1 to 1; null where no model for them is installed, or the query has no words.</param>
public sealed record RetrievedCard(KnowledgeCard Card, double Score, double? Pattern = null, double? Clues = null, double? Lexical = null, double? Neural = null);

/// <summary>What a search found.</summary>
/// <param name="Hits">Cards, best first, ties by id.</param>
/// <param name="Discriminators">What tells the likeliest readings apart, the likeliest pair first; apart from the ranked hits.</param>
/// <param name="Candidates">The likeliest readings, best first: emotions, or ids of prototype cards.</param>
/// <param name="Notice">What could not be done, such as text vectors of a model that failed; null as a rule.</param>
public sealed record RetrievalResult(
    IReadOnlyList<RetrievedCard> Hits, IReadOnlyList<KnowledgeCard> Discriminators, IReadOnlyList<string> Candidates, string? Notice = null);

/// <summary>Finds the cards that belong to what was measured and asked. Thread-safe.</summary>
public interface IKnowledgeRetriever
{
    /// <summary>Looks up by everything that the query holds, in one call.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">An intensity is not finite or outside 0 to 5.</exception>
    ValueTask<RetrievalResult> RetrieveAsync(RetrievalQuery query, CancellationToken cancellationToken = default);
}
