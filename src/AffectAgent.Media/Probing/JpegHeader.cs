using System.Buffers.Binary;

namespace AffectAgent.Media.Probing;

/// <summary>Size, orientation and completeness of a JPEG (ITU-T T.81 markers).</summary>
internal static class JpegHeader
{
    private const int TailSize = 1 << 16;
    private const long LongestHeader = 64L << 20;

    /// <summary>Walks the markers up to the frame header; null where there is none.</summary>
    /// <exception cref="EndOfStreamException">The file ends inside the header.</exception>
    public static StillHeader? Read(Stream file)
    {
        file.Position = 2;
        int orientation = 1;
        var two = new byte[2];
        while (file.Position < LongestHeader)
        {
            int marker = NextMarker(file);
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
                continue;
            if (marker is 0xD9 or 0xDA)
                return null;
            file.ReadExactly(two);
            int size = BinaryPrimitives.ReadUInt16BigEndian(two) - 2;
            if (size < 0)
                return null;
            long next = file.Position + size;
            if (IsFrameHeader(marker))
            {
                var frame = new byte[5];
                file.ReadExactly(frame);
                int height = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(1));
                int width = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(3));
                return new StillHeader(width, height, orientation, HasAlpha: false, HasEnd(file));
            }
            if (marker == 0xE1 && size >= 14)
            {
                var block = new byte[size];
                file.ReadExactly(block);
                if (block.AsSpan().StartsWith("Exif\0\0"u8))
                    orientation = Exif.Orientation(block.AsSpan(6));
            }
            file.Position = next;
        }
        return null;
    }

    private static bool IsFrameHeader(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static int NextMarker(Stream file)
    {
        int value = file.ReadByte();
        while (value >= 0 && value != 0xFF)
            value = file.ReadByte();
        while (value == 0xFF)
            value = file.ReadByte();
        return value < 0 ? throw new EndOfStreamException() : value;
    }

    /// <summary>True if the end marker stands in the last 64 KiB (cameras append previews and padding after it).</summary>
    private static bool HasEnd(Stream file)
    {
        long from = Math.Max(0, file.Length - TailSize);
        file.Position = from;
        var tail = new byte[file.Length - from];
        file.ReadExactly(tail);
        return tail.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
    }
}
