using AffectAgent.Plugins.AudioEmotion.Affect;

namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>What a stretch of speech expresses.</summary>
/// <param name="Arousal">-1 to 1.</param>
/// <param name="ArousalConfidence">0 to 1.</param>
/// <param name="Valence">-1 to 1.</param>
/// <param name="ValenceConfidence">0 to 1; low, a voice's sound says little about valence.</param>
/// <param name="Familiarity">1 where the stretch is like those that the model was trained on, 0 where it is like none of them.</param>
public readonly record struct VoiceAffect(double Arousal, double ArousalConfidence, double Valence, double ValenceConfidence, double Familiarity);

/// <summary>What neutral speech shows in one feature.</summary>
/// <param name="Mean">Mean over neutral utterances.</param>
/// <param name="Deviation">Standard deviation over neutral utterances.</param>
public readonly record struct NeutralNorm(double Mean, double Deviation);

/// <summary>
/// Reads perceived arousal and valence from acoustic features: ridge regression, with the distance to what it was trained
/// on (Mahalanobis, with a covariance drawn towards its diagonal), which lowers the confidence. Thread-safe.
/// </summary>
public sealed class VoiceAffectModel
{
    private const double MostDeviations = 4;
    private const double EnoughVoiced = 0.8;
    private const double LeastVoiced = 0.2;
    private const double EnoughSignal = 15;
    private const int MostMissing = 4;

    private readonly VoiceAffectFile _file;
    private readonly Dictionary<string, NeutralNorm> _neutral;

    private VoiceAffectModel(VoiceAffectFile file)
    {
        _file = file;
        _neutral = file.Features.ToDictionary(f => f.Name, f => new NeutralNorm(f.NeutralMean, f.NeutralDeviation), StringComparer.Ordinal);
    }

    /// <summary>Share of the variance of arousal and of valence that the model explained in speakers it had not heard, 0 to 1.</summary>
    public (double Arousal, double Valence) Explained => (_file.Arousal.Explained, _file.Valence.Explained);

    /// <summary>Reads a model from the bytes of its JSON file.</summary>
    /// <exception cref="UserException">It is not a model of this kind.</exception>
    public static VoiceAffectModel FromBytes(ReadOnlySpan<byte> json) => new(VoiceAffectFile.Parse(json));

    /// <summary>What neutral speech shows in that feature, or null where the model does not know it.</summary>
    public NeutralNorm? NeutralOf(string feature) => _neutral.TryGetValue(feature, out var norm) ? norm : null;

    /// <summary>Reads one stretch; null where too little of it is voiced, features are missing, or it is like nothing that the model knows.</summary>
    /// <param name="features">By name, see <see cref="VoiceFeatures"/>.</param>
    public VoiceAffect? Read(IReadOnlyDictionary<string, double> features)
    {
        var voiced = features.GetValueOrDefault(VoiceFeatures.VoicedSeconds);
        if (voiced < LeastVoiced || _file.Features.Count(f => !features.ContainsKey(f.Name)) > MostMissing)
            return null;
        var z = _file.Features.Select(f => Standard(f, features)).ToArray();
        var familiarity = Math.Clamp((_file.Strange - Distance(z)) / (_file.Strange - _file.Familiar), 0, 1);
        if (familiarity <= 0)
            return null;
        var trust = familiarity * Math.Min(1, voiced / EnoughVoiced)
            * Math.Clamp(features.GetValueOrDefault(VoiceFeatures.SignalToNoise, EnoughSignal) / EnoughSignal, 0.3, 1);
        return new VoiceAffect(
            Sum(_file.Arousal, z, f => f.Arousal), _file.Arousal.Explained * trust,
            Sum(_file.Valence, z, f => f.Valence), _file.Valence.Explained * trust,
            familiarity);
    }

    // A missing feature counts as average, as in training.
    private static double Standard(FeatureWeight feature, IReadOnlyDictionary<string, double> features) =>
        features.TryGetValue(feature.Name, out var value)
            ? Math.Clamp((value - feature.Mean) / feature.Deviation, -MostDeviations, MostDeviations)
            : 0;

    private double Sum(DimensionFit dimension, double[] z, Func<FeatureWeight, double> weight) =>
        Math.Clamp(dimension.Bias + z.Select((value, i) => value * weight(_file.Features[i])).Sum(), -1, 1);

    /// <summary>Root mean Mahalanobis distance a feature: about 1 for what it was trained on.</summary>
    private double Distance(double[] z)
    {
        var sum = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            for (var j = 0; j < z.Length; j++)
                sum += z[i] * _file.Precision[i][j] * z[j];
        }

        return Math.Sqrt(Math.Max(0, sum / z.Length));
    }
}
