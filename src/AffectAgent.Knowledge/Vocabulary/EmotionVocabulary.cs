using AffectAgent.Knowledge.Cards;

namespace AffectAgent.Knowledge;

/// <summary>A word for an emotion and its place in the space of valence, arousal and dominance.</summary>
/// <param name="Word">Lower case, e.g. "delighted".</param>
/// <param name="Emotion">The emotion that it is a shade of.</param>
/// <param name="Vad">Its place; our own approximate judgement, not a rating.</param>
public sealed record VocabularyWord(string Word, Emotion Emotion, Vad Vad);

/// <summary>
/// The emotions and a vocabulary of words in valence, arousal and dominance: turns a distribution into a point, and a point
/// into open-vocabulary words. The coordinates are approximations of our own, guided by Russell (1980), Russell and Mehrabian
/// (1977) and Warriner et al. (2013). Immutable and thread-safe.
/// </summary>
public sealed class EmotionVocabulary
{
    /// <summary>Distance at which a word's fit has fallen to 1/e.</summary>
    private const double Reach = 0.5;
    private const double LeastWeight = 0.05;

    private readonly Vad[] _emotions;
    private readonly Lazy<VadDistribution[]> _spreads;

    internal EmotionVocabulary(Vad[] emotions, IReadOnlyList<VocabularyWord> words)
    {
        _emotions = emotions;
        Words = words;
        _spreads = new Lazy<VadDistribution[]>(() => [.. EmotionNames.All.Select(Spread)]);
    }

    /// <summary>All words, in the file's order.</summary>
    public IReadOnlyList<VocabularyWord> Words { get; }

    /// <summary>The vocabulary that comes with AffectAgent; read once, then shared.</summary>
    public static EmotionVocabulary LoadBuiltIn() => BuiltInCards.Vocabulary;

    /// <summary>Reads a vocabulary of one's own: a YAML file with <c>emotions</c> (all eight) and <c>words</c>.</summary>
    /// <exception cref="KnowledgeException">The file is not as it should be; every fault is listed with its line.</exception>
    /// <exception cref="UserException">The file is missing or can't be read.</exception>
    public static EmotionVocabulary LoadFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return VocabularyReader.Read([CardFolder.ReadFile(path)]);
    }

    /// <summary>The place of an emotion.</summary>
    public Vad VadOf(Emotion emotion) => _emotions[(int)emotion];

    /// <summary>The mean place of a distribution.</summary>
    public Vad VadOf(EmotionDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return EmotionNames.All.Aggregate(Vad.Zero, (sum, emotion) => sum + (VadOf(emotion) * distribution[emotion]));
    }

    /// <summary>Where an emotion lies and how far it spreads: its place, and the covariance of its words around that place.</summary>
    public VadDistribution SpreadOf(Emotion emotion) => _spreads.Value[(int)emotion];

    /// <summary>The mixture of the emotions' spreads with the distribution's probabilities.</summary>
    public VadDistribution SpreadOf(EmotionDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return VadDistribution.Mix([.. EmotionNames.All.Select(emotion => (SpreadOf(emotion), distribution[emotion]))]);
    }

    /// <summary>
    /// The words that fit best, best first, ties in alphabetical order. A word's weight is exp(-(d/0.5)²), with d its distance
    /// to the point, times the square root of its emotion's probability over the highest one. Words below 0.05 are left out.
    /// </summary>
    /// <param name="point">Where; e.g. <see cref="VadOf(EmotionDistribution)"/>, or a measured point.</param>
    /// <param name="distribution">What is expressed, or null to go by the point alone.</param>
    /// <param name="limit">How many words at most.</param>
    /// <exception cref="ArgumentException">The point lies outside -1..1.</exception>
    public IReadOnlyList<EmotionWord> Nearest(Vad point, EmotionDistribution? distribution = null, int limit = 5)
    {
        if (!point.IsValid)
            throw new ArgumentException($"The point {point} lies outside -1..1.", nameof(point));
        var highest = distribution is null ? 1 : distribution[distribution.Top];
        return [.. Words
            .Select(word => new EmotionWord(word.Word, Fit(word, point) * Math.Sqrt((distribution?[word.Emotion] ?? 1) / highest)))
            .Where(word => word.Weight >= LeastWeight)
            .OrderByDescending(word => word.Weight)
            .ThenBy(word => word.Word, StringComparer.Ordinal)
            .Take(Math.Max(0, limit))];
    }

    private VadDistribution Spread(Emotion emotion)
    {
        var words = Words.Where(w => w.Emotion == emotion).Select(w => (w.Vad, 1.0)).ToList();
        return words.Count > 0 ? VadDistribution.Of(words, VadOf(emotion)) : new VadDistribution(VadOf(emotion), 0, 0, 0, 0, 0, 0);
    }

    private static double Fit(VocabularyWord word, Vad point)
    {
        var distance = word.Vad.DistanceTo(point) / Reach;
        return Math.Exp(-distance * distance);
    }
}
