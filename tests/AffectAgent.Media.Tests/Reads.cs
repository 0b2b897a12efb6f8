namespace AffectAgent.Media.Tests;

/// <summary>Short ways to read a whole medium in a test.</summary>
internal static class Reads
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<MediaSource> OpenAsync(string path, MediaOptions? options = null) => MediaSource.OpenAsync(path, options, Token);

    public static async Task<List<double>> TimesAsync(IMediaSource media, FrameOptions? options = null)
    {
        var times = new List<double>();
        await foreach (VideoFrame frame in media.ReadFramesAsync(options ?? new FrameOptions(), Token))
        {
            using (frame)
            {
                Assert.Equal(times.Count, frame.Index);
                times.Add(frame.Timestamp);
            }
        }
        return times;
    }

    public static async Task<RgbImage> FirstImageAsync(string path, MediaOptions? options = null)
    {
        MediaSource media = await OpenAsync(path, options);
        await foreach (VideoFrame frame in media.ReadFramesAsync(new FrameOptions(), Token))
        {
            using (frame)
                return frame.Image.Clone();
        }
        throw new InvalidOperationException("No frame came.");
    }

    public static async Task<(double Start, float[] Samples)> SoundAsync(IMediaSource media, double? from = null, double? to = null)
    {
        double start = double.NaN;
        var all = new List<float>();
        await foreach (AudioChunk chunk in media.ReadAudioAsync(from, to, Token))
        {
            if (double.IsNaN(start))
                start = chunk.Start;
            Assert.Equal(start + all.Count / 16000.0, chunk.Start, 6);
            all.AddRange(chunk.Samples.Span);
        }
        return (start, [.. all]);
    }

    public static (byte R, byte G, byte B) Pixel(RgbImage image, int x, int y)
    {
        int at = (y * image.Width + x) * 3;
        return (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
    }

    public static async Task<string> FaultAsync(Func<Task> action)
    {
        UserException fault = await Assert.ThrowsAsync<UserException>(action);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }
}
