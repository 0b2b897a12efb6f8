using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// A query at length 1, beside it in whole numbers, so that the upper bytes of a row alone give a bound that its cosine can't
/// exceed: most rows are ruled out by half of their bytes. Immutable.
/// </summary>
/// <remarks>
/// With u the query, δ·q its whole numbers, c = 256·h + l a row and s one over its length, the cosine is s·Σuc. It differs from
/// s·Σδq(256·h + 127.5) by at most s·‖u - δq‖·‖c‖ ≤ δ/2·√d and s·‖δq‖·‖l - 127.5‖ ≤ s·(1 + δ/2·√d)·127.5·√d, by
/// Cauchy and Schwarz; and what <see cref="Score"/> rounds is below (d + 8)/2²³.
/// </remarks>
internal sealed class VectorQuery
{
    private const double Middle = 127.5;

    /// <summary>Below this, whole numbers would say too little; only queries of over 200,000 numbers come to it.</summary>
    private const int LeastRange = 64;

    private readonly float[] _unit;
    private readonly short[]? _codes;
    private readonly double _step;
    private readonly double _offset;
    private readonly double _slack;
    private readonly double _spread;

    /// <summary>Takes a vector that <see cref="VectorSegment.Check"/> accepted.</summary>
    public VectorQuery(ReadOnlySpan<float> query)
    {
        _unit = Unit(query);
        // The sum of all products must fit 31 bits.
        var range = Math.Min(short.MaxValue, int.MaxValue / 128 / query.Length);
        if (range < LeastRange)
            return;
        var root = Math.Sqrt(query.Length);
        _step = Math.Abs(TensorPrimitives.MaxMagnitude<float>(_unit)) / range;
        _codes = [.. _unit.Select(number => (short)Math.Clamp(Math.Round(number / _step), -range, range))];
        _offset = Middle * _codes.Sum(code => (long)code);
        var missed = _step / 2 * root;
        _slack = missed + ((query.Length + 8) / (double)(1 << 23));
        _spread = (1 + missed) * Middle * root;
    }

    /// <summary>How many numbers it has.</summary>
    public int Length => _unit.Length;

    /// <summary>A number that <see cref="Score"/> of the row can't exceed.</summary>
    /// <param name="high">Upper bytes of the row.</param>
    /// <param name="scale">One over its length.</param>
    public double AtMost(ReadOnlySpan<byte> high, float scale) =>
        _codes is null ? double.PositiveInfinity : (scale * ((_step * ((256.0 * Dot(_codes, high)) + _offset)) + _spread)) + _slack;

    /// <summary>The cosine with a row, -1 to 1.</summary>
    public float Score(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, float scale) => Math.Clamp(Dot(_unit, high, low) * scale, -1f, 1f);

    /// <summary>The sum of products of 16-bit numbers and signed bytes; it must fit 31 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Dot(ReadOnlySpan<short> query, ReadOnlySpan<byte> high)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var h = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, sbyte>(high));
        var (i, sum) = (0, 0);
        if (Avx2.IsSupported)
        {
            var (a, b) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; i <= query.Length - 32; i += 32)
            {
                a += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref h, (nuint)i)), Vector256.LoadUnsafe(ref q, (nuint)i));
                b += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref h, (nuint)i + 16)), Vector256.LoadUnsafe(ref q, (nuint)i + 16));
            }

            sum = Vector256.Sum(a + b);
        }
        else
        {
            var a = Vector128<int>.Zero;
            for (; i <= query.Length - 16; i += 16)
            {
                var (low, up) = Vector128.Widen(Vector128.LoadUnsafe(ref h, (nuint)i));
                a += Products(low, Vector128.LoadUnsafe(ref q, (nuint)i)) + Products(up, Vector128.LoadUnsafe(ref q, (nuint)i + 8));
            }

            sum = Vector128.Sum(a);
        }

        for (; i < query.Length; i++)
            sum += query[i] * (sbyte)high[i];
        return sum;
    }

    private static Vector128<int> Products(Vector128<short> x, Vector128<short> y) =>
        (Vector128.WidenLower(x) * Vector128.WidenLower(y)) + (Vector128.WidenUpper(x) * Vector128.WidenUpper(y));

    /// <summary>The sum of products of numbers and 16-bit whole numbers, given as upper and lower bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> query, ReadOnlySpan<byte> high, ReadOnlySpan<byte> low)
    {
        var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero);
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var h = ref MemoryMarshal.GetReference(high);
        ref var l = ref MemoryMarshal.GetReference(low);
        var i = 0;
        for (; i <= query.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref h, (nuint)i), out var h0, out var h1);
            Vector.Widen(Vector.LoadUnsafe(ref l, (nuint)i), out var l0, out var l1);
            Add((h0 << 8) | l0, ref q, i);
            Add((h1 << 8) | l1, ref q, i + Vector<short>.Count);
        }

        var sum = Vector.Sum(even + odd);
        for (; i < query.Length; i++)
            sum += query[i] * (short)((high[i] << 8) | low[i]);
        return sum;

        void Add(Vector<ushort> codes, ref float q, int i)
        {
            Vector.Widen(Vector.AsVectorInt16(codes), out var first, out var second);
            even = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(first), Vector.LoadUnsafe(ref q, (nuint)i), even);
            odd = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(second), Vector.LoadUnsafe(ref q, (nuint)(i + Vector<float>.Count)), odd);
        }
    }

    // Divided by its largest number first, so that squares neither overflow nor vanish.
    private static float[] Unit(ReadOnlySpan<float> query)
    {
        var unit = query.ToArray();
        TensorPrimitives.Divide(unit, Math.Abs(TensorPrimitives.MaxMagnitude<float>(unit)), unit);
        TensorPrimitives.Divide(unit, TensorPrimitives.Norm<float>(unit), unit);
        return unit;
    }
}
