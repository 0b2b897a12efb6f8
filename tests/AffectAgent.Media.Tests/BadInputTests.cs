using System.Buffers.Binary;
using static AffectAgent.Media.Tests.Reads;

namespace AffectAgent.Media.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly MediaMaker _make = new();

    public void Dispose() => _make.Dispose();

    [Fact]
    public async Task Open_Missing_SaysSo() => Assert.Contains("does not exist", await FaultAsync(() => OpenAsync(_make.At("none.mp4"))));

    [Fact]
    public async Task Open_Folder_SaysSo() => Assert.Contains("is a folder", await FaultAsync(() => OpenAsync(_make.Folder)));

    [Fact]
    public async Task Open_Empty_SaysSo() => Assert.Contains("is empty", await FaultAsync(() => OpenAsync(_make.Write("a.mp4", ""))));

    [Theory]
    [InlineData("a.mp4", "hello, this is a letter")]
    [InlineData("a.jpg", "MZ\u0090\0\u0003")]
    [InlineData("a.png", "x")]
    public async Task Open_NotMedia_SaysSo(string name, string content) =>
        Assert.Contains("not media", await FaultAsync(() => OpenAsync(_make.Write(name, content))));

    [Theory]
    [InlineData("a.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n")]
    [InlineData("a.mp4", "#EXTM3U\nhttp://127.0.0.1:9/a.ts\n")]
    [InlineData("a.ffconcat", "ffconcat version 1.0\nfile /etc/passwd\n")]
    [InlineData("a.mpd", "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>")]
    [InlineData("a.pls", "[playlist]\nFile1=http://127.0.0.1:9/\n")]
    [InlineData("a.txt", "http://127.0.0.1:9/clip.mp4\n")]
    public async Task Open_Playlist_IsRefused(string name, string content) =>
        Assert.Contains("is a playlist", await FaultAsync(() => OpenAsync(_make.Write(name, content))));

    [Theory]
    [InlineData("a.mp4", 0.6)]
    [InlineData("a.mp4", 0.02)]
    [InlineData("a.mkv", 0.6)]
    [InlineData("a.webm", 0.9)]
    [InlineData("a.wav", 0.5)]
    public async Task Open_CutOff_SaysSo(string name, double share) =>
        Assert.Contains("cut off", await FaultAsync(() => OpenAsync(_make.Cut(Path.GetExtension(name) == ".wav" ? Tone(name) : _make.Clip(name), "cut" + name, share))));

    [Theory]
    [InlineData("a.jpg", 0.5)]
    [InlineData("a.jpg", 0.01)]
    [InlineData("a.png", 0.7)]
    [InlineData("a.webp", 0.7)]
    public async Task Open_CutOffPicture_SaysSo(string name, double share)
    {
        string whole = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x240", "-frames:v", "1", name);
        Assert.Contains("cut off", await FaultAsync(() => OpenAsync(_make.Cut(whole, "cut" + name, share))));
    }

    [Fact]
    public async Task Open_HugePicture_IsRefusedFromItsHeader()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0, 0, 0, 0, 0];
        Assert.Contains("60000 x 60000", await FaultAsync(() => OpenAsync(_make.Write("huge.png", png))));
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xEA, 0x60, 0xEA, 0x60, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9];
        Assert.Contains("60000 x 60000", await FaultAsync(() => OpenAsync(_make.Write("huge.jpg", jpeg))));
    }

    [Fact]
    public async Task Open_SettingsOutOfRange_NamesAllOfThem()
    {
        string fault = await FaultAsync(() => OpenAsync("x", new MediaOptions { MaxPixels = 0, MaxSide = 0, DecodeThreads = 0, FramesAhead = 0, StallLimit = TimeSpan.Zero }));
        Assert.All((string[])["MaxPixels", "MaxSide", "DecodeThreads", "FramesAhead", "StallLimit"], name => Assert.Contains(name, fault));
    }

    [Fact]
    public async Task Open_VideoBeyondTheLimit_IsRefused()
    {
        string path = _make.Clip("a.mp4", 0.2);
        Assert.Contains("more", await FaultAsync(() => OpenAsync(path, new MediaOptions { MaxPixels = 10_000 })));
    }

    [Theory]
    [InlineData("png", "gray")]
    [InlineData("jpg", "yuvj420p")]
    public async Task ReadFrames_AsManyPixelsAsAllowed_ReadsThem(string ending, string format)
    {
        // ffmpeg pads each row of 94 pixels, and would count the padding.
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=94x200", "-frames:v", "1", "-pix_fmt", format, "edge." + ending);
        Assert.Equal(200, (await FirstImageAsync(path, new MediaOptions { MaxPixels = 94 * 200 })).Height);
        Assert.Contains("more", await FaultAsync(() => OpenAsync(path, new MediaOptions { MaxPixels = (94 * 200) - 1 })));
    }

    [Fact]
    public async Task ReadFrames_DamagedPicture_SaysSo()
    {
        string whole = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x240", "-frames:v", "1", "a.png");
        byte[] bytes = File.ReadAllBytes(whole);
        Array.Fill<byte>(bytes, 0x55, 60, bytes.Length - 80);
        // The end stands where it should, so that only decoding finds the damage.
        string path = _make.Write("damaged.png", Repair(bytes));
        MediaSource media = await OpenAsync(path);
        Assert.Contains("damaged", await FaultAsync(() => TimesAsync(media)));
    }

    [Fact]
    public async Task ReadFrames_VideoWithoutFrames_SaysSo()
    {
        // A fragmented file whose index promises pictures, and whose fragments are not there.
        string whole = _make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=1", "-movflags", "frag_keyframe+empty_moov", "whole.mp4");
        byte[] bytes = File.ReadAllBytes(whole);
        string path = _make.Write("none.mp4", bytes[..(bytes.AsSpan().IndexOf("moof"u8) - 4)]);
        Assert.Contains("single frame", await FaultAsync(async () => await TimesAsync(await OpenAsync(path))));
    }

    [Fact]
    public async Task Open_SubtitlesAlone_HoldsNoMedia()
    {
        _make.Write("s.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        string path = _make.Ffmpeg("-i", "s.srt", "-c:s", "srt", "only.mkv");
        Assert.Contains("no pictures and no sound", await FaultAsync(() => OpenAsync(path)));
        Assert.Contains("--transcript", await FaultAsync(() => OpenAsync(_make.At("s.srt"))));
    }

    [Theory]
    [InlineData(5.0, null)]
    [InlineData(-1.0, null)]
    [InlineData(0.5, 0.5)]
    [InlineData(double.NaN, null)]
    public async Task ReadFrames_RangeOutside_SaysSo(double from, double? to)
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4"));
        string fault = await FaultAsync(() => TimesAsync(media, new FrameOptions(From: from, To: to)));
        Assert.Contains("start", fault);
    }

    [Fact]
    public async Task ReadFrames_RateOfNothing_SaysSo()
    {
        MediaSource media = await OpenAsync(_make.Clip("a.mp4", 0.2));
        Assert.Contains("is no rate", await FaultAsync(() => TimesAsync(media, new FrameOptions(FramesPerSecond: 0))));
    }

    [Fact]
    public async Task ReadFrames_TooLittleMemory_SaysSo()
    {
        if (!OperatingSystem.IsLinux() || FfmpegLocator.OnPath("prlimit") is null)
            Assert.Skip("prlimit is missing, so memory is not limited here.");
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "color=red:s=8000x8000", "-frames:v", "1", "big.png");
        MediaSource media = await OpenAsync(path, new MediaOptions { MemoryLimit = 400L << 20 });
        Assert.Contains("more memory", await FaultAsync(() => TimesAsync(media)));
    }

    private string Tone(string name) => _make.Ffmpeg("-f", "lavfi", "-i", "sine=d=2", name);

    /// <summary>Puts an IDAT head of the right length back in front of the rubble.</summary>
    private static byte[] Repair(byte[] png)
    {
        const int data = 33;
        int end = png.AsSpan().LastIndexOf("IEND"u8) - 4;
        byte[] body = [.. png[..data], 0, 0, 0, 0, (byte)'I', (byte)'D', (byte)'A', (byte)'T', .. png[(data + 8)..end], .. png[end..]];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(data), end - data - 12);
        return body;
    }
}
