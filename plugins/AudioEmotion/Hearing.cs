namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>Runs the analyzer over a medium's sound and puts its times into media time.</summary>
internal sealed class Hearing
{
    private const double LargestSlip = 0.02;
    private static readonly float[] Silence = new float[AudioChunk.SampleRate];

    private double _start = double.NaN;

    /// <summary>What was heard.</summary>
    public VoiceAnalyzer Analyzer { get; private init; } = new();

    /// <summary>Seconds of the medium at which the sound begins.</summary>
    public double Start => double.IsNaN(_start) ? 0 : _start;

    /// <summary>Listens to the stretch that the request selects.</summary>
    /// <param name="media">The medium.</param>
    /// <param name="context">The analysis.</param>
    /// <param name="measured">Gets each segment as it ends, and then only readings need be kept; null where the whole track is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Hearing> ListenAsync(IMediaSource media, AnalysisContext context, Action<SpeechSegment>? measured, CancellationToken cancellationToken)
    {
        var hearing = new Hearing { Analyzer = new VoiceAnalyzer { SegmentMeasured = measured } };
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

    /// <summary>What each segment of speech expresses, in media time.</summary>
    public IReadOnlyList<VoiceEmotionReading> Read(VoiceEmotionModel model) => [.. Analyzer.Segments.Select(segment => model.Read(segment, Start))];

    /// <summary>The track in media time; each stretch gets what the segment that holds it expresses.</summary>
    public VoiceTrack ToTrack(IReadOnlyList<VoiceEmotionReading> readings)
    {
        var start = Start;
        // The track's frames count from the medium's beginning; those before the sound are marked as not heard.
        var before = (int)Math.Round(start / VoiceAnalyzer.Step);
        var frames = new List<VoiceFrame>(before + Analyzer.Frames.Count);
        frames.AddRange(Enumerable.Repeat(new VoiceFrame(float.NaN, -120, false), before));
        frames.AddRange(Analyzer.Frames);
        var (stretches, at) = (new List<VoiceSegment>(Analyzer.Stretches.Count), 0);
        foreach (var stretch in Analyzer.Stretches)
        {
            var interval = new TimeRange(start + stretch.Interval.Start, start + stretch.Interval.End);
            var middle = (interval.Start + interval.End) / 2;
            while (at + 1 < readings.Count && readings[at].Interval.End < middle)
                at++;
            var reading = at < readings.Count ? readings[at] : null;
            stretches.Add(new VoiceSegment(interval, stretch.Features, reading?.Arousal, reading?.Valence, reading?.Trust ?? 0));
        }

        return new VoiceTrack(VoiceAnalyzer.Step, frames, stretches);
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
