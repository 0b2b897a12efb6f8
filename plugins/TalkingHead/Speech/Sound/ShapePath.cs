namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The likeliest run of mouth shapes: each change of shape costs, so that they don't flicker (Viterbi, 1967).</summary>
internal static class ShapePath
{
    private const float ChangeCost = 2.5f;

    // The network leans to common shapes; half of that is taken back, as lips and teeth are seen more than they are frequent.
    private const float PriorShare = 0.5f;

    /// <summary>A shape for each frame.</summary>
    /// <param name="logs">Logarithms of probabilities, by frame and shape.</param>
    /// <param name="logPrior">Logarithms of the shapes' frequency.</param>
    public static Viseme[] Find(float[][] logs, float[] logPrior)
    {
        var shapes = logPrior.Length;
        var from = new byte[logs.Length][];
        var score = new float[shapes];
        for (var i = 0; i < logs.Length; i++)
        {
            var best = Array.IndexOf(score, score.Max());
            var next = new float[shapes];
            from[i] = new byte[shapes];
            for (var s = 0; s < shapes; s++)
            {
                var stay = score[s] >= score[best] - ChangeCost;
                from[i][s] = (byte)(stay ? s : best);
                next[s] = (stay ? score[s] : score[best] - ChangeCost) + logs[i][s] - (PriorShare * logPrior[s]);
            }

            score = next;
        }

        var path = new Viseme[logs.Length];
        var at = Array.IndexOf(score, score.Max());
        for (var i = logs.Length - 1; i >= 0; i--)
        {
            path[i] = (Viseme)at;
            at = from[i][at];
        }

        return path;
    }
}
