namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Joins pieces of speech that follow each other.</summary>
internal static class SpeechJoin
{
    // Long enough that a voice that stops within a vibration doesn't click, too short to be heard as a fade.
    private const double Fade = 0.003;

    /// <summary>The pieces as one: times of later ones move along.</summary>
    /// <param name="pieces">One or more, of one sample rate.</param>
    public static SpeechTrack Of(IReadOnlyList<SpeechTrack> pieces)
    {
        if (pieces is [var only])
            return only;
        var rate = pieces[0].SampleRate;
        if (pieces.Any(piece => piece.SampleRate != rate))
            throw new InvalidOperationException("A voice changed its sample rate between two pieces.");
        var samples = new float[pieces.Sum(piece => piece.Samples.Length)];
        List<VisemeCue> cues = [];
        List<SpokenWord> words = [];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.Samples.CopyTo(samples.AsMemory(at));
            var shift = (double)at / rate;
            cues.AddRange(piece.Visemes.Select(cue => cue with { Interval = Later(cue.Interval, shift) }));
            words.AddRange(piece.Words.Select(word => word with { Interval = Later(word.Interval, shift) }));
            at += piece.Samples.Length;
            if (at < samples.Length)
                Soften(samples, at, (int)(Fade * rate));
        }

        return new SpeechTrack(samples, rate, cues, words, Phrases.Of(cues), pieces[0].Source) { Note = pieces.Select(piece => piece.Note).FirstOrDefault(note => note is not null) };
    }

    private static void Soften(float[] samples, int at, int length)
    {
        for (var i = Math.Max(0, at - length); i < Math.Min(samples.Length, at + length); i++)
            samples[i] *= Math.Abs(i + 0.5f - at) / length;
    }

    private static TimeRange Later(TimeRange range, double shift) => new(range.Start + shift, range.End + shift);
}
