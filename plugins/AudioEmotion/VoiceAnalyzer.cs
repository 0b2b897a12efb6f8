using AffectAgent.Plugins.AudioEmotion.Descriptors;
using AffectAgent.Plugins.AudioEmotion.Events;
using AffectAgent.Plugins.AudioEmotion.Features;
using AffectAgent.Plugins.AudioEmotion.Pitch;
using AffectAgent.Plugins.AudioEmotion.Segments;
using AffectAgent.Plugins.AudioEmotion.Signal;
using AffectAgent.Plugins.AudioEmotion.Speech;

namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>One stretch of speech and what was measured in it.</summary>
/// <param name="Interval">When, seconds from the first sample.</param>
/// <param name="Features">By name, units by <see cref="VoiceFeatures.UnitOf"/>; what could not be measured is left out.</param>
public sealed record SpeechStretch(TimeRange Interval, IReadOnlyDictionary<string, double> Features);

/// <summary>Stretches of speech that belong together, up to 10 s, and the functionals of the whole.</summary>
/// <param name="Interval">When, seconds from the first sample.</param>
/// <param name="Features">By eGeMAPS name; what could not be measured is left out; empty where too little is voiced.</param>
/// <param name="VoicedSeconds">How much of it is voiced.</param>
public sealed record SpeechSegment(TimeRange Interval, IReadOnlyDictionary<string, double> Features, double VoicedSeconds);

/// <summary>
/// Listens to a stream of 16 kHz mono samples: finds speech, follows F0, measures each stretch. Works page by page (20 s),
/// so memory does not grow with the clip but for 12 bytes a frame of 10 ms and the stretches. Not thread-safe.
/// </summary>
public sealed class VoiceAnalyzer
{
    /// <summary>Seconds between frames.</summary>
    public const double Step = 0.01;

    private const int Page = 2000;
    private const int CutSearch = 800;
    private const int Longest = 500;
    private const int Shortest = 150;
    private const double SilentDb = -80;
    private const double ShortestPause = 0.3;
    private const double LongestPause = 3;

    private static readonly Dictionary<string, double> NoFeatures = [];

    private readonly FrameExtractor _extractor = new();
    private readonly List<AcousticFrame> _page = [];
    private readonly List<VoiceFrame> _frames = [];
    private readonly List<SpeechStretch> _stretches = [];
    private readonly List<SpeechSegment> _segments = [];
    private readonly List<VoiceEvent> _events = [];
    private readonly NoiseFloor _floor = new();
    private readonly Describer _describer = new(FrameExtractor.SpectrumSize);
    private readonly SegmentBuilder _builder;
    private long _samples;
    private int _steps;
    private bool _heard;

    /// <summary>Begins to listen.</summary>
    public VoiceAnalyzer() => _builder = new SegmentBuilder(Join);

    /// <summary>
    /// Gets each segment as soon as it has ended; neither <see cref="Segments"/> nor <see cref="Frames"/> nor the features of
    /// <see cref="Stretches"/> are kept then, so that memory does not grow with what was measured.
    /// </summary>
    public Action<SpeechSegment>? SegmentMeasured { get; init; }

    /// <summary>One a step of 10 ms, the first at time 0; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyList<VoiceFrame> Frames => _frames;

    /// <summary>The stretches of speech, by time; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyList<SpeechStretch> Stretches => _stretches;

    /// <summary>The segments of speech, by time; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyList<SpeechSegment> Segments => _segments;

    /// <summary>Pauses, laughter and sighs, by time; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyList<VoiceEvent> Events => _events;

    /// <summary>True if nothing was louder than -80 dB.</summary>
    public bool IsSilent => !_heard;

    /// <summary>Seconds heard.</summary>
    public double Seconds => (double)_samples / AudioChunk.SampleRate;

    /// <summary>Takes the next samples: mono, 16 kHz, -1 to 1. Samples that are not finite count as 0.</summary>
    public void Push(ReadOnlySpan<float> samples)
    {
        const int Bite = AudioChunk.SampleRate;
        _samples += samples.Length;
        for (; samples.Length > 0; samples = samples[Math.Min(Bite, samples.Length)..])
        {
            _extractor.Push(samples[..Math.Min(Bite, samples.Length)], _page);
            while (_page.Count >= Page)
                Finish(QuietestCut());
        }
    }

