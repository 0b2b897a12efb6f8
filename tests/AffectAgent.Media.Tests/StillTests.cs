using System.Buffers.Binary;
using static AffectAgent.Media.Tests.Reads;

namespace AffectAgent.Media.Tests;

public sealed class StillTests : IDisposable
{
    private readonly MediaMaker _make = new();

    public void Dispose() => _make.Dispose();

    [Theory]
    [InlineData("a.jpg", "yuvj444p")]
    [InlineData("b.jpg", "gray")]
    [InlineData("a.png", "rgb24")]
    [InlineData("b.png", "gray")]
    [InlineData("c.png", "rgb48be")]
    [InlineData("d.png", "gray16be")]
    [InlineData("e.png", "pal8")]
    [InlineData("a.webp", "yuv420p")]
    public async Task ReadFrames_Still_GivesOnePictureAtTimeZero(string name, string pixels)
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "color=0x909090:s=70x50,drawbox=x=0:y=0:w=20:h=50:color=0x303030:t=fill", "-frames:v", "1", "-pix_fmt", pixels, name);
        MediaSource media = await OpenAsync(path);
        Assert.Equal(MediaKind.Image, media.Info.Kind);
        Assert.Equal((70, 50), (media.Info.Video!.Width, media.Info.Video.Height));
        Assert.Equal([0.0], await TimesAsync(media));
        RgbImage image = await FirstImageAsync(path);
        // A palette of 256 fixed colours is coarse.
        int slack = pixels == "pal8" ? 0x20 : 8;
        Assert.InRange(Pixel(image, 5, 25).G, 0x30 - slack, 0x30 + slack);
        Assert.InRange(Pixel(image, 60, 25).G, 0x90 - slack, 0x90 + slack);
    }

    [Theory]
    [InlineData("rgba")]
    [InlineData("rgba64be")]
    [InlineData("ya8")]
    public async Task ReadFrames_TransparentPng_LiesOnWhite(string pixels)
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "color=black@0.0:s=40x20,format=rgba", "-frames:v", "1", "-pix_fmt", pixels, "clear.png");
        Assert.Equal(((byte)255, (byte)255, (byte)255), Pixel(await FirstImageAsync(path), 10, 10));
    }

    [Fact]
    public async Task ReadFrames_HalfTransparent_IsMixedWithWhite()
    {
        string path = _make.Ffmpeg("-f", "lavfi", "-i", "color=red@0.5:s=40x20,format=rgba", "-frames:v", "1", "half.webp");
        (byte r, byte g, byte b) = Pixel(await FirstImageAsync(path), 10, 10);
        Assert.InRange(r, 250, 255);
        Assert.InRange(g, 120, 136);
        Assert.InRange(b, 120, 136);
    }

    [Theory]
    [InlineData(1, 30, 20, 2, 2)]
    [InlineData(2, 30, 20, 27, 2)]
    [InlineData(3, 30, 20, 27, 17)]
    [InlineData(4, 30, 20, 2, 17)]
    [InlineData(5, 20, 30, 2, 2)]
    [InlineData(6, 20, 30, 17, 2)]
    [InlineData(7, 20, 30, 17, 27)]
    [InlineData(8, 20, 30, 2, 27)]
    public async Task ReadFrames_ExifOrientation_PutsTheStoredFirstCornerWhereTheStandardSays(int orientation, int width, int height, int x, int y)
    {
        // The stored picture is black but for its first corner; EXIF says where row 0 and column 0 belong.
        string plain = _make.Ffmpeg("-f", "lavfi", "-i", "color=black:s=30x20,drawbox=x=0:y=0:w=8:h=8:color=white:t=fill", "-frames:v", "1", "-pix_fmt", "yuvj444p", "-q:v", "1", "plain.jpg");
        string turned = _make.Write("turned.jpg", WithOrientation(File.ReadAllBytes(plain), orientation));
        RgbImage image = await FirstImageAsync(turned);
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.True(Pixel(image, x, y).G > 200);
        Assert.True(Pixel(image, width - 1 - x, height - 1 - y).G < 50);
    }

    [Fact]
    public async Task Open_NameWithTraps_IsTakenLiterally()
    {
        _make.Ffmpeg("-f", "lavfi", "-i", "color=red:s=32x32", "-frames:v", "1", "plain.png");
        foreach (string name in (string[])["-i.png", "a%03d.png", "http:x.png", "concat:a|b.png", "two words 'and' \"quotes\".png", "noextension"])
        {
            File.Copy(_make.At("plain.png"), _make.At(name));
            Assert.Equal(32, (await FirstImageAsync(_make.At(name))).Width);
        }
    }

    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        byte[] segment = [0xFF, 0xE1, 0, 0, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, .. tiff];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }
}
