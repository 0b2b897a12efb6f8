namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Blinks, closed eyes and speaking of one person, from the openings of successive frames. Everything is measured against the
/// person's own open eye, the 90th percentile of the openings in the clip. Frames come in order of time; not thread-safe.
/// </summary>
internal sealed class FaceActivity
{
    /// <summary>Shortest clip that a rate is told for, seconds.</summary>
    public const double LeastSeconds = 3;

    /// <summary>Fewest frames a second that show a blink or a syllable.</summary>
    public const double LeastRate = 10;

    // An eye opened less than these shares of its own open state is in a blink; closed.
    private const double Blinking = 0.6;
    private const double Closed = 0.55;
    private const double ShortestBlink = 0.04;
    private const double LongestBlink = 0.5;

    // Longer gaps between frames interrupt a blink and a stretch of speech.
    private const double LongestGap = 0.25;

    // A second is spoken in if the mouth turns between opening and closing so often, each time by so much of its width.
    private const int LeastTurns = 4;
    private const double LeastSwing = 0.05;

    private readonly List<(double Time, float Eyes, float Mouth)> _frames = [];

    /// <summary>Takes one frame; one in which the eyes are covered tells nothing.</summary>
    public void Add(double time, FaceMeasures measures)
    {
        if (measures.EyesCovered < 0.5f)
            _frames.Add((time, measures.EyeOpening, measures.MouthCovered < 0.5f ? measures.MouthOpening : float.NaN));
    }

    /// <summary>Seconds that the frames span.</summary>
    public double Seconds => _frames.Count < 2 ? 0 : _frames[^1].Time - _frames[0].Time;

    /// <summary>True if there are enough frames, close enough, to tell.</summary>
    public bool IsEnough => Seconds >= LeastSeconds && (_frames.Count - 1) / Seconds >= LeastRate;

    /// <summary>Blinks: the eyes go below 0.6 of their open state and come back within 40 to 500 ms.</summary>
    public int Blinks()
    {
        double open = Open();
        int blinks = 0;
        double? from = null;
        for (int i = 1; i < _frames.Count; i++)
        {
            var (time, eyes, _) = _frames[i];
            bool gap = time - _frames[i - 1].Time > LongestGap;
            if (gap)
                from = null;
            if (eyes < Blinking * open)
                from ??= gap || _frames[i - 1].Eyes < Blinking * open ? null : time;
            else if (from is { } start)
            {
                blinks += time - start is >= ShortestBlink - 1e-9 and <= LongestBlink + 1e-9 ? 1 : 0;
                from = null;
            }
        }

        return blinks;
    }

    /// <summary>Share of the frames with the eyes below 0.55 of their open state (closed eyes of photographs have 0.13 to 0.15 on this mesh, open ones 0.25 to 0.3), 0 to 1.</summary>
    public double ClosedShare()
    {
        double open = Open();
        return _frames.Count == 0 ? 0 : (double)_frames.Count(f => f.Eyes < Closed * open) / _frames.Count;
    }

    /// <summary>
    /// Share of the frames in whose second the mouth opens and closes as in speech, 0 to 1; null where it was covered. Chewing
    /// and laughing look alike.
    /// </summary>
    public double? SpeakingShare()
    {
        var seen = _frames.Where(f => !float.IsNaN(f.Mouth)).ToList();
        if (seen.Count * 2 < _frames.Count || seen.Count == 0)
            return null;
        var turns = Turns(seen);
        int speaking = 0, first = 0, last = 0;
        foreach (var (time, _, _) in seen)
        {
            while (first < turns.Count && turns[first] < time - 0.5)
                first++;
            while (last < turns.Count && turns[last] <= time + 0.5)
                last++;
            speaking += last - first >= LeastTurns ? 1 : 0;
        }

        return (double)speaking / seen.Count;
    }

    // Times at which the mouth turns from opening to closing or back, by at least the least swing.
    private static List<double> Turns(List<(double Time, float Eyes, float Mouth)> frames)
    {
        var turns = new List<double>();
        var (extreme, at, rising) = (frames[0].Mouth, frames[0].Time, true);
        foreach (var (time, _, mouth) in frames)
        {
            if (rising ? mouth >= extreme : mouth <= extreme)
            {
                (extreme, at) = (mouth, time);
            }
            else if (Math.Abs(mouth - extreme) >= LeastSwing)
            {
                turns.Add(at);
                (extreme, at, rising) = (mouth, time, !rising);
            }
        }

        return turns;
    }

    private double Open()
    {
        if (_frames.Count == 0)
            return 0;
        var sorted = _frames.Select(f => f.Eyes).Order().ToArray();
        return sorted[(int)(0.9 * (sorted.Length - 1))];
    }
}
