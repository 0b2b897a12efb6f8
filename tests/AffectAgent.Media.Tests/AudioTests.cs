using static AffectAgent.Media.Tests.Reads;

namespace AffectAgent.Media.Tests;

public sealed class AudioTests : IDisposable
{
    private readonly MediaMaker _make = new();

    public void Dispose() => _make.Dispose();

    [Theory]
    [InlineData("a.wav")]
    [InlineData("a.flac")]
    [InlineData("a.mp3")]
    [InlineData("a.ogg")]
    [InlineData("a.m4a")]
    [InlineData("a.aac")]
    public async Task ReadAudio_EveryFormat_GivesTheToneAt16KHz(string name)
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=44100:duration=2.5", name);
        MediaSource media = await OpenAsync(path);
        Assert.Equal(MediaKind.Audio, media.Info.Kind);
        Assert.Null(media.Info.Video);
        Assert.Equal(44100, media.Info.Audio!.SampleRate);
        (double start, float[] samples) = await SoundAsync(media);
        Assert.InRange(start, 0, 0.08);
        Assert.InRange(samples.Length / 16000.0, 2.4, 2.65);
        Assert.InRange(Frequency(samples.AsSpan(8000, 16000)), 995, 1005);
        Assert.Empty(await TimesAsync(media));
    }

    [Fact]
    public async Task ReadAudio_Range_IsExact()
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "aevalsrc='if(gte(t,1)*lt(t,2),0.5*sin(2*PI*500*t),0)':d=3:s=16000", "a.wav");
        (double start, float[] samples) = await SoundAsync(await OpenAsync(path), 0.9, 1.1);
        Assert.Equal(0.9, start, 6);
        Assert.Equal(3200, samples.Length);
        Assert.True(samples.Take(1590).All(s => Math.Abs(s) < 0.01));
        Assert.Contains(samples.Skip(1600).Take(100), s => Math.Abs(s) > 0.4);
    }

    [Fact]
    public async Task ReadAudio_LateStart_BeginsAtItsTrueTime()
    {
        string path = _make.Ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=2",
            "-itsoffset", "0.7", "-f", "lavfi", "-i", "sine=frequency=500:d=1", "-map", "0", "-map", "1", "late.mkv");
        (double start, float[] samples) = await SoundAsync(await OpenAsync(path));
        Assert.Equal(0.7, start, 0.03);
        Assert.InRange(samples.Length / 16000.0, 0.95, 1.1);
        Assert.True(Rms(samples.AsSpan(800, 1600)) > 0.05);
    }

    [Fact]
    public async Task ReadAudio_Stereo_IsMixedDown()
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "aevalsrc='0.8*sin(2*PI*300*t)|0':d=1:s=48000", "a.wav");
        (_, float[] samples) = await SoundAsync(await OpenAsync(path));
        Assert.Equal(0.4 / Math.Sqrt(2), Rms(samples), 0.01);
    }

    [Fact]
    public async Task ReadAudio_SilentVideo_GivesNothing()
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=0.5", "mute.mp4");
        MediaSource media = await OpenAsync(path);
        Assert.Null(media.Info.Audio);
        Assert.Empty((await SoundAsync(media)).Samples);
    }

    [Fact]
    public async Task Open_SoundWithCoverPicture_IsAudio()
    {
        _make.Ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", "c.png");
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-i", "c.png", "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic", "a.mp3");
        Assert.Equal(MediaKind.Audio, (await OpenAsync(path)).Info.Kind);
    }

    private static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float s in samples)
            sum += s * s;
        return Math.Sqrt(sum / samples.Length);
    }

    private static double Frequency(ReadOnlySpan<float> second)
    {
        int crossings = 0;
        for (int i = 1; i < second.Length; i++)
            crossings += second[i - 1] < 0 && second[i] >= 0 ? 1 : 0;
        return crossings * 16000.0 / second.Length;
    }
}
