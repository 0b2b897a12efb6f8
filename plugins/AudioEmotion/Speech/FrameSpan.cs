namespace AffectAgent.Plugins.AudioEmotion.Speech;

/// <summary>Frames from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct FrameSpan(int Start, int End)
{
    /// <summary>Frames in it.</summary>
    public int Length => End - Start;

    /// <summary>Runs of frames for which <paramref name="test"/> holds.</summary>
    public static List<FrameSpan> Runs(int count, Func<int, bool> test)
    {
        var runs = new List<FrameSpan>();
        var start = -1;
        for (var t = 0; t <= count; t++)
        {
            var holds = t < count && test(t);
            if (holds && start < 0)
                start = t;
            if (!holds && start >= 0)
            {
                runs.Add(new FrameSpan(start, t));
                start = -1;
            }
        }

        return runs;
    }

    /// <summary>Joins spans that lie closer than <paramref name="gap"/> frames.</summary>
    public static List<FrameSpan> Join(IReadOnlyList<FrameSpan> spans, int gap)
    {
        var joined = new List<FrameSpan>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && span.Start - joined[^1].End < gap)
                joined[^1] = joined[^1] with { End = Math.Max(joined[^1].End, span.End) };
            else
                joined.Add(span);
        }

        return joined;
    }
}
