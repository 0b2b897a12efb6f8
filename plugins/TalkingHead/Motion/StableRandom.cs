namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A small random generator that gives the same numbers on every machine and runtime: SplitMix64 (Steele, Lea and Flood, 2014). Normal
/// numbers are twelve uniform ones added (Irwin and Hall), so that no library function with a rounding of its own takes part.
/// </summary>
/// <param name="seed">Any number; the same seed gives the same numbers.</param>
internal sealed class StableRandom(ulong seed)
{
    private const double Unit = 1.0 / (1UL << 53);

    private ulong _state = seed;

    /// <summary>A generator of its own for one purpose, so that what one part of the face draws does not shift another's numbers.</summary>
    /// <param name="seed">The motion's seed.</param>
    /// <param name="purpose">The part's number.</param>
    public static StableRandom For(int seed, int purpose)
    {
        var mixed = new StableRandom(((ulong)(uint)seed << 32) | (uint)purpose);
        return new StableRandom(mixed.Next());
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform, from 0 to below 1.</summary>
    public double Uniform() => (Next() >> 11) * Unit;

    /// <summary>Uniform between two numbers.</summary>
    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Mean 0, standard deviation 1, never beyond 6.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Uniform();
        return sum;
    }

    /// <summary>Log-normal.</summary>
    /// <param name="median">The median.</param>
    /// <param name="spread">Standard deviation of the logarithm.</param>
    public double LogNormal(double median, double spread) => median * Curves.Exp(spread * Normal());
}
