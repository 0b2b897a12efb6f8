namespace AffectAgent.Plugins.TalkingHead.Tests;

/// <summary>Speech made by code: cues one after the other, and a tone as loud as each sound.</summary>
internal static class SyntheticSpeech
{
    private const int Rate = 8000;

    /// <summary>"Hello, how are you? My bumper, five maps."</summary>
    public static SpeechTrack Sentence { get; } = Of(0.5, 0.8,
        (Viseme.Kk, 0.06), (Viseme.E, 0.08), (Viseme.Nn, 0.08), (Viseme.O, 0.2), (Viseme.Sil, 0.25),
        (Viseme.Kk, 0.05), (Viseme.Aa, 0.12), (Viseme.U, 0.1), (Viseme.Aa, 0.12), (Viseme.RR, 0.08), (Viseme.I, 0.06), (Viseme.U, 0.2), (Viseme.Sil, 0.3),
        (Viseme.PP, 0.08), (Viseme.Aa, 0.12), (Viseme.I, 0.08), (Viseme.PP, 0.07), (Viseme.Aa, 0.09), (Viseme.PP, 0.06), (Viseme.E, 0.1),
        (Viseme.FF, 0.09), (Viseme.Aa, 0.13), (Viseme.FF, 0.08), (Viseme.PP, 0.08), (Viseme.Aa, 0.12), (Viseme.PP, 0.08), (Viseme.SS, 0.12));

    /// <summary>A track of a seed's own making, of about the seconds asked for, with pauses.</summary>
    public static SpeechTrack Random(int seed, double seconds)
    {
        var random = new Random(seed);
        var cues = new List<(Viseme, double)>();
        for (var t = 0.0; t < seconds;)
        {
            var (viseme, length) = random.NextDouble() < 0.06 ? (Viseme.Sil, 0.2 + random.NextDouble()) : ((Viseme)random.Next(1, 15), 0.04 + (0.2 * random.NextDouble()));
            cues.Add((viseme, length));
            t += length;
        }

        return Of(0.3, 0.5, [.. cues]);
    }

    public static SpeechTrack Of(double lead, double tail, params (Viseme Viseme, double Seconds)[] sounds)
    {
        var cues = new List<VisemeCue>();
        var phrases = new List<TimeRange>();
        double at = lead, began = -1;
        foreach (var (viseme, seconds) in sounds)
        {
            if (viseme == Viseme.Sil && began >= 0)
                phrases.Add(new TimeRange(began, at));
            began = viseme == Viseme.Sil ? -1 : began < 0 ? at : began;
            cues.Add(new VisemeCue(viseme, new TimeRange(at, at + seconds), 1));
            at += seconds;
        }

        if (began >= 0)
            phrases.Add(new TimeRange(began, at));
        var samples = new float[(int)((at + tail) * Rate)];
        foreach (var cue in cues)
        {
            var loud = cue.Viseme == Viseme.Sil ? 0 : cue.Viseme >= Viseme.Aa ? 0.3f : 0.1f;
            for (var i = (int)(cue.Interval.Start * Rate); i < (int)(cue.Interval.End * Rate); i++)
                samples[i] = loud * (((i / 40) % 2 * 2) - 1);
        }

        return new SpeechTrack(samples, Rate, cues, [], phrases, VisemeSource.Phonemes);
    }
}
