using static AffectAgent.Media.Tests.Reads;

namespace AffectAgent.Media.Tests;

public sealed class FrameTests : IDisposable
{
    private readonly MediaMaker _make = new();

    public void Dispose() => _make.Dispose();

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("a.mov")]
    [InlineData("a.mkv")]
    [InlineData("a.webm")]
    public async Task ReadFrames_ConstantRate_GivesEveryFrameItsTime(string name)
    {
        MediaSource media = await OpenAsync(_make.Clip(name, seconds: 1.2));
        List<double> times = await TimesAsync(media);
        Assert.Equal(MediaKind.Video, media.Info.Kind);
        Assert.Equal((160, 120), (media.Info.Video!.Width, media.Info.Video.Height));
        Assert.InRange(media.Info.Duration, 1.15, 1.3);
        Assert.Equal(30, times.Count);
        // Matroska's times are whole milliseconds, and its sound may begin a few of them before the first picture.
        Assert.InRange(times[0], 0, 0.01);
        Assert.All(times, (t, i) => Assert.Equal(times[0] + i / 25.0, t, 0.0015));
    }

    [Fact]
    public async Task ReadFrames_VariableRate_NeitherRepeatsNorDropsAndKeepsTrueTimes()
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=96x64:r=30:d=2", "-vf", "select='not(mod(n,7))+lt(n,10)+gt(n,50)'", "-fps_mode", "vfr", "v.mp4");
        int[] kept = [.. Enumerable.Range(0, 60).Where(n => n % 7 == 0 || n < 10 || n > 50)];
        List<double> times = await TimesAsync(await OpenAsync(path));
        Assert.Equal(kept.Length, times.Count);
        Assert.All(times, (t, i) => Assert.Equal(kept[i] / 30.0, t, 0.001));
    }

    [Fact]
    public async Task ReadFrames_ChosenRate_TakesRealFramesNearestToEachTick()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4", seconds: 2));
        List<double> times = await TimesAsync(media, new FrameOptions(FramesPerSecond: 10));
        Assert.Equal(20, times.Count);
        Assert.All(times, (t, i) =>
        {
            Assert.InRange(Math.Abs(t - i / 10.0), 0, 0.0201);
            Assert.Equal(Math.Round(t * 25), t * 25, 0.01);
        });
        Assert.Equal(50, (await TimesAsync(media, new FrameOptions(FramesPerSecond: 100))).Count);
    }

    [Fact]
    public async Task ReadFrames_Range_IsHalfOpenAndExact()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4", seconds: 3));
        List<double> times = await TimesAsync(media, new FrameOptions(From: 1, To: 2));
        Assert.Equal(25, times.Count);
        Assert.Equal(1, times[0], 0.0001);
        Assert.Equal(1.96, times[^1], 0.0001);
        List<double> thinned = await TimesAsync(media, new FrameOptions(5, 1.5, 2.5));
        Assert.Equal(5, thinned.Count);
        Assert.All(thinned, t => Assert.InRange(t, 1.5, 2.4999));
    }

    [Fact]
    public async Task ReadFrames_RangeSeeks_GivesTheSamePicturesAsReadingThrough()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4", seconds: 2));
        var whole = new Dictionary<int, byte[]>();
        await foreach (VideoFrame frame in media.ReadFramesAsync(new FrameOptions(), Token))
        {
            using (frame)
                whole[(int)Math.Round(frame.Timestamp * 25)] = frame.Image.Clone().Pixels;
        }
        await foreach (VideoFrame frame in media.ReadFramesAsync(new FrameOptions(From: 1.2), Token))
        {
            using (frame)
                Assert.Equal(whole[(int)Math.Round(frame.Timestamp * 25)], frame.Image.Clone().Pixels);
        }
    }

    [Fact]
    public async Task ReadFrames_RotatedVideo_IsUpright()
    {
        string flat = _make.Ffmpeg("-f", "lavfi", "-i", "color=red:s=160x120:r=10:d=0.5,drawbox=x=0:y=0:w=40:h=120:color=blue:t=fill", "-pix_fmt", "yuv420p", "flat.mp4");
        string turned = _make.Write("turned.mp4", TurnClockwise(File.ReadAllBytes(flat)));
        MediaSource media = await OpenAsync(turned);
        Assert.Equal((120, 160), (media.Info.Video!.Width, media.Info.Video.Height));
        // A display turned by 90 degrees clockwise shows the left edge on top.
        RgbImage image = await FirstImageAsync(turned);
        Assert.True(Pixel(image, 60, 10).B > 150, "top");
        Assert.True(Pixel(image, 60, 150).R > 150, "bottom");
    }

    [Fact]
    public async Task ReadFrames_AnamorphicVideo_HasSquarePixels()
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=0.3", "-vf", "setsar=2/1", "-pix_fmt", "yuv420p", "wide.mp4");
        MediaSource media = await OpenAsync(path);
        Assert.Equal((320, 120), (media.Info.Video!.Width, media.Info.Video.Height));
        Assert.Equal(3, (await TimesAsync(media)).Count);
    }

    [Fact]
    public async Task ReadFrames_MaxSide_ScalesDownOnly()
    {
        string path = _make.Clip("a.mp4", seconds: 0.2);
        RgbImage small = await FirstImageAsync(path, new MediaOptions { MaxSide = 80 });
        Assert.Equal((80, 60), (small.Width, small.Height));
        RgbImage same = await FirstImageAsync(path, new MediaOptions { MaxSide = 400 });
        Assert.Equal((160, 120), (same.Width, same.Height));
    }

    [Fact]
    public async Task ReadFrames_LateVideoStart_CountsFromTheMediumsBeginning()
    {
        string path = _make.Ffmpeg(
            "-itsoffset", "0.5", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=1",
            "-f", "lavfi", "-i", "sine=d=1.5", "-map", "0", "-map", "1", "late.mkv");
        List<double> times = await TimesAsync(await OpenAsync(path));
        Assert.Equal(10, times.Count);
        Assert.Equal(0.5, times[0], 0.03);
    }

    [Fact]
    public async Task ReadFrames_CancelledInTheMiddle_StopsWithoutHanging()
    {
        MediaSource media = await OpenAsync(_make.Clip("long.mp4", seconds: 20));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (VideoFrame frame in media.ReadFramesAsync(new FrameOptions(), stop.Token))
            {
                frame.Dispose();
                if (++seen == 5)
                    await stop.CancelAsync();
            }
        });
        Assert.InRange(seen, 5, 20);
    }

    [Fact]
    public async Task ReadFrames_LeftEarly_ReadsAgainFromTheStart()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4"));
        await foreach (VideoFrame frame in media.ReadFramesAsync(new FrameOptions(), Token))
        {
            frame.Dispose();
            break;
        }
        Assert.Equal(25, (await TimesAsync(media)).Count);
    }

    [Fact]
    public async Task ReadFrames_SeveralReadersAtOnce_EachSeesAll()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4"));
        List<double>[] all = await Task.WhenAll(TimesAsync(media), TimesAsync(media), TimesAsync(media));
        Assert.All(all, times => Assert.Equal(25, times.Count));
    }

    [Fact]
    public async Task ReadFrames_FramesKept_AreNotOverwritten()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4"));
        var kept = new List<(VideoFrame Frame, byte[] Copy)>();
        await foreach (VideoFrame frame in media.ReadFramesAsync(new FrameOptions(), Token))
            kept.Add((frame, frame.Image.Clone().Pixels));
        Assert.Equal(25, kept.Count);
        Assert.All(kept, k => Assert.Equal(k.Copy, k.Frame.Image.Clone().Pixels));
        kept.ForEach(k => k.Frame.Dispose());
    }

    /// <summary>Puts x' = -y, y' = x into the matrix of the track's header (ISO 14496-12, tkhd): 90 degrees clockwise.</summary>
    private static byte[] TurnClockwise(byte[] mp4)
    {
        byte[] upright = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0];
        byte[] turned = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0];
        int header = mp4.AsSpan().IndexOf("tkhd"u8);
        int matrix = header + mp4.AsSpan(header).IndexOf(upright);
        turned.CopyTo(mp4.AsSpan(matrix));
        return mp4;
    }
}
