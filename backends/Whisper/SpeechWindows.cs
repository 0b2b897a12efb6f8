using System.Runtime.CompilerServices;

namespace AffectAgent.Backends.Whisper;

/// <summary>
/// Cuts sound into windows of at most 28 s of which each holds speech: silence is left out, cuts lie in pauses, and where
/// somebody speaks without a pause the cut lies at the quietest instant and the next window begins a second earlier. Memory
/// is bounded by one window, whatever the sound's length.
/// </summary>
/// <param name="gate">Tells where somebody speaks.</param>
internal sealed class SpeechWindows(ISpeechGate gate)
{
    /// <summary>Longest window, seconds; Whisper hears 30.</summary>
    public const double Longest = 28;
    private const int Frame = AudioChunk.SampleRate / 50;
    private const double FrameSeconds = 0.02, Lead = 0.2, PauseThatEnds = 1.5, PauseToCut = 0.3, LookBack = 8, Overlap = 1;

    private readonly List<float> _samples = [];
    private readonly List<bool> _speech = [];
    private double _start;
    private double _ownFrom = double.NegativeInfinity;
    private int _silent;

    /// <summary>Most samples held at any time so far.</summary>
    public int MostHeld { get; private set; }

    /// <summary>The windows, in order of time.</summary>
    public async IAsyncEnumerable<SpeechWindow> CutAsync(IAsyncEnumerable<AudioChunk> audio, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rest = new List<float>(Frame);
        var next = double.NaN;
        await foreach (var chunk in audio.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // A hole in the sound ends what came before it.
            if (!double.IsNaN(next) && Math.Abs(chunk.Start - next) > 0.1)
            {
                rest.Clear();
                if (Close(_speech.Count, overlap: false) is { } before)
                    yield return before;
            }

            var at = chunk.Start - rest.Count / (double)AudioChunk.SampleRate;
            next = chunk.Start + chunk.Samples.Length / (double)AudioChunk.SampleRate;
            foreach (var window in Take(chunk.Samples, rest, at))
                yield return window;
        }

        if (Close(_speech.Count, overlap: false) is { } last)
            yield return last;
    }

    private IEnumerable<SpeechWindow> Take(ReadOnlyMemory<float> samples, List<float> rest, double at)
    {
        for (var i = 0; i < samples.Length;)
        {
            var count = Math.Min(Frame - rest.Count, samples.Length - i);
            rest.AddRange(samples.Span.Slice(i, count));
            i += count;
            if (rest.Count < Frame)
                yield break;
            var window = Add(at, rest);
            rest.Clear();
            at += FrameSeconds;
            if (window is not null)
                yield return window;
        }
    }

    private SpeechWindow? Add(double at, List<float> frame)
    {
        var speech = gate.IsSpeech(at, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(frame));
        if (_speech.Count == 0)
            _start = at;
        _samples.AddRange(frame);
        _speech.Add(speech);
        _silent = speech ? 0 : _silent + 1;
        MostHeld = Math.Max(MostHeld, _samples.Count);
        if (_silent == _speech.Count)
        {
            // Nothing said yet: only what leads in is kept.
            Drop(_speech.Count - (int)(Lead / FrameSeconds));
            return null;
        }

        if (_silent * FrameSeconds >= PauseThatEnds)
            return Close(_speech.Count, overlap: false);
        if (_speech.Count * FrameSeconds < Longest)
            return null;
        var (cut, pause) = Cut();
        return Close(cut, overlap: !pause);
    }

    // The middle of the last pause, or else the quietest instant, of the last seconds.
    private (int Frame, bool Pause) Cut()
    {
        var from = _speech.Count - (int)(LookBack / FrameSeconds);
        var silent = 0;
        for (var i = _speech.Count - 1; i >= from; i--)
        {
            silent = _speech[i] ? 0 : silent + 1;
            if (silent * FrameSeconds >= PauseToCut)
                return (i + silent / 2, true);
        }

        var quietest = Enumerable.Range(from, _speech.Count - from - 1).MinBy(i => Loudness(i) + Loudness(i + 1));
        return (quietest + 1, false);
    }

    private double Loudness(int frame)
    {
        var sum = 0.0;
        for (var i = frame * Frame; i < (frame + 1) * Frame; i++)
            sum += _samples[i] * _samples[i];
        return sum;
    }

    private SpeechWindow? Close(int frames, bool overlap)
    {
        var speech = Stretches(frames);
        SpeechWindow? window = null;
        var cut = _start + frames * FrameSeconds;
        if (speech.Count > 0)
        {
            // After the cut a second more is heard, so that a word at the cut is whole in one of the two windows.
            var heard = Math.Min(_speech.Count, frames + (overlap ? (int)(Overlap / FrameSeconds) : 0));
            window = new SpeechWindow(_start, _samples.GetRange(0, heard * Frame).ToArray(), _ownFrom, overlap ? cut : double.PositiveInfinity, speech);
        }

        _ownFrom = overlap ? cut : double.NegativeInfinity;
        Drop(overlap ? Math.Max(1, frames - (int)(Overlap / FrameSeconds)) : frames);
        return window;
    }

    private List<TimeRange> Stretches(int frames)
    {
        List<TimeRange> all = [];
        for (var i = 0; i < frames; i++)
        {
            if (!_speech[i])
                continue;
            var from = i;
            while (i < frames && _speech[i])
                i++;
            all.Add(new TimeRange(Math.Max(0, _start + from * FrameSeconds), Math.Max(0, _start + i * FrameSeconds)));
        }

        return all;
    }

    private void Drop(int frames)
    {
        if (frames <= 0)
            return;
        _samples.RemoveRange(0, frames * Frame);
        _speech.RemoveRange(0, frames);
        _start += frames * FrameSeconds;
        _silent = 0;
        for (var i = _speech.Count - 1; i >= 0 && !_speech[i]; i--)
            _silent++;
    }
}
