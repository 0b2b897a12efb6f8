namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Mouth shapes from a recording's sound alone, in any language, by the project's own small network
/// (<c>models/sound-visemes.md</c>). Thread-safe.
/// </summary>
public sealed class SoundVisemes
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "sound-visemes";

    /// <summary>Longest recording, seconds.</summary>
    public const double MaxSeconds = 900;

    // Shorter silences are closures and belong to their neighbours.
    private const int ShortestSilence = 8;

    // How clearly lips and jaw show a shape at its clearest; the order of Viseme.
    private static readonly float[] Clearness = [1, 1, 1, 1, 0.8f, 0.6f, 1, 1, 0.7f, 0.7f, 1, 0.85f, 0.9f, 1, 1];

    private const float MiddleLoudness = 3, OpenByLoudness = 0.8f, ShutByLoudness = 0.5f;

    private static readonly Viseme[] OpenShapes = [Viseme.Aa, Viseme.E, Viseme.O];
    private static readonly Viseme[] ShutShapes = [Viseme.PP, Viseme.FF];

    private readonly VisemeNetwork _network;

    private SoundVisemes(VisemeNetwork network) => _network = network;

    /// <summary>Reads the model's file.</summary>
    /// <exception cref="UserException">It is missing or not such a model.</exception>
    public static SoundVisemes Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            throw new UserException($"'{Path.GetFileName(path)}' is not a model of mouth shapes from sound.", "Restore models/sound-visemes.safetensors from the distribution.", e);
        }
    }

    /// <summary>Reads the model from its bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a model.</exception>
    public static SoundVisemes Parse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new(VisemeNetwork.Parse(bytes));
    }

    /// <summary>Reads the shapes of a recording.</summary>
    /// <param name="samples">Mono, -1 to 1.</param>
    /// <param name="sampleRate">Samples a second, 8,000 to 192,000.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A track with the recording's own samples; all at rest, with a note, where it is silent.</returns>
    /// <exception cref="UserException">It is empty or longer than <see cref="MaxSeconds"/>.</exception>
    public SpeechTrack Read(ReadOnlyMemory<float> samples, int sampleRate, CancellationToken cancellationToken = default)
    {
        Recording.Check(samples, sampleRate, MaxSeconds);
        var features = SpeechFeatures.Measure(Recording.At16Kilohertz(samples, sampleRate), cancellationToken);
        if (features.IsSilent)
            return Recording.Silent(samples, sampleRate, VisemeSource.Sound);
        var logs = LogProbabilities(features, cancellationToken);
        var path = ShapePath.Find(WithLoudness(logs, features), _network.LogPrior);
        for (var i = 0; i < path.Length; i++)
            path[i] = features.Voice is { } voice && !voice[i] ? Viseme.Sil : path[i];
        CloseGaps(path);
        var cues = Cues(path, logs, features, (double)samples.Length / sampleRate);
        return new(samples, sampleRate, cues, [], Phrases.Of(cues), VisemeSource.Sound) { Note = Recording.Note(samples, features) };
    }

    /// <summary>Natural logarithms of the shapes' probabilities in each frame of 10 ms.</summary>
    internal float[][] LogProbabilities(SpeechFeatures features, CancellationToken cancellationToken) => _network.LogProbabilities(features, cancellationToken);

    // The louder a frame is against the recording's own level, the opener the mouth: so it is for people and voices that the network never
    // heard. Weights chosen on acted speech of four speakers, measured on four others (docs/talking-head.md).
    private static float[][] WithLoudness(float[][] logs, SpeechFeatures features)
    {
        var leaning = Array.ConvertAll(logs, frame => (float[])frame.Clone());
        for (var i = 0; i < leaning.Length; i++)
        {
            var loud = (float)Math.Clamp(features.Energy[i] - features.Level + MiddleLoudness, -2 * MiddleLoudness, MiddleLoudness);
            foreach (var shape in OpenShapes)
                leaning[i][(int)shape] += OpenByLoudness * loud;
            foreach (var shape in ShutShapes)
                leaning[i][(int)shape] -= ShutByLoudness * loud;
        }

        return leaning;
    }

    // A silence that is too short goes to what follows: the mouth already moves there.
    private static void CloseGaps(Viseme[] path)
    {
        for (var from = 0; from < path.Length;)
        {
            var to = from;
            while (to < path.Length && path[to] == path[from])
                to++;
            if (path[from] == Viseme.Sil && to - from < ShortestSilence && from > 0 && to < path.Length)
                Array.Fill(path, path[to], from, to - from);
            from = to;
        }
    }

    private static List<VisemeCue> Cues(Viseme[] path, float[][] logs, SpeechFeatures features, double seconds)
    {
        var cues = new List<VisemeCue>();
        for (var from = 0; from < path.Length;)
        {
            var to = from;
            while (to < path.Length && path[to] == path[from])
                to++;
            var interval = new TimeRange(from * SpeechFeatures.Step, to == path.Length ? seconds : to * SpeechFeatures.Step);
            cues.Add(new(path[from], interval, Strength(path[from], from, to, logs, features)));
            from = to;
        }

        return cues;
    }

    // Clearer where the network is sure, and where the sound is loud.
    private static float Strength(Viseme shape, int from, int to, float[][] logs, SpeechFeatures features)
    {
        if (shape == Viseme.Sil)
            return 1;
        var sure = Enumerable.Range(from, to - from).Max(i => MathF.Exp(logs[i][(int)shape]));
        var loud = shape < Viseme.Aa ? 1 : (float)Math.Clamp(1 + ((Enumerable.Range(from, to - from).Max(i => features.Energy[i]) - features.Level) / 12), 0.5, 1);
        return Clearness[(int)shape] * (0.6f + (0.4f * sure)) * loud;
    }
}
