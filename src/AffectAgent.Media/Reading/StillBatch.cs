using System.Globalization;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Reading;

/// <summary>What pictures must share to go through one process.</summary>
/// <param name="Format">Their container.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8.</param>
/// <param name="HasAlpha">True if pixels may be transparent.</param>
internal readonly record struct StillKind(ContainerFormat Format, int Orientation, bool HasAlpha);

/// <summary>A picture's file that may be decoded together with others.</summary>
/// <param name="Index">Its number among the caller's.</param>
/// <param name="Kind">Which others.</param>
/// <param name="Width">Stored pixels a row, by its header.</param>
/// <param name="Height">Stored rows.</param>
/// <param name="Bytes">The whole file.</param>
internal sealed record StillItem(int Index, StillKind Kind, int Width, int Height, byte[] Bytes)
{
    /// <summary>Stored pixels.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>The size handed out, upright.</summary>
    public (int Width, int Height) Shown => FrameSize.Shown(Width, Height, 1, Orientation.Swaps(Orientation.FiltersForExif(Kind.Orientation)), null);
}

/// <summary>
/// Decodes many small pictures through one ffmpeg process, which thus opens no file itself. Each file's header tells beforehand
/// what size must come out; where the sizes don't add up or ffmpeg complains of anything, the batch is halved until the file
/// at fault stands alone. Thread-safe.
/// </summary>
/// <param name="options">Limits.</param>
/// <param name="tools">The programs.</param>
/// <param name="grey">True for one byte of luma a pixel; false for what <see cref="FrameReader"/> reads: RGB, upright, on white.</param>
internal sealed class StillBatch(MediaOptions options, Lazy<FfmpegTools> tools, bool grey)
{
    /// <summary>Most pixels of a picture that is small.</summary>
    public const int MostPixels = 4 << 20;

    private const long MostFileBytes = 16 << 20;

    /// <summary>Looks whether a file may be decoded together with others, and reads it if so; null if it must be read alone.</summary>
    /// <exception cref="UserException">Missing, a folder, empty, not media.</exception>
    public static StillItem? Look(string path, int index, Func<StillHeader, bool> fits)
    {
        string full = Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        using FileStream file = InputFile.Open(full, name);
        ContainerFormat format = FormatSniffer.Sniff(file, name);
        if (format != ContainerFormat.Jpeg && format != ContainerFormat.Png)
            return null;
        StillHeader? header = StillHeader.Read(file, format);
        if (header is not { Complete: true } || header.Width < 1 || header.Height < 1 || (long)header.Width * header.Height > MostPixels
            || file.Length > MostFileBytes || !fits(header))
            return null;
        var bytes = new byte[file.Length];
        file.Position = 0;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && StandsAlone(bytes, format)
            ? new StillItem(index, new StillKind(format, header.Orientation, header.HasAlpha), header.Width, header.Height, bytes)
            : null;
    }

    /// <summary>Decodes pictures of one kind; those that can't be told apart are left out.</summary>
    /// <param name="batch">The pictures.</param>
    /// <param name="take">Gets each that was decoded, in order, with its pixels.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">ffmpeg is missing.</exception>
    public void Decode(IReadOnlyList<StillItem> batch, Action<StillItem, byte[]> take, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        if (DecodeTogether(batch, cancellationToken) is { } pixels)
        {
            int at = 0;
            foreach (StillItem item in batch)
            {
                int length = LengthOf(item);
                take(item, pixels[at..(at + length)]);
                at += length;
            }
        }
        else if (batch.Count > 1)
        {
            int half = batch.Count / 2;
            Decode([.. batch.Take(half)], take, cancellationToken);
            Decode([.. batch.Skip(half)], take, cancellationToken);
        }
    }

    /// <summary>
    /// False for a file that leans on, or changes, what ffmpeg's decoders keep from one picture to the next: a JPEG without
    /// tables of its own or with marks of old video programs, a PNG without its palette.
    /// </summary>
    private static bool StandsAlone(ReadOnlySpan<byte> bytes, ContainerFormat format)
    {
        if (format == ContainerFormat.Png)
            return bytes[25] != 3 || bytes.IndexOf("PLTE"u8) >= 0;
        return bytes.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC4]) >= 0 && bytes.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]) >= 0
            && bytes.IndexOf("CS=ITU601"u8) < 0 && bytes.IndexOf("Metasoft"u8) < 0 && bytes.IndexOf("LJIF"u8) < 0
            && bytes.IndexOf("AVI1"u8) < 0 && bytes.IndexOf("AVID"u8) < 0;
    }

    private int BytesPerPixel(StillKind kind) => grey ? 1 : kind.HasAlpha ? 4 : 3;

    private int LengthOf(StillItem item) => item.Width * item.Height * BytesPerPixel(item.Kind);

    private byte[]? DecodeTogether(IReadOnlyList<StillItem> batch, CancellationToken cancellationToken)
    {
        var pixels = new byte[batch.Sum(LengthOf) + 1];
        ChildProcess child = ChildProcess.Start(tools.Value.Ffmpeg, Arguments(batch[0].Kind), options, null, cancellationToken, [.. batch.Select(item => item.Bytes)]);
        try
        {
            int length = child.Read(pixels);
            cancellationToken.ThrowIfCancellationRequested();
            bool good = length == pixels.Length - 1 && child.WaitForExit() == 0;
            return good && (batch.Count == 1 || child.ErrorTail().Count == 0) ? pixels : null;
        }
        finally
        {
            child.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private List<string> Arguments(StillKind kind)
    {
        string demuxer = kind.Format.Demuxer;
        return
        [
            "-nostdin", "-hide_banner", "-nostats", "-v", "error", "-threads", "1", "-noautorotate",
            "-max_pixels", FrameSize.DecoderLimit(MostPixels).ToString(CultureInfo.InvariantCulture),
            // For grey the transform whose rounding is nearest to the exact one.
            .. grey && kind.Format == ContainerFormat.Jpeg ? (string[])["-idct", "faani"] : [],
            "-f", demuxer, "-format_whitelist", demuxer, "-protocol_whitelist", "pipe", "-i", "pipe:0",
            "-an", "-sn", "-dn",
            .. grey ? [] : (string[])["-vf", FramePlan.StillFilters(kind.Orientation, kind.HasAlpha)],
            "-autoscale", "0", tools.Value.PassthroughOption, "passthrough",
            "-f", "rawvideo", "-pix_fmt", grey ? "gray" : kind.HasAlpha ? "rgba" : "rgb24", "pipe:1",
        ];
    }
}
