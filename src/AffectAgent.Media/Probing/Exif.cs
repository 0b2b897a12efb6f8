using System.Buffers.Binary;

namespace AffectAgent.Media.Probing;

/// <summary>The orientation of EXIF metadata (CIPA DC-008, tag 0x0112).</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112;

    /// <summary>1 to 8; 1 where the block states none or is broken.</summary>
    /// <param name="block">The TIFF structure, with or without the "Exif" mark in front.</param>
    public static int Orientation(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith("Exif\0\0"u8))
            block = block[6..];
        if (block.Length < 8)
            return 1;
        bool little = block[0] == 'I';
        long directory = Read32(block[4..], little);
        if (directory + 2 > block.Length)
            return 1;
        int count = Read16(block[(int)directory..], little);
        for (int i = 0; i < count; i++)
        {
            long entry = directory + 2 + i * 12L;
            if (entry + 12 > block.Length)
                return 1;
            if (Read16(block[(int)entry..], little) != OrientationTag)
                continue;
            int value = Read16(block[(int)(entry + 8)..], little);
            return value is >= 1 and <= 8 ? value : 1;
        }
        return 1;
    }

    private static ushort Read16(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Read32(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
