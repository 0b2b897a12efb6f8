namespace AffectAgent.Media.Tests;

/// <summary>Many small pictures through one process.</summary>
public sealed class SmallPictureTests(MediaMaker media) : IClassFixture<MediaMaker>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_SizesAndFormatsMixed_GivesEachPictureInItsPlace()
    {
        string[] paths =
        [
            Flat("a.png", 48, 48, "0x404040", "gray"), Flat("b.jpg", 64, 80, "0x808080", "yuvj420p"), Flat("c.png", 50, 60, "0xff0000", "rgb24"),
            Flat("d.jpg", 48, 48, "0xc0c0c0", "gray"), Flat("e.webp", 70, 50, "0x808080", "yuv420p"), Flat("f.png", 48, 48, "0x202020", "gray16be"),
        ];

        var read = await new SmallPictureReader().ReadAsync(paths, Token);

        Assert.Equal([(48, 48), (64, 80), (50, 60), (48, 48), (70, 50), (48, 48)], read.Select(r => (r.Image!.Width, r.Image.Height)));
        int[] grey = [0x40, 0x80, 76, 0xC0, 0x80, 0x20];
        for (int i = 0; i < paths.Length; i++)
            Assert.All(read[i].Image!.Pixels, p => Assert.InRange(p, grey[i] - 3, grey[i] + 3));
    }

    [Fact]
    public async Task ReadAsync_FilesThatCannotBeRead_FailAloneAndTheOthersStayInPlace()
    {
        string a = Flat("a.jpg", 48, 48, "0x404040", "gray"), b = Flat("b.jpg", 48, 48, "0xa0a0a0", "gray");
        byte[] whole = await File.ReadAllBytesAsync(a, Token);
        string cut = media.Write("cut.jpg", whole[..^20]), hollow = media.Write("hollow.jpg", [.. whole[..^200], 0xFF, 0xD9]), twice = media.Write("twice.jpg", [.. whole, .. whole]);
        string text = media.Write("text.png", "words"u8.ToArray());

        var read = await new SmallPictureReader().ReadAsync([a, cut, twice, hollow, text, media.At("missing.png"), b], Token);

        Assert.InRange(read[0].Image!.Pixels[1000], 0x3D, 0x43);
        Assert.InRange(read[6].Image!.Pixels[1000], 0x9D, 0xA3);
        Assert.Contains("cut off", read[1].Fault, StringComparison.Ordinal);
        Assert.NotNull(read[2].Image);
        Assert.NotNull(read[4].Fault);
        Assert.Contains("does not exist", read[5].Fault, StringComparison.Ordinal);
        Assert.All(read, r => Assert.True(r.Image is null != (r.Fault is null)));
    }

    [Fact]
    public async Task ReadAsync_TurnedPicture_IsUpright()
    {
        string plain = Flat("plain.jpg", 60, 90, "0x808080", "yuvj420p");
        byte[] bytes = await File.ReadAllBytesAsync(plain, Token);
        // An EXIF block that says "turn by 90 degrees": orientation 6.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        string turned = media.Write("turned.jpg", [.. bytes[..2], .. exif, .. bytes[2..]]);

        var read = await new SmallPictureReader().ReadAsync([turned, plain], Token);

        Assert.Equal([(90, 60), (60, 90)], read.Select(r => (r.Image!.Width, r.Image.Height)));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SmallPictureReader().ReadAsync([Flat("a.jpg", 48, 48, "0x404040", "gray")], stop.Token));
    }

    private string Flat(string name, int width, int height, string colour, string format) => media.Ffmpeg(
        "-f", "lavfi", "-i", FormattableString.Invariant($"color=c={colour}:size={width}x{height}"), "-frames:v", "1", "-pix_fmt", format, name);
}
