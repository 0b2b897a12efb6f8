namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Mouth shapes and words of a recording whose words are known: a voice speaks the transcript, and its times are warped onto the
/// recording. With the model of <see cref="SoundVisemes"/> the warp also hears which shape sounds where. Thread-safe.
/// </summary>
/// <param name="voice">Speaks the transcript.</param>
/// <param name="sound">Hears shapes; null to compare spectra alone.</param>
public sealed class TranscriptAligner(ISpeechSynthesizer voice, SoundVisemes? sound = null)
{
    /// <summary>Longest recording, seconds.</summary>
    public const double MaxSeconds = 120;

    // Weight of the heard shapes beside the spectra; set by hand, with and without compared on the voices that the figures are of.
    private const float HeardShare = 0.15f;

    // Speech that is so many times longer or shorter than the voice's is not the transcript's.
    private const double MostStretch = 2.2;

    // Mean logarithm by which the transcript's shapes are less likely than the likeliest ones; chosen on acted speech, see docs.
    private const double PoorFit = -2.6;

    private const double LongestStop = 0.12;

    /// <summary>Aligns a transcript with its recording.</summary>
    /// <param name="samples">Mono, -1 to 1.</param>
    /// <param name="sampleRate">Samples a second, 8,000 to 192,000.</param>
    /// <param name="transcript">What is said, all of it and in order.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The recording with its words and shapes; a note where the transcript hardly fits, or the recording is silent.</returns>
    /// <exception cref="UserException">The recording is empty or too long, or the voice can't speak the transcript.</exception>
    public async Task<SpeechTrack> AlignAsync(ReadOnlyMemory<float> samples, int sampleRate, string transcript, string language = "en", CancellationToken cancellationToken = default)
    {
        var (track, _) = await AlignWithFitAsync(samples, sampleRate, transcript, language, cancellationToken).ConfigureAwait(false);
        return track;
    }

