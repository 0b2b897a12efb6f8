namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Finds the phrases of speech: stretches between pauses.</summary>
internal static class Phrases
{
    /// <summary>Shortest silence between two phrases, seconds; closures of consonants are shorter.</summary>
    public const double ShortestPause = 0.15;

    /// <summary>The phrases of a run of mouth shapes.</summary>
    public static IReadOnlyList<TimeRange> Of(IReadOnlyList<VisemeCue> cues)
    {
        var phrases = new List<TimeRange>();
        foreach (var cue in cues)
        {
            if (cue.Viseme == Viseme.Sil)
                continue;
            if (phrases.Count > 0 && cue.Interval.Start - phrases[^1].End < ShortestPause)
                phrases[^1] = phrases[^1] with { End = cue.Interval.End };
            else
                phrases.Add(cue.Interval);
        }

        return phrases;
    }
}
