namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What is checked of every recording before shapes are read from it.</summary>
internal static class Recording
{
    private const float Clipped = 0.985f;
    private const double MuchClipping = 0.005;

    /// <summary>Refuses what is empty, too long or of an impossible rate.</summary>
    /// <exception cref="UserException">It can't be read; one line says why.</exception>
    public static void Check(ReadOnlyMemory<float> samples, int sampleRate, double mostSeconds)
    {
        if (sampleRate is < 8_000 or > 192_000)
            throw new UserException($"A recording of {sampleRate} samples a second can't be read.", "Convert it to 16000.");
        if (samples.Length < sampleRate / 20)
            throw new UserException("The recording is shorter than 0.05 s.", "Give a longer one.");
        var seconds = (double)samples.Length / sampleRate;
        if (seconds > mostSeconds)
            throw new UserException(FormattableString.Invariant($"The recording is {seconds:0} s long, and at most {mostSeconds:0} s are read at once."), "Cut it into parts.");
    }

    /// <summary>The sound at 16 kHz, what is not finite as 0.</summary>
    public static float[] At16Kilohertz(ReadOnlyMemory<float> samples, int sampleRate)
    {
        var finite = Array.ConvertAll(samples.ToArray(), x => float.IsFinite(x) ? Math.Clamp(x, -1, 1) : 0);
        return Resampler.Convert(finite, sampleRate, AudioChunk.SampleRate);
    }

    /// <summary>A track of a recording in which nothing is heard.</summary>
    public static SpeechTrack Silent(ReadOnlyMemory<float> samples, int sampleRate, VisemeSource source) =>
        new(samples, sampleRate, [new(Viseme.Sil, new(0, (double)samples.Length / sampleRate), 1)], [], [], source)
        {
            Note = "The recording is silent, so the mouth stays at rest.",
        };

    /// <summary>Says so where no voice was found or much of the sound is clipped; null where all is well.</summary>
    public static string? Note(ReadOnlyMemory<float> samples, SpeechFeatures features)
    {
        var clipped = 0;
        foreach (var sample in samples.Span)
            clipped += Math.Abs(sample) >= Clipped ? 1 : 0;
        var much = clipped > MuchClipping * samples.Length;
        return (much, features.Voice is null) switch
        {
            (true, true) => FormattableString.Invariant($"No voice was found in the recording, and it clips ({100.0 * clipped / samples.Length:0.0} % of its samples), so its mouth shapes are unsure."),
            (true, false) => FormattableString.Invariant($"The recording clips ({100.0 * clipped / samples.Length:0.0} % of its samples), so its mouth shapes are less sure."),
            (false, true) => "No voice was found in the recording, so its mouth shapes are unsure.",
            _ => null,
        };
    }
}
