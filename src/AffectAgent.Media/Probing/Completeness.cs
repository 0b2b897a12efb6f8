using System.Buffers.Binary;

namespace AffectAgent.Media.Probing;

/// <summary>
/// Finds files that end before their own structure says so: a download that broke off. Only the outermost boxes are
/// read, so it costs a few reads whatever the size. Formats without a stated length (mp3, Ogg, FLAC, a live recording)
/// are taken as they are.
/// </summary>
internal static class Completeness
{
    private const int MaxBoxes = 100_000;

    /// <summary>The share of the stated size that is there, 0 to 1; 1 where the file is whole or states no size.</summary>
    public static double Present(Stream file, ContainerFormat format)
    {
        long stated = format == ContainerFormat.Mov ? MovEnd(file)
            : format == ContainerFormat.Matroska ? MatroskaEnd(file)
            : format == ContainerFormat.Wav || format == ContainerFormat.Avi ? RiffEnd(file)
            : 0;
        return stated <= file.Length ? 1 : (double)file.Length / stated;
    }

    private static long MovEnd(Stream file)
    {
        long at = 0;
        var head = new byte[16];
        for (int i = 0; i < MaxBoxes && at + 8 <= file.Length; i++)
        {
            file.Position = at;
            int read = file.ReadAtLeast(head, 16, throwOnEndOfStream: false);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1 && read == 16)
                size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(8)), long.MaxValue / 2);
            if (size == 0)
                return file.Length;
            if (size < 8)
                return at;
            at += size;
        }
        return at;
    }

    private static long MatroskaEnd(Stream file)
    {
        file.Position = 0;
        long at = 0;
        for (int i = 0; i < 16 && at < file.Length; i++)
        {
            file.Position = at;
            if (ReadNumber(file, keepMark: true) is not { } id || ReadNumber(file, keepMark: false) is not { } size)
                return at;
            bool unknown = size == long.MaxValue;
            if (unknown)
                return file.Length;
            at = file.Position + size;
            const long segment = 0x18538067;
            if (id == segment)
                return at;
        }
        return at;
    }

    /// <summary>An EBML number (RFC 8794): the place of the first set bit states its length; all ones mean "unknown".</summary>
    private static long? ReadNumber(Stream file, bool keepMark)
    {
        int first = file.ReadByte();
        if (first <= 0)
            return null;
        int length = 1;
        while ((first & 0x80 >> length - 1) == 0)
            length++;
        long value = keepMark ? first : first & (0x7F >> length - 1);
        bool ones = !keepMark && value == 0x7F >> length - 1;
        for (int i = 1; i < length; i++)
        {
            int next = file.ReadByte();
            if (next < 0)
                return null;
            ones &= next == 0xFF;
            value = value << 8 | (long)next;
        }
        return ones ? long.MaxValue : Math.Min(value, long.MaxValue / 2);
    }

    private static long RiffEnd(Stream file)
    {
        var head = new byte[8];
        file.Position = 0;
        file.ReadExactly(head);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        bool streamed = size is 0 or >= 0xFFFFFF00 || head.AsSpan(0, 4).SequenceEqual("RF64"u8);
        return streamed ? 0 : 8L + size;
    }
}
