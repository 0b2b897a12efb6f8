using System.Buffers.Binary;

namespace AffectAgent.Media.Probing;

/// <summary>What a picture's header says, read without decoding it.</summary>
/// <param name="Width">Stored pixels a row, before orientation.</param>
/// <param name="Height">Stored rows.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 where none is stated.</param>
/// <param name="HasAlpha">True if pixels may be transparent.</param>
/// <param name="Complete">False if the file ends too early.</param>
/// <param name="Animated">True for a moving WebP.</param>
internal sealed record StillHeader(int Width, int Height, int Orientation, bool HasAlpha, bool Complete, bool Animated = false)
{
    /// <summary>The header, or null where the file ends or breaks before it states a size.</summary>
    public static StillHeader? Read(Stream file, ContainerFormat format)
    {
        file.Position = 0;
        try
        {
            if (format == ContainerFormat.Jpeg)
                return JpegHeader.Read(file);
            return format == ContainerFormat.Png ? ReadPng(file) : ReadWebP(file);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private static StillHeader? ReadPng(Stream file)
    {
        var head = new byte[33];
        file.ReadExactly(head);
        int width = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16));
        int height = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20));
        bool alpha = head[25] is 4 or 6;
        int orientation = 1;
        var chunk = new byte[8];
        while (file.ReadAtLeast(chunk, 8, throwOnEndOfStream: false) == 8)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            ReadOnlySpan<byte> name = chunk.AsSpan(4);
            if (name.SequenceEqual("IEND"u8))
                return new StillHeader(width, height, orientation, alpha, Complete: true);
            alpha |= name.SequenceEqual("tRNS"u8);
            long next = file.Position + size + 4;
            if (name.SequenceEqual("eXIf"u8))
                orientation = Exif.Orientation(ReadBlock(file, size));
            file.Position = next;
        }
        return new StillHeader(width, height, orientation, alpha, Complete: false);
    }

    private static StillHeader? ReadWebP(Stream file)
    {
        var head = new byte[30];
        file.ReadExactly(head);
        long declared = 8L + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        bool complete = declared <= file.Length;
        ReadOnlySpan<byte> kind = head.AsSpan(12, 4);
        if (kind.SequenceEqual("VP8 "u8))
        {
            int width = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(26)) & 0x3FFF;
            int height = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28)) & 0x3FFF;
            return new StillHeader(width, height, 1, HasAlpha: false, complete);
        }
        if (kind.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(21));
            return new StillHeader((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1, 1, (bits >> 28 & 1) != 0, complete);
        }
        if (!kind.SequenceEqual("VP8X"u8))
            return null;
        int canvasWidth = 1 + (head[24] | head[25] << 8 | head[26] << 16);
        int canvasHeight = 1 + (head[27] | head[28] << 8 | head[29] << 16);
        int orientation = (head[20] & 0x08) != 0 ? WebPOrientation(file) : 1;
        return new StillHeader(canvasWidth, canvasHeight, orientation, (head[20] & 0x10) != 0, complete, (head[20] & 0x02) != 0);
    }

    private static int WebPOrientation(Stream file)
    {
        file.Position = 12;
        var chunk = new byte[8];
        while (file.ReadAtLeast(chunk, 8, throwOnEndOfStream: false) == 8)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
            if (chunk.AsSpan(0, 4).SequenceEqual("EXIF"u8))
                return Exif.Orientation(ReadBlock(file, size));
            file.Position += size + (size & 1);
        }
        return 1;
    }

    private static byte[] ReadBlock(Stream file, long size)
    {
        var block = new byte[Math.Min(size, 1 << 16)];
        int read = file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        return block[..read];
    }
}
