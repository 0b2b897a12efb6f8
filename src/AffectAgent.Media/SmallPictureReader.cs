using AffectAgent.Media.Reading;

namespace AffectAgent.Media;

/// <summary>A picture read in a batch.</summary>
/// <param name="Image">The picture in its own size, upright, luma of ITU-R BT.601, 0 to 255; null if it can't be read.</param>
/// <param name="Fault">Why it can't be read and what to do, one line; null if it was read.</param>
public sealed record SmallPicture(GrayImage? Image, string? Fault);

/// <summary>
/// Reads many small pictures as grey, thousands a second: the bytes of many files go through one ffmpeg process. Files that
/// need more (rotation, transparency, WebP, more than 4 million pixels) are read one by one as <see cref="MediaSource"/> does.
/// Thread-safe.
/// </summary>
/// <param name="options">Limits, or null for the defaults.</param>
public sealed class SmallPictureReader(MediaOptions? options = null)
{
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
        var together = new StillBatch(_options, _tools, grey: true);
        Task DecodeAsync(List<StillItem> batch) => Task.Run(() => together.Decode(batch, Take, cancellationToken), cancellationToken);
        void Take(StillItem item, byte[] pixels) => read[item.Index] = new SmallPicture(new GrayImage(item.Width, item.Height, pixels), null);
        var batches = new Dictionary<StillKind, List<StillItem>>();
        for (int i = 0; i < paths.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (StillBatch.Look(paths[i], i, header => header is { Orientation: 1, HasAlpha: false }) is not { } item)
                    continue;
                if (!batches.TryGetValue(item.Kind, out List<StillItem>? batch))
                    batches[item.Kind] = batch = [];
                if (batch.Sum(Cost) + Cost(item) > MostBatchBytes)
                {
                    await DecodeAsync(batch).ConfigureAwait(false);
                    batch.Clear();
                }
                batch.Add(item);
            }
            catch (UserException fault)
            {
                read[i] = new SmallPicture(null, fault.Message);
            }
        }
        foreach (List<StillItem> batch in batches.Values)
            await DecodeAsync(batch).ConfigureAwait(false);
        for (int i = 0; i < paths.Count; i++)
            read[i] ??= await ReadAloneAsync(paths[i], cancellationToken).ConfigureAwait(false);
        return read!;
    }

    private static long Cost(StillItem item) => item.Bytes.LongLength + item.Pixels;

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
}
