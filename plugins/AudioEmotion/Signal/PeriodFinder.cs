using System.Numerics.Tensors;

namespace AffectAgent.Plugins.AudioEmotion.Signal;

/// <summary>
/// Finds the periods that a frame may have: peaks of the normalised cross-correlation of two windows of 32 ms, set
/// symmetrically about the frame's middle (the function of Talkin's RAPT, 1995). Not thread-safe.
/// </summary>
internal sealed class PeriodFinder
{
    /// <summary>Lowest F0 looked for, Hz.</summary>
    public const double MinHertz = 60;

    /// <summary>Highest F0 looked for, Hz.</summary>
    public const double MaxHertz = 520;

    /// <summary>Samples that a frame needs on each side of its middle.</summary>
    public const int Reach = (Window / 2) + ((MaxLag + 3) / 2) + 1;

    private const int Window = 512;
    private const int MinLag = (int)(AudioChunk.SampleRate / MaxHertz);
    private const int MaxLag = (int)(AudioChunk.SampleRate / MinHertz) + 1;
    private const double LeastCorrelation = 0.3;
    private const int Most = 6;
    // Energy of digital silence and dither, below which nothing has a period.
    private const double Ground = Window * 1e-9;

    private readonly double[] _correlation = new double[MaxLag + 2];

    /// <summary>The candidates of the frame whose middle is <paramref name="centre"/>, the strongest first.</summary>
    public PeriodCandidate[] Find(ReadOnlySpan<float> signal, int centre)
    {
        for (var lag = MinLag - 1; lag <= MaxLag + 1; lag++)
            _correlation[lag] = Correlation(signal, centre, lag);

        var found = new List<PeriodCandidate>();
        for (var lag = MinLag; lag <= MaxLag; lag++)
        {
            double left = _correlation[lag - 1], here = _correlation[lag], right = _correlation[lag + 1];
            if (here >= LeastCorrelation && here >= left && here > right)
                found.Add(Between(lag, left, here, right));
        }

        if (found.Count == 0)
            return [];
        found.Sort((a, b) => b.Correlation.CompareTo(a.Correlation));
        if (found.Count > Most)
            found.RemoveRange(Most, found.Count - Most);
        return [.. found];
    }

    /// <summary>The normalised cross-correlation at one lag, -1 to 1.</summary>
    public static double Correlation(ReadOnlySpan<float> signal, int centre, int lag)
    {
        var first = signal.Slice(centre - (Window / 2) - (lag / 2), Window);
        var second = signal.Slice(centre - (Window / 2) - (lag / 2) + lag, Window);
        double energy = (double)TensorPrimitives.SumOfSquares(first) * TensorPrimitives.SumOfSquares(second);
        return TensorPrimitives.Dot(first, second) / Math.Sqrt(energy + (Ground * Ground));
    }

    private static PeriodCandidate Between(int lag, double left, double here, double right)
    {
        var curve = left - (2 * here) + right;
        var shift = curve < 0 ? Math.Clamp(0.5 * (left - right) / curve, -0.5, 0.5) : 0;
        return new(lag + shift, Math.Min(1, here - (0.25 * (left - right) * shift)));
    }
}
