using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Pitch;

/// <summary>
/// Chooses one F0 a frame, or unvoiced, by the cheapest path through the candidates (dynamic programming after Talkin's
/// RAPT, 1995). A second pass holds the path near the median of the first, which mends octave errors.
/// </summary>
internal static class PitchTracker
{
    private const double LongLagPenalty = 0.25;
    private const double JumpCost = 1.2;
    private const double OnOffCost = 0.12;
    private const double RegisterCost = 0.35;
    private const double RegisterOctaves = 0.55;

    /// <summary>F0 in Hz by frame; NaN where unvoiced.</summary>
    public static double[] Track(IReadOnlyList<AcousticFrame> frames)
    {
        var first = Path(frames, null);
        var voiced = Array.FindAll(first, double.IsFinite);
        if (voiced.Length < 5)
            return first;
        Array.Sort(voiced);
        return Path(frames, voiced[voiced.Length / 2]);
    }

    private static double[] Path(IReadOnlyList<AcousticFrame> frames, double? register)
    {
        var n = frames.Count;
        var from = new int[n][];
        double[] costs = [];
        for (var t = 0; t < n; t++)
        {
            var states = frames[t].Candidates.Length + 1;
            var next = new double[states];
            from[t] = new int[states];
            for (var s = 0; s < states; s++)
            {
                var (best, cost) = t == 0 ? (0, 0) : Cheapest(frames[t - 1].Candidates, costs, frames[t].Candidates, s);
                from[t][s] = best;
                next[s] = cost + Local(frames[t], s, register);
            }

            costs = next;
        }

        return WalkBack(frames, from, costs);
    }

    /// <summary>State 0 is unvoiced, state s the candidate s - 1.</summary>
    private static double Local(AcousticFrame frame, int state, double? register)
    {
        if (state == 0)
            return frame.Periodicity;
        var candidate = frame.Candidates[state - 1];
        var cost = 1 - (candidate.Correlation * (1 - (LongLagPenalty * candidate.Lag * PeriodFinder.MinHertz / AudioChunk.SampleRate)));
        if (register is { } middle)
            cost += RegisterCost * Math.Max(0, Math.Abs(Math.Log2(candidate.Frequency / middle)) - RegisterOctaves);
        return cost;
    }

    private static (int State, double Cost) Cheapest(PeriodCandidate[] before, double[] costs, PeriodCandidate[] now, int state)
    {
        var best = (State: 0, Cost: double.MaxValue);
        for (var p = 0; p < costs.Length; p++)
        {
            var cost = costs[p] + Transition(before, p, now, state);
            if (cost < best.Cost)
                best = (p, cost);
        }

        return best;
    }

    private static double Transition(PeriodCandidate[] before, int p, PeriodCandidate[] now, int s)
    {
        if (p == 0 || s == 0)
            return p == s ? 0 : OnOffCost;
        return JumpCost * Math.Abs(Math.Log2(before[p - 1].Lag / now[s - 1].Lag));
    }

    private static double[] WalkBack(IReadOnlyList<AcousticFrame> frames, int[][] from, double[] costs)
    {
        var f0 = new double[from.Length];
        var state = costs.Length == 0 ? 0 : Array.IndexOf(costs, costs.Min());
        for (var t = from.Length - 1; t >= 0; t--)
        {
            f0[t] = state == 0 ? double.NaN : frames[t].Candidates[state - 1].Frequency;
            state = from[t][state];
        }

        return f0;
    }
}
