using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AffectAgent.Empathy.Care.Hints;

/// <summary>The sizes of a hint model, in the order of its file; training/care/modelfile.py names them.</summary>
internal readonly record struct HintSizes(int Words, int Width, int Buckets, int Grams, int Inner, int Filters, int Widths, int Classes, int Networks)
{
    /// <summary>True where a file may hold such a model.</summary>
    public bool IsBelievable => Words is > 0 and < 1_000_000 && Width is > 0 and < 1000 && Buckets is > 0 and < 1_000_000 && Grams is > 0 and < 1000
        && Inner is > 0 and < 1000 && Filters is > 0 and < 1000 && Widths is > 0 and < 10 && Classes == HintModel.Classes && Networks is > 0 and < 20;
}

/// <summary>Reads numbers out of a file, one after the other.</summary>
/// <param name="all">The whole file, little-endian.</param>
internal sealed class HintBytes(byte[] all)
{
    private int _at;

    /// <summary>True at the end of the file.</summary>
    public bool IsEmpty => _at == all.Length;

    /// <summary>The next bytes.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > all.Length - _at)
            throw new InvalidDataException("The file ends too early.");
        _at += count;
        return all.AsSpan(_at - count, count);
    }

    /// <summary>Whole numbers of 32 bits.</summary>
    public int[] Ints(int count)
    {
        var bytes = Take(4 * count);
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
            numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        return numbers;
    }

    /// <summary>Numbers of 32 bits.</summary>
    /// <exception cref="InvalidDataException">One of them isn't finite.</exception>
    public float[] Floats(int count)
        => Finite(Array.ConvertAll(Ints(count), BitConverter.Int32BitsToSingle));

    /// <summary>Numbers of 16 bits.</summary>
    /// <exception cref="InvalidDataException">One of them isn't finite.</exception>
    public float[] Halves(int count)
    {
        var bytes = Take(2 * count);
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
            numbers[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        return Finite(numbers);
    }

    /// <summary>Whole numbers of 8 bits.</summary>
    public sbyte[] Signed(int count) => MemoryMarshal.Cast<byte, sbyte>(Take(count)).ToArray();

    private static float[] Finite(float[] numbers)
        => Array.TrueForAll(numbers, float.IsFinite) ? numbers : throw new InvalidDataException("It holds numbers that are not finite.");
}
