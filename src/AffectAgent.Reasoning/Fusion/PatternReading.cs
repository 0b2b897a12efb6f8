namespace AffectAgent.Reasoning;

/// <summary>What the Action Units read as by the patterns of the cards.</summary>
/// <param name="Best">The prototype card that fits best.</param>
/// <param name="Emotion">Its emotion.</param>
/// <param name="Cosine">How well it fits, -1 to 1.</param>
/// <param name="Distribution">All emotions, each as likely as its best pattern fits.</param>
/// <param name="Trust">Mean trust in the units, weighted by intensity, 0 to 1.</param>
/// <param name="EvidenceIds">The units.</param>
internal sealed record PatternReading(KnowledgeCard Best, Emotion Emotion, double Cosine, EmotionDistribution Distribution, double Trust, IReadOnlyList<string> EvidenceIds)
{
    private const double Sharpness = 6;

    /// <summary>A pattern that fits less than this is no reading.</summary>
    private const double LeastCosine = 0.5;

    /// <summary>A unit whose weight is at least this share of the heaviest one defines the pattern.</summary>
    private const double Defining = 0.95;

    private const int Blink = 45;

    /// <summary>The reliability that the trust amounts to.</summary>
    public Reliability Reliability => Trust >= 0.8 ? Reliability.Verified : Trust >= 0.45 ? Reliability.Weak : Reliability.Unverified;

    /// <summary>
    /// Looks the units up; null where none was measured or no pattern fits. A pattern counts only where a unit that defines
    /// it is visible: parted lips and a dropped jaw alone are speech or surprise, and no laughter without raised lip corners.
    /// AU45 is left out: lids come down in blinks and in downward looks whatever the expression.
    /// </summary>
    /// <param name="units">The strongest evidence of each unit.</param>
    /// <param name="knowledge">The cards.</param>
    public static PatternReading? Of(IReadOnlyList<Evidence> units, IKnowledgeBase knowledge)
    {
        units = [.. units.Where(e => e.ActionUnit != Blink)];
        if (units.Count == 0)
            return null;
        var measured = units.ToDictionary(e => e.ActionUnit!.Value, e => Math.Clamp(e.Value!.Value, 0, ActionUnits.MaxIntensity));
        var hits = knowledge.Search(new KnowledgeQuery { ActionUnits = measured, Kinds = [CardKind.Prototype], Limit = 100 });
        var fit = new Dictionary<Emotion, (double Cosine, KnowledgeCard Card)>();
        foreach (var hit in hits.Where(hit => IsDefined(hit.Card, measured)))
        {
            foreach (var name in hit.Card.Emotions)
            {
                // A card of two emotions is half as good a reason for each.
                var cosine = (hit.PatternScore ?? 0) * (hit.Card.Emotions.Count > 1 ? 0.5 : 1);
                if (EmotionNames.TryParse(name, out var emotion) && cosine > fit.GetValueOrDefault(emotion).Cosine)
                    fit[emotion] = (cosine, hit.Card);
            }
        }

        if (fit.Count == 0)
            return null;
        var (best, (score, card)) = fit.OrderByDescending(pair => pair.Value.Cosine).ThenBy(pair => pair.Key).First();
        if (score < LeastCosine)
            return null;
        var total = units.Sum(e => e.Value!.Value) + 1e-9;
        return new PatternReading(card, best, score,
            EmotionDistribution.FromWeights(emotion => Math.Exp(Sharpness * fit.GetValueOrDefault(emotion).Cosine)),
            Math.Clamp(units.Sum(e => e.Value!.Value * Witnesses.Trust(e.Reliability)) / total, 0, 1),
            [.. units.Where(e => e.Value > 0).Take(8).Select(e => e.Id)]);
    }

    private static bool IsDefined(KnowledgeCard card, Dictionary<int, double> measured)
    {
        var heaviest = card.Pattern.Values.DefaultIfEmpty().Max();
        return heaviest <= 0 || card.Pattern.Any(pair => pair.Value >= Defining * heaviest && measured.GetValueOrDefault(pair.Key) >= EvidenceFacts.Visible);
    }
}
