namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>Runs the analyzer over a medium's sound and puts its times into media time.</summary>
internal sealed class Hearing
{
    private const float SilentDb = -80;
    private const double LargestSlip = 0.02;
    private static readonly float[] Silence = new float[AudioChunk.SampleRate];

    private double _start = double.NaN;

    /// <summary>What was heard.</summary>
    public VoiceAnalyzer Analyzer { get; } = new();

    /// <summary>Seconds of the medium at which the sound begins.</summary>
    public double Start => double.IsNaN(_start) ? 0 : _start;

    /// <summary>True if nothing in the sound is louder than -80 dB.</summary>
    public bool IsSilent => Analyzer.Frames.All(frame => frame.LevelDb < SilentDb);

    /// <summary>Listens to the stretch that the request selects.</summary>
    public static async Task<Hearing> ListenAsync(IMediaSource media, AnalysisContext context, CancellationToken cancellationToken)
    {
        var hearing = new Hearing();
        var (from, to) = (context.Request.From ?? 0, Math.Min(context.Request.To ?? double.MaxValue, media.Info.Duration));
        var reported = from;
        await foreach (var chunk in media.ReadAudioAsync(context.Request.From, context.Request.To, cancellationToken).ConfigureAwait(false))
        {
            hearing.Take(chunk);
            if (chunk.Start - reported >= 1 && to > from)
            {
                reported = chunk.Start;
                context.Report("voice", Math.Clamp((chunk.Start - from) / (to - from), 0, 1));
            }
        }

        hearing.Analyzer.Complete();
        context.Report("voice", 1);
        return hearing;
    }

    /// <summary>The track in media time, with what each stretch expresses.</summary>
    public VoiceTrack ToTrack(VoiceAffectModel model)
    {
        var start = Start;
        // The track's frames count from the medium's beginning; those before the sound are marked as not heard.
        var before = (int)Math.Round(start / VoiceAnalyzer.Step);
        var frames = new List<VoiceFrame>(before + Analyzer.Frames.Count);
        frames.AddRange(Enumerable.Repeat(new VoiceFrame(float.NaN, -120, false), before));
        frames.AddRange(Analyzer.Frames);
        return new VoiceTrack(VoiceAnalyzer.Step, frames, [.. Analyzer.Stretches.Select(stretch => Segment(stretch, start, model))]);
    }

    private static VoiceSegment Segment(SpeechStretch stretch, double start, VoiceAffectModel model)
    {
        var interval = new TimeRange(start + stretch.Interval.Start, start + stretch.Interval.End);
        var affect = model.Read(stretch.Features);
        return new VoiceSegment(interval, stretch.Features, affect?.Arousal, affect?.Valence, affect?.ArousalConfidence ?? 0);
    }

    private void Take(AudioChunk chunk)
    {
        if (double.IsNaN(_start))
            _start = Math.Max(0, chunk.Start);
        // Holes in a damaged or edited stream become silence, so that times stay true.
        var missing = (long)((chunk.Start - _start - Analyzer.Seconds) * AudioChunk.SampleRate);
        for (; missing > LargestSlip * AudioChunk.SampleRate; missing -= Silence.Length)
            Analyzer.Push(Silence.AsSpan(0, (int)Math.Min(missing, Silence.Length)));
        Analyzer.Push(chunk.Samples.Span);
    }
}
