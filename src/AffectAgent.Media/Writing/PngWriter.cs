using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AffectAgent.Media.Writing;

namespace AffectAgent.Media;

/// <summary>Writes pictures as PNG (ISO/IEC 15948): 8-bit RGB, sRGB, with what the picture says of itself.</summary>
public static class PngWriter
{
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Writes a picture.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">Width x height x 3 bytes, rows from the top.</param>
    /// <param name="tags">Title, comment and XMP, or null for none.</param>
    /// <param name="level">How hard to compress.</param>
    public static void Write(Stream file, int width, int height, ReadOnlySpan<byte> rgb, MediaTags? tags = null, CompressionLevel level = CompressionLevel.Fastest)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfLessThan(rgb.Length, width * height * 3);
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "sRGB"u8, [0]);
        if (tags is not null)
        {
            Chunk(file, "iTXt"u8, Text("Title", tags.Title));
            Chunk(file, "iTXt"u8, Text("Comment", tags.Comment));
            Chunk(file, "iTXt"u8, Text("XML:com.adobe.xmp", XmpPacket.Create(tags)));
        }

        Chunk(file, "IDAT"u8, Rows(width, height, rgb, level));
        Chunk(file, "IEND"u8, []);
    }

    private static byte[] Text(string key, string text) => [.. Encoding.Latin1.GetBytes(key), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];

    // Each row as its difference to the one above or to the pixel on its left, whichever is smaller.
    private static byte[] Rows(int width, int height, ReadOnlySpan<byte> rgb, CompressionLevel level)
    {
        var stride = width * 3;
        byte[] up = new byte[stride + 1], left = new byte[stride + 1], black = new byte[stride];
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, level, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                var row = rgb.Slice(y * stride, stride);
                var above = y == 0 ? black : rgb.Slice((y - 1) * stride, stride);
                zip.Write(Sub(row, left) <= Up(row, above, up) ? left : up);
            }
        }

        return packed.ToArray();
    }

    private static int Sub(ReadOnlySpan<byte> row, byte[] filtered)
    {
        filtered[0] = 1;
        var cost = 0;
        for (var i = 0; i < row.Length; i++)
            cost += Math.Abs((int)(sbyte)(filtered[i + 1] = (byte)(row[i] - (i < 3 ? 0 : row[i - 3]))));
        return cost;
    }

    private static int Up(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, byte[] filtered)
    {
        filtered[0] = 2;
        var cost = 0;
        for (var i = 0; i < row.Length; i++)
            cost += Math.Abs((int)(sbyte)(filtered[i + 1] = (byte)(row[i] - above[i])));
        return cost;
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(0xFFFFFFFF, kind), data) ^ 0xFFFFFFFF);
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
                c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
