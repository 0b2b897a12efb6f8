namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Changes the sample rate: a windowed sinc of 16 zero crossings a side, cut at the lower of the two bandwidths.</summary>
internal static class Resampler
{
    private const int Crossings = 16;

    /// <summary>The same sound at another rate; the same samples where the rates are equal.</summary>
    /// <param name="samples">Mono.</param>
    /// <param name="from">Samples a second.</param>
    /// <param name="to">Samples a second wanted.</param>
    public static float[] Convert(ReadOnlySpan<float> samples, int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        if (from == to)
            return samples.ToArray();
        var divisor = Gcd(from, to);
        int up = to / divisor, down = from / divisor;
        var cut = Math.Min(1.0, (double)to / from);
        var reach = (int)Math.Ceiling(Crossings / cut);
        var phases = new float[Math.Min(up, 4096)][];
        var result = new float[(int)((long)samples.Length * to / from)];
        for (var i = 0; i < result.Length; i++)
        {
            var at = (long)i * down;
            var phase = (int)(at % up * phases.Length / up);
            var kernel = phases[phase] ??= Kernel((double)phase / phases.Length, cut, reach);
            result[i] = Sum(samples, (int)(at / up) - reach + 1, kernel);
        }

        return result;
    }

    private static float Sum(ReadOnlySpan<float> samples, int first, float[] kernel)
    {
        int from = Math.Max(0, -first), to = Math.Min(kernel.Length, samples.Length - first);
        return to <= from ? 0 : System.Numerics.Tensors.TensorPrimitives.Dot(samples.Slice(first + from, to - from), kernel.AsSpan(from, to - from));
    }

    // Weight of the sample that lies (k - reach + 1 - fraction) from the wanted instant.
    private static float[] Kernel(double fraction, double cut, int reach)
    {
        var kernel = new float[2 * reach];
        for (var k = 0; k < kernel.Length; k++)
        {
            var x = k - reach + 1 - fraction;
            var sinc = x == 0 ? 1 : Math.Sin(Math.PI * x * cut) / (Math.PI * x * cut);
            var window = Math.Abs(x) >= reach ? 0 : 0.5 + (0.5 * Math.Cos(Math.PI * x / reach));
            kernel[k] = (float)(cut * sinc * window);
        }

        return kernel;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