    /// <summary>The same, with how well the heard shapes fit the transcript's: 0 is best; NaN without a model.</summary>
    internal async Task<(SpeechTrack Track, double Fit)> AlignWithFitAsync(ReadOnlyMemory<float> samples, int sampleRate, string transcript, string language, CancellationToken cancellationToken)
    {
        Recording.Check(samples, sampleRate, MaxSeconds);
        var spoken = await voice.SpeakAsync(transcript, new SpeechStyle(language), cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Align(samples, sampleRate, spoken, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private (SpeechTrack Track, double Fit) Align(ReadOnlyMemory<float> samples, int sampleRate, SpeechTrack spoken, CancellationToken cancellationToken)
    {
        var heard = SpeechFeatures.Measure(Recording.At16Kilohertz(samples, sampleRate), cancellationToken);
        if (heard.IsSilent)
            return (Recording.Silent(samples, sampleRate, VisemeSource.Transcript), double.NaN);
        var frames = AlignmentFrames.Of(heard);
        var said = AlignmentFrames.Of(SpeechFeatures.Measure(Recording.At16Kilohertz(spoken.Samples, spoken.SampleRate), cancellationToken));
        var logs = sound?.LogProbabilities(heard, cancellationToken);
        var warp = TimeWarp.Find(frames, said, BetweenWords(spoken, said.Count), logs is null ? null : Heard(logs, spoken, said.Count), cancellationToken);
        var seconds = (double)samples.Length / sampleRate;
        var cues = WithPauses(Moved(spoken, warp, seconds), frames, seconds);
        var words = spoken.Words.Select(word => new SpokenWord(word.Text, Trimmed(Moved(word.Interval, warp, seconds), frames))).ToArray();
        var fit = logs is null ? double.NaN : Fit(logs, cues, frames);
        var stretch = (double)frames.Silent.Count(silent => !silent) / Math.Max(1, said.Silent.Count(silent => !silent));
        var note = fit < PoorFit || stretch is > MostStretch or < 1 / MostStretch ? "The transcript hardly fits the recording; check its words and language." : Recording.Note(samples, heard);
        return (new SpeechTrack(samples, sampleRate, cues, words, Phrases.Of(cues), VisemeSource.Transcript) { Note = note }, fit);
    }

    private static double Fit(float[][] logs, List<VisemeCue> cues, AlignmentFrames frames)
    {
        var (sum, n) = (0.0, 0);
        foreach (var cue in cues)
        {
            for (var i = Frame(cue.Interval.Start); i < Math.Min(frames.Count, Frame(cue.Interval.End)); i++)
            {
                if (frames.Silent[i] || cue.Viseme == Viseme.Sil)
                    continue;
                sum += Math.Max(-6, logs[i][(int)cue.Viseme]) - logs[i].Max();
                n++;
            }
        }

        return n == 0 ? double.NegativeInfinity : sum / n;
    }

    // Not in the silence of a stop within a word.
    private static Func<int, bool> BetweenWords(SpeechTrack spoken, int count)
    {
        const int Margin = 2;
        var may = new bool[count];
        Array.Fill(may, true);
        foreach (var word in spoken.Words)
        {
            for (var j = Frame(word.Interval.Start) + Margin; j < Math.Min(count, Frame(word.Interval.End) - Margin); j++)
                may[j] = false;
        }

        return j => may[j];
    }

    private static Func<int, int, float> Heard(float[][] logs, SpeechTrack spoken, int count)
    {
        var shapes = new int[count];
        foreach (var cue in spoken.Visemes)
        {
            for (var j = Frame(cue.Interval.Start); j < Math.Min(count, Frame(cue.Interval.End)); j++)
                shapes[j] = (int)cue.Viseme;
        }

        return (i, j) => -HeardShare * Math.Max(-6, logs[i][shapes[j]]);
    }

    private static List<VisemeCue> Moved(SpeechTrack spoken, TimeWarp warp, double seconds)
    {
        var cues = new List<VisemeCue>(spoken.Visemes.Count);
        foreach (var cue in spoken.Visemes)
        {
            var start = cues.Count == 0 ? 0 : cues[^1].Interval.End;
            var end = cue == spoken.Visemes[^1] ? seconds : Math.Clamp(warp.Map(cue.Interval.End), start, seconds);
            if (end > start)
                cues.Add(cue with { Interval = new(start, end) });
        }

        return cues;
    }

    private static TimeRange Moved(TimeRange interval, TimeWarp warp, double seconds)
    {
        var start = Math.Clamp(warp.Map(interval.Start), 0, seconds);
        return new(start, Math.Clamp(warp.Map(interval.End), start, seconds));
    }

    // Where the recording pauses the mouth rests, but for the closure of a stop that comes next.
    private static List<VisemeCue> WithPauses(List<VisemeCue> cues, AlignmentFrames frames, double seconds)
    {
        var result = new List<VisemeCue>(cues.Count);
        foreach (var cue in cues)
        {
            var at = cue.Interval.Start;
            foreach (var pause in Pauses(frames, cue.Interval))
            {
                var opens = cue.Viseme is Viseme.PP or Viseme.DD or Viseme.Kk && pause.End < cue.Interval.End;
                var end = opens ? Math.Max(pause.Start, pause.End - LongestStop) : pause.End;
                Append(result, cue with { Interval = new(at, pause.Start) });
                Append(result, new(Viseme.Sil, new(pause.Start, end), 1));
                at = end;
            }

            Append(result, cue with { Interval = new(at, cue.Interval.End) });
        }

        if (result.Count > 0)
            result[^1] = result[^1] with { Interval = new(result[^1].Interval.Start, seconds) };
        return result;
    }

    private static void Append(List<VisemeCue> cues, VisemeCue cue)
    {
        if (cue.Interval.Duration <= 0)
            return;
        if (cues.Count > 0 && cues[^1].Viseme == cue.Viseme && cue.Viseme == Viseme.Sil)
            cues[^1] = cues[^1] with { Interval = new(cues[^1].Interval.Start, cue.Interval.End) };
        else
            cues.Add(cue);
    }

    private static IEnumerable<TimeRange> Pauses(AlignmentFrames frames, TimeRange interval)
    {
        int from = Frame(interval.Start), to = Math.Min(frames.Count, Frame(interval.End));
        for (var i = from; i < to; i++)
        {
            var end = i;
            while (end < to && frames.Silent[end])
                end++;
            if (end - i > LongestStop / SpeechFeatures.Step)
                yield return new(Math.Max(interval.Start, i * SpeechFeatures.Step), Math.Min(interval.End, end * SpeechFeatures.Step));
            i = Math.Max(i, end);
        }
    }

    // Without silence at its ends; where a pause fell into it, the longer side.
    private static TimeRange Trimmed(TimeRange word, AlignmentFrames frames)
    {
        var pauses = Pauses(frames, word).ToArray();
        var (start, longest) = (word.Start, default(TimeRange));
        foreach (var end in pauses.Select(pause => pause.Start).Append(word.End))
        {
            if (end - start > longest.Duration)
                longest = new(start, end);
            start = pauses.FirstOrDefault(pause => pause.Start >= end).End;
        }

        int from = Frame(longest.Start), to = Math.Min(frames.Count, Frame(longest.End));
        int first = from, last = to;
        while (first < to && frames.Silent[first])
            first++;
        while (last > first && frames.Silent[last - 1])
            last--;
        return last <= first ? word : new(first == from ? longest.Start : first * SpeechFeatures.Step, last == to ? longest.End : last * SpeechFeatures.Step);
    }

    private static int Frame(double seconds) => (int)Math.Round(seconds / SpeechFeatures.Step);
}
