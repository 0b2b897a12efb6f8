namespace AffectAgent.Reasoning;

/// <summary>How well the measured Action Units fit the pattern of each emotion.</summary>
/// <param name="ByEmotion">For each emotion the best cosine, above 0 to 1, and the card it is with; an emotion that no pattern fits is not there.</param>
/// <param name="Strength">How strong the strongest unit is, 0 (at rest) to 1 (marked): weak units fit as well as strong ones, and say less.</param>
/// <param name="Trust">Mean trust in the units, weighted by intensity, 0 to 1.</param>
/// <param name="EvidenceIds">The units that are not at rest, at most eight.</param>
internal sealed record PatternFits(IReadOnlyDictionary<Emotion, (double Cosine, KnowledgeCard Card)> ByEmotion, double Strength, double Trust, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>A unit whose weight is at least this share of the heaviest one defines the pattern.</summary>
    private const double Defining = 0.95;

    /// <summary>An intensity from which on a unit counts in full.</summary>
    private const double Marked = 2.5;

    private const int Blink = 45;

    /// <summary>The reliability that the trust amounts to.</summary>
    public Reliability Reliability => Trust >= 0.8 ? Reliability.Verified : Trust >= 0.45 ? Reliability.Weak : Reliability.Unverified;

    /// <summary>For each emotion how well its pattern fits, times the strength; 0 where none does.</summary>
    public IReadOnlyDictionary<Emotion, double> Scores => EmotionNames.All.ToDictionary(e => e, e => ByEmotion.GetValueOrDefault(e).Cosine * Strength);

    /// <summary>
    /// Looks the units up; null where none was measured. A pattern counts only where a unit that defines it is visible: parted
    /// lips and a dropped jaw alone are speech or surprise, and no laughter without raised lip corners. AU45 is left out: lids
    /// come down in blinks and in downward looks whatever the expression. Compound cards have a scorer of their own
    /// (<see cref="CompoundScorer"/>).
    /// </summary>
    /// <param name="units">The strongest evidence of each unit.</param>
    /// <param name="knowledge">The cards.</param>
    public static PatternFits? Of(IReadOnlyList<Evidence> units, IKnowledgeBase knowledge)
    {
        units = [.. units.Where(e => e.ActionUnit != Blink)];
        if (units.Count == 0)
            return null;
        var measured = Measured(units);
        var hits = knowledge.Search(new KnowledgeQuery { ActionUnits = measured, Kinds = [CardKind.Prototype], Limit = 1000 });
        var fits = new Dictionary<Emotion, (double Cosine, KnowledgeCard Card)>();
        foreach (var hit in hits.Where(hit => hit.Card.Emotions.Count == 1 && hit.PatternScore > 0 && IsDefined(hit.Card, measured)))
        {
            if (EmotionNames.TryParse(hit.Card.Emotions[0], out var emotion) && hit.PatternScore > fits.GetValueOrDefault(emotion).Cosine)
                fits[emotion] = (hit.PatternScore.Value, hit.Card);
        }

        var total = units.Sum(e => e.Value!.Value) + 1e-9;
        return new PatternFits(fits,
            Math.Clamp(measured.Values.Max() / Marked, 0, 1),
            Math.Clamp(units.Sum(e => e.Value!.Value * Witnesses.Trust(e.Reliability)) / total, 0, 1),
            [.. units.Where(e => e.Value > 0).Take(8).Select(e => e.Id)]);
    }

    /// <summary>The intensities by unit, 0 to 5.</summary>
    public static Dictionary<int, double> Measured(IReadOnlyList<Evidence> units) =>
        units.Where(e => e.ActionUnit != Blink).ToDictionary(e => e.ActionUnit!.Value, e => Math.Clamp(e.Value!.Value, 0, ActionUnits.MaxIntensity));

    /// <summary>True if a unit that defines the card's pattern is visible, or the card has no pattern.</summary>
    public static bool IsDefined(KnowledgeCard card, IReadOnlyDictionary<int, double> measured)
    {
        var heaviest = card.Pattern.Values.DefaultIfEmpty().Max();
        return heaviest <= 0 || card.Pattern.Any(pair => pair.Value >= Defining * heaviest && measured.GetValueOrDefault(pair.Key) >= EvidenceFacts.Visible);
    }
}
