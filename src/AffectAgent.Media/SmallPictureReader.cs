using System.Globalization;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media;

/// <summary>A picture read in a batch.</summary>
/// <param name="Image">The picture in its own size, upright, luma of ITU-R BT.601, 0 to 255; null if it can't be read.</param>
/// <param name="Fault">Why it can't be read and what to do, one line; null if it was read.</param>
public sealed record SmallPicture(GrayImage? Image, string? Fault);

/// <summary>
/// Reads many small pictures as grey, thousands a second: the bytes of many files go through one ffmpeg process, which thus
/// opens no file itself. Each file's header tells beforehand what size must come out; where the sizes don't add up, the batch
/// is halved until the file at fault stands alone. Files that need more (rotation, transparency, WebP, more than 4 million
/// pixels) are read one by one as <see cref="MediaSource"/> does. Thread-safe.
/// </summary>
/// <param name="options">Limits, or null for the defaults.</param>
public sealed class SmallPictureReader(MediaOptions? options = null)
{
    private const int MostPixels = 4 << 20;
    private const long MostFileBytes = 16 << 20;
    private const long MostBatchBytes = 64 << 20;

    private readonly MediaOptions _options = options ?? new MediaOptions();
    private readonly Lazy<FfmpegTools> _tools = new(() => options?.Tools ?? FfmpegLocator.Find());

    /// <summary>Reads pictures.</summary>
    /// <param name="paths">Their files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A picture or a fault for each file, in the same order.</returns>
    /// <exception cref="UserException">ffmpeg is missing.</exception>
    public async Task<IReadOnlyList<SmallPicture>> ReadAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var read = new SmallPicture?[paths.Count];
        var batches = new Dictionary<ContainerFormat, List<Item>>();
        for (int i = 0; i < paths.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (Look(paths[i], i) is { } item)
                {
                    if (!batches.TryGetValue(item.Format, out List<Item>? batch))
                        batches[item.Format] = batch = [];
                    if (batch.Sum(b => b.Cost) + item.Cost > MostBatchBytes)
                    {
                        await Task.Run(() => Decode(batch, read, cancellationToken), cancellationToken).ConfigureAwait(false);
                        batch.Clear();
                    }
                    batch.Add(item);
                }
            }
            catch (UserException fault)
            {
                read[i] = new SmallPicture(null, fault.Message);
            }
        }
        foreach (List<Item> batch in batches.Values)
            await Task.Run(() => Decode(batch, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < paths.Count; i++)
            read[i] ??= await ReadAloneAsync(paths[i], cancellationToken).ConfigureAwait(false);
        return read!;
    }

    /// <summary>What is needed to decode a file in a batch; null if it must be read alone.</summary>
    private static Item? Look(string path, int index)
    {
        string full = Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        using FileStream file = InputFile.Open(full, name);
        ContainerFormat format = FormatSniffer.Sniff(file, name);
        if (format != ContainerFormat.Jpeg && format != ContainerFormat.Png)
            return null;
        StillHeader? header = StillHeader.Read(file, format);
        if (header is not { Orientation: 1, HasAlpha: false, Complete: true } || header.Width < 1 || header.Height < 1
            || (long)header.Width * header.Height > MostPixels || file.Length > MostFileBytes)
            return null;
        var bytes = new byte[file.Length];
        file.Position = 0;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? new Item(index, format, header.Width, header.Height, bytes) : null;
    }

    /// <summary>Decodes pictures of one format; those that can't be told apart stay unread.</summary>
    private void Decode(IReadOnlyList<Item> batch, SmallPicture?[] read, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        if (DecodeTogether(batch, cancellationToken) is { } pixels)
        {
            int at = 0;
            foreach (Item item in batch)
            {
                int size = item.Width * item.Height;
                read[item.Index] = new SmallPicture(new GrayImage(item.Width, item.Height, pixels[at..(at + size)]), null);
                at += size;
            }
        }
        else if (batch.Count > 1)
        {
            int half = batch.Count / 2;
            Decode([.. batch.Take(half)], read, cancellationToken);
            Decode([.. batch.Skip(half)], read, cancellationToken);
        }
    }

    private byte[]? DecodeTogether(IReadOnlyList<Item> batch, CancellationToken cancellationToken)
    {
        string demuxer = batch[0].Format.Demuxer;
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-nostats", "-v", "error", "-threads", "1",
            "-max_pixels", MostPixels.ToString(CultureInfo.InvariantCulture),
            // The transform whose rounding is nearest to the exact one.
            .. batch[0].Format == ContainerFormat.Jpeg ? (string[])["-idct", "faani"] : [],
            "-f", demuxer, "-format_whitelist", demuxer, "-protocol_whitelist", "pipe", "-i", "pipe:0",
            "-an", "-sn", "-dn", "-autoscale", "0", _tools.Value.PassthroughOption, "passthrough",
            "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1",
        ];
        var pixels = new byte[batch.Sum(item => item.Width * item.Height) + 1];
        ChildProcess child = ChildProcess.Start(_tools.Value.Ffmpeg, arguments, _options, null, cancellationToken, [.. batch.Select(item => item.Bytes)]);
        try
        {
            int length = child.Read(pixels);
            cancellationToken.ThrowIfCancellationRequested();
            return length == pixels.Length - 1 && child.WaitForExit() == 0 ? pixels : null;
        }
        finally
        {
            child.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task<SmallPicture> ReadAloneAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            MediaSource source = await MediaSource.OpenAsync(path, _options, cancellationToken).ConfigureAwait(false);
            if (source.Info.Kind != MediaKind.Image)
                return new SmallPicture(null, $"{source.Info.Name} is no picture. Give pictures.");
            await foreach (VideoFrame frame in source.ReadFramesAsync(new FrameOptions(), cancellationToken).ConfigureAwait(false))
            {
                using (frame)
                    return new SmallPicture(Luma(frame.Image), null);
            }
            return new SmallPicture(null, $"{source.Info.Name} holds no picture. Save it anew with another program.");
        }
        catch (UserException fault)
        {
            return new SmallPicture(null, fault.Message);
        }
    }

    private static GrayImage Luma(RgbImage picture)
    {
        var pixels = new byte[picture.Width * picture.Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            ReadOnlySpan<byte> rgb = picture.Pixels.AsSpan(3 * i, 3);
            pixels[i] = (byte)Math.Clamp(Math.Round((0.299 * rgb[0]) + (0.587 * rgb[1]) + (0.114 * rgb[2])), 0, 255);
        }
        return new GrayImage(picture.Width, picture.Height, pixels);
    }

    private sealed record Item(int Index, ContainerFormat Format, int Width, int Height, byte[] Bytes)
    {
        public long Cost => Bytes.LongLength + ((long)Width * Height);
    }
}
