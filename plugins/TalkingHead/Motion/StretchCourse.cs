namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// When the face moves for a stretch. On words it begins before them and is at the apex within them: people's faces lead what they say.
/// Short stretches rise quicker, yet not quicker than faces do; where the next stretch begins to rise this one falls, and it is over by
/// the next one's middle.
/// </summary>
/// <param name="Start">Where the onset begins, seconds.</param>
/// <param name="Release">Where the offset begins.</param>
/// <param name="Timing">Onset and offset, fitted to the stretch's length.</param>
internal readonly record struct StretchCourse(double Start, double Release, ExpressionTiming Timing)
{
    // Shortest onset and offset to which short stretches are pressed, seconds; published onsets are about 0.3 to 0.7 s.
    private const double Quickest = 0.3;
    private const double OnsetShare = 0.8;

    // How much of the onset is over when the words begin, and what that may be in seconds.
    private const double Ahead = 0.6;
    private const double LeastLead = 0.2;
    private const double MostLead = 0.4;

    // The last part of a stretch in which the next one may begin.
    private const double GivesWay = 0.4;

    // Longest fall where the next words follow at once.
    private const double CrossOver = 0.7;
    private const double AtOnce = 0.35;

    /// <summary>The courses of all stretches.</summary>
    /// <param name="stretches">In the order of time.</param>
    /// <param name="natural">Each one's own timing.</param>
    /// <param name="duration">The motion's length, seconds.</param>
    public static StretchCourse[] Of(IReadOnlyList<ScriptedStretch> stretches, IReadOnlyList<ExpressionTiming> natural, double duration)
    {
        var courses = new StretchCourse[stretches.Count];
        for (var i = courses.Length - 1; i >= 0; i--)
        {
            var stretch = stretches[i];
            var onset = stretch.OnWords ? Math.Min(natural[i].Onset, Math.Max(Quickest, OnsetShare * stretch.Interval.Duration)) : natural[i].Onset;
            var free = i == 0 ? 0 : stretches[i - 1].Interval.End - (GivesWay * stretches[i - 1].Interval.Duration);
            var start = stretch.OnWords ? Math.Max(free, stretch.Interval.Start - Math.Clamp(Ahead * onset, LeastLead, MostLead)) : stretch.Interval.Start;
            var (release, offset) = (Math.Max(stretch.Interval.End, stretch.HeldUntil), natural[i].Offset);
            if (i + 1 < courses.Length)
            {
                var next = stretches[i + 1];
                release = Math.Min(release, courses[i + 1].Start);
                var most = next.OnWords && next.Interval.Start - stretch.Interval.End < AtOnce ? Math.Min(CrossOver, offset) : offset;
                offset = Math.Clamp(next.Interval.Middle - release, Math.Min(Quickest, most), most);
            }

            if (duration - release >= Quickest)
                offset = Math.Min(offset, duration - release);
            courses[i] = new StretchCourse(start, release, new ExpressionTiming(Math.Round(onset, 3), Math.Round(offset, 3)));
        }

        return courses;
    }
}
