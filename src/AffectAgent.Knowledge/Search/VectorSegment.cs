using System.Numerics.Tensors;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Some thousand rows of a store. A row is 16-bit whole numbers in proportion to the vector, and the factor that makes them
/// length 1. The numbers' upper and lower bytes lie apart: a search reads the lower ones only of rows that may be among the
/// best. Rows that were written once never change: readers of an older snapshot may still look at them, so a change goes
/// into a copy.
/// </summary>
internal sealed class VectorSegment
{
    /// <summary>Rows of a segment, at most.</summary>
    public const int Rows = 4096;

    private readonly byte[] _high = [];
    private readonly byte[] _low = [];
    private readonly int _capacity;

    /// <summary>Creates an empty segment.</summary>
    public VectorSegment(int dimensions, int rows = Rows)
    {
        _capacity = rows;
        High = _high = new byte[rows * dimensions];
        Low = _low = new byte[rows * dimensions];
        Scales = new float[rows];
        Ids = new string[rows];
    }

    /// <summary>Wraps rows that lie in a file; they can be read and copied.</summary>
    public VectorSegment(ReadOnlyMemory<byte> high, ReadOnlyMemory<byte> low, float[] scales, string[] ids)
    {
        High = high;
        Low = low;
        Scales = scales;
        Ids = ids;
        Written = scales.Length;
    }

    /// <summary>The upper bytes of the rows' numbers, -128 to 127 each, one row after another.</summary>
    public ReadOnlyMemory<byte> High { get; }

    /// <summary>The lower bytes, 0 to 255 each.</summary>
    public ReadOnlyMemory<byte> Low { get; }

    /// <summary>One over the length of each row.</summary>
    public float[] Scales { get; }

    /// <summary>The id of each row.</summary>
    public string[] Ids { get; }

    /// <summary>How many rows were ever written; those may be in use by a reader.</summary>
    public int Written { get; private set; }

    /// <summary>True if that row can be written without anyone noticing.</summary>
    public bool CanWrite(int row) => row >= Written && row < _capacity;

    /// <summary>A copy of the first rows with room for a full segment.</summary>
    public VectorSegment Copy(int rows, int dimensions)
    {
        rows = Math.Min(rows, Written);
        var copy = new VectorSegment(dimensions);
        High.Span[..(rows * dimensions)].CopyTo(copy._high);
        Low.Span[..(rows * dimensions)].CopyTo(copy._low);
        Scales.AsSpan(0, rows).CopyTo(copy.Scales);
        Ids.AsSpan(0, rows).CopyTo(copy.Ids);
        copy.Written = rows;
        return copy;
    }

    /// <summary>Writes a vector that <see cref="Check"/> accepted.</summary>
    public void Write(int row, string id, ReadOnlySpan<float> vector)
    {
        var at = row * vector.Length;
        var most = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        var squares = 0.0;
        for (var i = 0; i < vector.Length; i++)
        {
            var code = (int)Math.Round((double)vector[i] / most * short.MaxValue);
            _high[at + i] = (byte)(code >> 8);
            _low[at + i] = (byte)code;
            squares += (double)code * code;
        }

        Scales[row] = (float)(1 / Math.Sqrt(squares));
        Ids[row] = id;
        Written = Math.Max(Written, row + 1);
    }

    /// <summary>Writes a row of another segment.</summary>
    public void Write(int row, VectorSegment from, int fromRow, int dimensions)
    {
        from.High.Span.Slice(fromRow * dimensions, dimensions).CopyTo(_high.AsSpan(row * dimensions));
        from.Low.Span.Slice(fromRow * dimensions, dimensions).CopyTo(_low.AsSpan(row * dimensions));
        Scales[row] = from.Scales[fromRow];
        Ids[row] = from.Ids[fromRow];
        Written = Math.Max(Written, row + 1);
    }

    /// <summary>Refuses a vector that has no direction.</summary>
    /// <exception cref="ArgumentException">Another length, a number that is not finite, or nothing but zeros.</exception>
    public static void Check(ReadOnlySpan<float> vector, int dimensions, string name)
    {
        if (vector.Length != dimensions)
            throw new ArgumentException($"The vector has {vector.Length} numbers; this store takes {dimensions}.", name);
        var most = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (!float.IsFinite(most) || most <= 0)
            throw new ArgumentException("The vector must hold finite numbers, and not only zeros.", name);
    }
}