    /// <summary>Ends the stream.</summary>
    public void Complete()
    {
        if (_samples == 0)
            return;
        var expected = (int)Math.Min(int.MaxValue, (_samples + FrameExtractor.Hop - 1) / FrameExtractor.Hop);
        _extractor.Push(new float[2 * PeriodFinder.Reach], _page);
        var missing = expected - _steps;
        if (_page.Count > missing)
            _page.RemoveRange(missing, _page.Count - missing);
        Finish(_page.Count);
        _builder.Complete();
        AddPauses();
        _events.Sort((a, b) => a.Interval.Start.CompareTo(b.Interval.Start));
    }

    private void AddPauses()
    {
        for (var i = 1; i < _stretches.Count; i++)
        {
            var pause = new TimeRange(_stretches[i - 1].Interval.End, _stretches[i].Interval.Start);
            if (pause.Duration is >= ShortestPause and <= LongestPause)
                _events.Add(new VoiceEvent(VoiceEventKind.Pause, pause));
        }
    }

    private void AddEvents(VoiceEventKind kind, IEnumerable<FrameSpan> spans, int first) =>
        _events.AddRange(spans.Select(span => new VoiceEvent(kind, new TimeRange((first + span.Start) * Step, Math.Min((first + span.End) * Step, Seconds)))));

    /// <summary>The quietest tenth of a second near the end of the page: the least harm to cut.</summary>
    private int QuietestCut()
    {
        var best = (Cut: _page.Count, Level: double.MaxValue);
        for (var cut = _page.Count - CutSearch; cut < _page.Count - 5; cut++)
        {
            var level = 0.0;
            for (var t = cut - 5; t < cut + 5; t++)
                level += _page[t].BandLevel;
            if (level < best.Level)
                best = (cut, level);
        }

        return best.Cut;
    }

    private void Finish(int count)
    {
        var page = _page.GetRange(0, count);
        _floor.Learn(page.Select(frame => frame.BandLevel));
        var floor = _floor.Level;
        var first = _steps;
        _steps += count;
        _heard |= page.Exists(frame => frame.Level >= SilentDb);
        if (KeepsTrack)
            _frames.AddRange(page.Select(frame => new VoiceFrame(float.NaN, (float)frame.Level, false)));
        foreach (var stretch in SpeechDetector.Find(page, floor))
        {
            foreach (var part in Split(page, stretch))
                Measure(page, part, first, floor);
        }

        AddEvents(VoiceEventKind.Laughter, LaughterFinder.Find(page, floor), first);
        AddEvents(VoiceEventKind.Sigh, SighFinder.Find(page, floor), first);
        _page.RemoveRange(0, count);
        _extractor.Drop(count);
    }

    private void Measure(List<AcousticFrame> page, FrameSpan part, int first, double floor)
    {
        var frames = page.GetRange(part.Start, part.Length);
        var f0 = PitchTracker.Track(frames);
        for (var t = 0; t < f0.Length && KeepsTrack; t++)
            _frames[first + part.Start + t] = new VoiceFrame((float)f0[t], (float)frames[t].Level, true);
        var features = StretchMeasures.Measure(frames, f0, _extractor.Signal, FrameExtractor.Centre(part.Start), floor);
        var end = Math.Min((first + part.End) * Step, Seconds);
        _stretches.Add(new SpeechStretch(new TimeRange((first + part.Start) * Step, end), KeepsTrack ? features : NoFeatures));
        var rows = _describer.Describe(frames, f0, _extractor.Signal, FrameExtractor.Centre(part.Start));
        _builder.Add(new SpeechPart(first + part.Start, rows, features));
    }

    private bool KeepsTrack => SegmentMeasured is null;

    private void Join(IReadOnlyList<SpeechPart> parts)
    {
        var interval = new TimeRange(parts[0].Start * Step, Math.Min(parts[^1].End * Step, Seconds));
        var voiced = parts.Sum(part => part.Features.GetValueOrDefault(VoiceFeatures.VoicedSeconds));
        var segment = new SpeechSegment(interval, SegmentMeasures.Measure(parts) ?? [], voiced);
        if (SegmentMeasured is { } taken)
            taken(segment);
        else
            _segments.Add(segment);
    }

    /// <summary>Splits what is longer than 5 s at its quietest places.</summary>
    private static IEnumerable<FrameSpan> Split(List<AcousticFrame> page, FrameSpan stretch)
    {
        while (stretch.Length > Longest)
        {
            var from = stretch.Start + Shortest;
            var to = Math.Min(stretch.Start + Longest, stretch.End - Shortest);
            var cut = Enumerable.Range(from, to - from).MinBy(t => page.GetRange(t - 5, 10).Sum(frame => frame.BandLevel));
            yield return stretch with { End = cut };
            stretch = stretch with { Start = cut };
        }

        yield return stretch;
    }
}
