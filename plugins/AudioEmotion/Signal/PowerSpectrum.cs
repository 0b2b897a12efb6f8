namespace AffectAgent.Plugins.AudioEmotion.Signal;

/// <summary>Power spectrum of a real frame: Hann window, then a radix-2 transform. Buffers are reused; not thread-safe.</summary>
internal sealed class PowerSpectrum
{
    private readonly int _bits;
    private readonly double[] _window;
    private readonly double[] _cos;
    private readonly double[] _sin;
    private readonly double[] _re;
    private readonly double[] _im;

    /// <summary>Prepares the tables.</summary>
    /// <param name="size">Samples a frame, a power of two.</param>
    public PowerSpectrum(int size)
    {
        if (size < 4 || (size & (size - 1)) != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size of a transform is a power of two of 4 or more.");
        Size = size;
        _bits = int.Log2(size);
        _window = [.. Enumerable.Range(0, size).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / size)))];
        _cos = [.. Enumerable.Range(0, size / 2).Select(i => Math.Cos(2 * Math.PI * i / size))];
        _sin = [.. Enumerable.Range(0, size / 2).Select(i => -Math.Sin(2 * Math.PI * i / size))];
        _re = new double[size];
        _im = new double[size];
    }

    /// <summary>Samples a frame.</summary>
    public int Size { get; }

    /// <summary>Writes the power of bins 0 to Size/2, scaled so that their sum is the mean square of the windowed frame, corrected for the window.</summary>
    /// <param name="frame">Size samples.</param>
    /// <param name="power">Size/2 + 1 values.</param>
    public void Compute(ReadOnlySpan<float> frame, Span<double> power)
    {
        for (var i = 0; i < Size; i++)
        {
            var to = Reverse(i);
            _re[to] = frame[i] * _window[i];
            _im[to] = 0;
        }

        Transform();
        // A Hann window keeps 3/8 of the power.
        var scale = 2.0 / (0.375 * Size * (double)Size);
        for (var k = 0; k <= Size / 2; k++)
        {
            var p = ((_re[k] * _re[k]) + (_im[k] * _im[k])) * scale;
            power[k] = k == 0 || k == Size / 2 ? p / 2 : p;
        }
    }

    private void Transform()
    {
        for (var half = 1; half < Size; half <<= 1)
        {
            var stride = Size / (half << 1);
            for (var start = 0; start < Size; start += half << 1)
            {
                for (var j = 0; j < half; j++)
                    Butterfly(start + j, start + j + half, j * stride);
            }
        }
    }

    private void Butterfly(int a, int b, int w)
    {
        var re = (_re[b] * _cos[w]) - (_im[b] * _sin[w]);
        var im = (_re[b] * _sin[w]) + (_im[b] * _cos[w]);
        _re[b] = _re[a] - re;
        _im[b] = _im[a] - im;
        _re[a] += re;
        _im[a] += im;
    }

    private int Reverse(int i)
    {
        var reversed = 0;
        for (var bit = 0; bit < _bits; bit++, i >>= 1)
            reversed = (reversed << 1) | (i & 1);
        return reversed;
    }
}
