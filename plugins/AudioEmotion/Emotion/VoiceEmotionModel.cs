using System.Globalization;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.AudioEmotion.Emotion;

namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>
/// Reads seven emotions, arousal and valence from a segment's functionals with the project's own network. Where a voice is
/// unlike those of the training, or little of it was heard, the probabilities flatten; far off nothing is said. Thread-safe.
/// </summary>
public sealed class VoiceEmotionModel : IDisposable
{
    /// <summary>Catalogue id of the network.</summary>
    public const string NetworkId = "voice-emotion";

    /// <summary>Catalogue id of what belongs to the network besides its weights.</summary>
    public const string NormsId = "voice-emotion-norms";

    private const double LeastVoiced = 0.2;
    private const double EnoughVoiced = 0.6;
    private const double MostMissing = 0.25;

    private readonly OnnxModel _network;
    private readonly VoiceEmotionNorms _norms;
    private readonly int[] _place;
    private readonly Dictionary<string, NeutralNorm> _neutral;
    private readonly OnnxRunPool _runs;

    private VoiceEmotionModel(OnnxModel network, VoiceEmotionNorms norms)
    {
        (_network, _runs) = (network, new OnnxRunPool(network));
        _norms = norms;
        _neutral = norms.Neutral.ToDictionary(n => n.Name, n => new NeutralNorm(n.Mean, n.Deviation), StringComparer.Ordinal);
        _place = [.. norms.Classes.Select(c => (int)Enum.Parse<VoiceEmotion>(c.Name, ignoreCase: true))];
    }

    /// <summary>What neutral speech shows in a feature of a stretch, or null where the model does not know it.</summary>
    public NeutralNorm? NeutralOf(string feature) => _neutral.TryGetValue(feature, out var norm) ? norm : null;

    /// <summary>Loads the model.</summary>
    /// <exception cref="UserException">A file of the model is missing or damaged.</exception>
    public static VoiceEmotionModel From(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new(models.Load(NetworkId, new InferenceOptions { Provider = ExecutionProvider.Cpu }), VoiceEmotionNorms.Parse(models.Read(NormsId)));
    }

    /// <summary>Reads a segment.</summary>
    /// <param name="segment">What was measured in it.</param>
    /// <param name="offset">Seconds of the medium at which the segment's times begin.</param>
    public VoiceEmotionReading Read(SpeechSegment segment, double offset = 0)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var interval = new TimeRange(segment.Interval.Start + offset, segment.Interval.End + offset);
        if (segment.VoicedSeconds < LeastVoiced)
            return Nothing(interval, string.Create(CultureInfo.InvariantCulture, $"too short: {segment.VoicedSeconds:0.00} s are voiced, {LeastVoiced} s are needed"));
        var missing = _norms.Features.Count(feature => !segment.Features.ContainsKey(feature.Name));
        if (missing > MostMissing * _norms.Features.Count)
            return Nothing(interval, string.Create(CultureInfo.InvariantCulture, $"{missing} of {_norms.Features.Count} features could not be measured"));
        var (logits, distance) = Run(segment.Features);
        var familiarity = Math.Clamp((_norms.Strange - distance) / (_norms.Strange - _norms.Familiar), 0, 1);
        if (familiarity <= 0)
            return Nothing(interval, string.Create(CultureInfo.InvariantCulture, $"unlike the speech that the model knows: distance {distance:0.0}, {_norms.Strange:0.0} is the most"));
        return Reading(interval, Softmax(logits, _norms.Temper.At(distance)), familiarity, familiarity * Math.Min(1, segment.VoicedSeconds / EnoughVoiced));
    }

    /// <summary>Frees the network; not while a call is under way.</summary>
    public void Dispose()
    {
        _runs.Dispose();
        _network.Dispose();
    }

    private static VoiceEmotionReading Nothing(TimeRange interval, string reason) => new(interval, null, null, null, 0, reason);

    private VoiceEmotionReading Reading(TimeRange interval, double[] likely, double familiarity, double trust)
    {
        double arousal = 0, valence = 0;
        var probabilities = new double[likely.Length];
        for (var i = 0; i < likely.Length; i++)
        {
            arousal += likely[i] * _norms.Classes[i].Arousal;
            valence += likely[i] * _norms.Classes[i].Valence;
            probabilities[_place[i]] = (likely[i] * trust) + ((1 - trust) / likely.Length);
        }

        return new(interval, probabilities, arousal * trust, valence * trust, familiarity, null) { Trust = trust };
    }

    private (double[] Logits, double Distance) Run(IReadOnlyDictionary<string, double> features)
    {
        using var lease = _runs.Rent();
        var input = lease.Run.Input("features");
        for (var i = 0; i < _norms.Features.Count; i++)
            input[i] = (float)features.GetValueOrDefault(_norms.Features[i].Name, _norms.Features[i].Mean);
        lease.Run.Execute(CancellationToken.None);
        return ([.. lease.Run.Output("logits").ToArray().Select(logit => (double)logit)], lease.Run.Output("distance")[0]);
    }

    private static double[] Softmax(double[] logits, double temper)
    {
        var top = logits.Max();
        var odds = Array.ConvertAll(logits, logit => Math.Exp((logit - top) / temper));
        var sum = odds.Sum();
        return Array.ConvertAll(odds, odd => odd / sum);
    }
}
