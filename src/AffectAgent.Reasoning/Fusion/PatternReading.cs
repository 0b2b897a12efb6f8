namespace AffectAgent.Reasoning;

/// <summary>What the Action Units read as by the patterns of the cards, where one fits well.</summary>
/// <param name="Best">The prototype card that fits best.</param>
/// <param name="Emotion">Its emotion.</param>
/// <param name="Cosine">How well it fits, 0.5 to 1.</param>
/// <param name="Fits">How well the pattern of each emotion fits.</param>
internal sealed record PatternReading(KnowledgeCard Best, Emotion Emotion, double Cosine, PatternFits Fits)
{
    /// <summary>A pattern that fits less than this is no reading.</summary>
    private const double LeastCosine = 0.5;

    /// <summary>Mean trust in the units, weighted by intensity, 0 to 1.</summary>
    public double Trust => Fits.Trust;

    /// <summary>The units.</summary>
    public IReadOnlyList<string> EvidenceIds => Fits.EvidenceIds;

    /// <summary>The reliability that the trust amounts to.</summary>
    public Reliability Reliability => Fits.Reliability;

    /// <summary>Looks the units up; null where none was measured or no pattern fits.</summary>
    /// <param name="units">The strongest evidence of each unit.</param>
    /// <param name="knowledge">The cards.</param>
    public static PatternReading? Of(IReadOnlyList<Evidence> units, IKnowledgeBase knowledge) => Of(PatternFits.Of(units, knowledge));

    /// <summary>The emotion whose pattern fits best, or null.</summary>
    public static PatternReading? Of(PatternFits? fits)
    {
        if (fits is null || fits.ByEmotion.Count == 0)
            return null;
        var (emotion, (cosine, card)) = fits.ByEmotion.OrderByDescending(pair => pair.Value.Cosine).ThenBy(pair => pair.Key).First();
        return cosine < LeastCosine ? null : new PatternReading(card, emotion, cosine, fits);
    }
}
