using System.Buffers.Binary;
using System.Text;

namespace AffectAgent.Media.Probing;

/// <summary>
/// Tells a container by its first bytes, never by its name, so that ffmpeg is told which demuxer to use and never
/// guesses: playlists, concat lists, image sequences and scripts cannot be reached whatever a file is called.
/// </summary>
internal static class FormatSniffer
{
    private const int HeadSize = 4096;

    /// <summary>The file's container.</summary>
    /// <exception cref="UserException">It is none that we read; the message says what it looks like.</exception>
    public static ContainerFormat Sniff(Stream file, string name)
    {
        var head = new byte[HeadSize];
        file.Position = 0;
        int length = file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        return Known(head.AsSpan(0, length), file) ?? throw Unreadable(head.AsSpan(0, length), name);
    }

    private static ContainerFormat? Known(ReadOnlySpan<byte> head, Stream file)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return ContainerFormat.Jpeg;
        if (IsPng(head))
            return ContainerFormat.Png;
        if (head.Length >= 12 && (head.StartsWith("RIFF"u8) || head.StartsWith("RF64"u8)))
            return Riff(head.Slice(8, 4));
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return ContainerFormat.Matroska;
        if (head.StartsWith("fLaC"u8))
            return ContainerFormat.Flac;
        if (head.StartsWith("OggS"u8))
            return ContainerFormat.Ogg;
        if (head.StartsWith("ID3"u8))
            return AfterId3(head, file);
        return IsMov(head) ? ContainerFormat.Mov : FrameSync(head);
    }

    private static bool IsPng(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    private static ContainerFormat? Riff(ReadOnlySpan<byte> kind)
    {
        if (kind.SequenceEqual("WEBP"u8))
            return ContainerFormat.WebP;
        if (kind.SequenceEqual("WAVE"u8))
            return ContainerFormat.Wav;
        return kind.SequenceEqual("AVI "u8) ? ContainerFormat.Avi : null;
    }

    private static bool IsMov(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12)
            return false;
        ReadOnlySpan<byte> box = head.Slice(4, 4);
        if (box.SequenceEqual("ftyp"u8))
            return !IsStillBrand(head.Slice(8, 4));
        return box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8)
            || box.SequenceEqual("free"u8) || box.SequenceEqual("skip"u8);
    }

    private static bool IsStillBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8)
        || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8);

    private static ContainerFormat AfterId3(ReadOnlySpan<byte> head, Stream file)
    {
        if (head.Length < 10)
            return ContainerFormat.Mp3;
        int size = (head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127;
        var next = new byte[4];
        file.Position = 10 + size;
        int read = file.ReadAtLeast(next, 4, throwOnEndOfStream: false);
        if (read == 4 && next.AsSpan().SequenceEqual("fLaC"u8))
            return ContainerFormat.Flac;
        return FrameSync(next.AsSpan(0, read)) ?? ContainerFormat.Mp3;
    }

    private static ContainerFormat? FrameSync(ReadOnlySpan<byte> head)
    {
        if (head.Length < 2 || head[0] != 0xFF || (head[1] & 0xE0) != 0xE0)
            return null;
        if ((head[1] & 0xF6) == 0xF0)
            return ContainerFormat.Aac;
        bool layer3 = (head[1] & 0x06) == 0x02 && (head[1] & 0x18) != 0x08;
        return layer3 && (head.Length < 3 || (head[2] & 0xF0) != 0xF0) ? ContainerFormat.Mp3 : null;
    }

    private static UserException Unreadable(ReadOnlySpan<byte> head, string name)
    {
        string text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (IsPlaylist(text))
            return new UserException($"{name} is a playlist, not media; AffectAgent opens no addresses and no other files on its behalf.", "Give the media file itself.");
        if (text.StartsWith("WEBVTT", StringComparison.Ordinal) || text.Contains("-->", StringComparison.Ordinal))
            return new UserException($"{name} is a subtitle file, not media.", "Give it with --transcript beside the media file.");
        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8))
            return new UserException($"{name} is a HEIC or AVIF picture, which is not read.", "Convert it to JPEG or PNG first.");
        string? picture = text.StartsWith("GIF8", StringComparison.Ordinal) ? "GIF"
            : text.StartsWith("BM", StringComparison.Ordinal) && head.Length > 14 && BinaryPrimitives.ReadInt32LittleEndian(head[6..]) == 0 ? "BMP"
            : text.StartsWith("II*\0", StringComparison.Ordinal) || text.StartsWith("MM\0*", StringComparison.Ordinal) ? "TIFF" : null;
        return picture is not null
            ? new UserException($"{name} is a {picture} picture, which is not read.", "Convert it to PNG first.")
            : new UserException($"{name} is not media that can be read.", $"Give one of: {ContainerFormat.Supported}.");
    }

    private static bool IsPlaylist(string text) =>
        text.StartsWith("#EXTM3U", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("[playlist]", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("ffconcat", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("<asx", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("[Reference]", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith('<') && (text.Contains("<MPD", StringComparison.Ordinal) || text.Contains("<smil", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<playlist", StringComparison.OrdinalIgnoreCase) || text.Contains("SmoothStreamingMedia", StringComparison.Ordinal));
}
