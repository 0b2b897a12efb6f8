namespace AffectAgent.Media.Tests;

/// <summary>Pictures read ahead are those that each file gives alone.</summary>
public sealed class StillsAheadTests(MediaMaker media) : IClassFixture<MediaMaker>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_SizesFormatsAndOrientationsMixed_GivesThePixelsOfEachAlone()
    {
        string plain = Picture("plain.jpg", 61, 90, "yuvj420p");
        byte[] bytes = await File.ReadAllBytesAsync(plain, Token);
        List<string> paths =
        [
            plain, Picture("b.jpg", 64, 80, "yuvj444p"), Picture("c.png", 50, 60, "rgb24"), Picture("d.jpg", 48, 48, "gray"),
            Picture("e.png", 48, 48, "gray16be"), Picture("f.png", 70, 50, "rgba"), Picture("g.png", 33, 21, "rgba64be"), Picture("h.png", 40, 40, "pal8"),
            Picture("i.png", 41, 40, "monob"), Picture("j.jpg", 80, 64, "yuvj422p"), Picture("k.png", 30, 90, "ya8"), Picture("l.png", 64, 80, "rgb48be"),
            .. Enumerable.Range(2, 7).Select(orientation => media.Write($"turned{orientation}.jpg", Turned(bytes, (byte)orientation))),
        ];
        var ahead = new StillsAhead(paths);

        foreach (string path in paths)
        {
            var taken = await ahead.TakeAsync(path, Token);
            var alone = await MediaSource.OpenAsync(path, cancellationToken: Token);
            Assert.NotNull(taken);
            Assert.Equal(alone.Info, taken.Info);
            Assert.Equal(await PixelsAsync(alone), await PixelsAsync(taken));
        }

        Assert.Null(await ahead.TakeAsync(plain, Token));
    }

    [Fact]
    public async Task TakeAsync_FilesThatNeedMore_AreLeftAndTheOthersAreRight()
    {
        string a = Picture("a.jpg", 48, 48, "yuvj420p"), b = Picture("b.jpg", 52, 40, "yuvj420p"), clip = media.Clip("clip.mp4"), webp = Picture("w.webp", 70, 50, "yuv420p");
        byte[] whole = await File.ReadAllBytesAsync(a, Token);
        // Tables of its own left out, a mark that turns all later pictures on their heads, two pictures in one file, an end cut off.
        string bare = media.Write("bare.jpg", WithoutTables(whole)), marked = media.Write("marked.jpg", Marked(whole, "Metasoft MJPEG Codec\0"u8));
        string twice = media.Write("twice.jpg", [.. whole, .. whole]), cut = media.Write("cut.jpg", whole[..^20]), text = media.Write("text.png", "words"u8.ToArray());
        string wide = Picture("wide.png", 40_000, 2, "gray");
        List<string> paths = [a, wide, bare, marked, twice, cut, text, clip, webp, media.At("missing.png"), b];
        var ahead = new StillsAhead(paths);

        foreach (string path in paths)
        {
            var taken = await ahead.TakeAsync(path, Token);
            Assert.Equal(path == a || path == b, taken is not null);
            if (taken is not null)
                Assert.Equal(await PixelsAsync(await MediaSource.OpenAsync(path, cancellationToken: Token)), await PixelsAsync(taken));
        }
    }

    [Fact]
    public async Task TakeAsync_MoreThanAGroup_GivesEachWhateverTheOrder()
    {
        List<string> paths = [.. Enumerable.Range(1, 5).Select(i => Picture($"n{i}.png", i, 3, "rgb24"))];
        foreach (int i in Enumerable.Range(6, 70))
            paths.Add(media.Write($"n{i}.png", await File.ReadAllBytesAsync(paths[(i - 1) % 5], Token)));
        var ahead = new StillsAhead(paths);

        foreach (int i in (int[])[40, 0, 1, 33, 74, 64, 39, 41])
            Assert.Equal((i % 5) + 1, (await ahead.TakeAsync(paths[i], Token))!.Info.Video!.Width);
        Assert.Null(await ahead.TakeAsync("other.png", Token));
        Assert.Null(await new StillsAhead([paths[0]]).TakeAsync(paths[0], Token));
    }

    private static async Task<byte[]> PixelsAsync(IMediaSource source)
    {
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions(), Token))
        {
            using (frame)
                return [.. frame.Image.Pixels.Take(frame.Image.Width * frame.Image.Height * 3)];
        }

        return [];
    }

    private static byte[] Turned(byte[] jpeg, byte orientation)
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private static byte[] Marked(byte[] jpeg, ReadOnlySpan<byte> comment) => [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. jpeg[2..]];

    private static byte[] WithoutTables(byte[] jpeg)
    {
        var rest = new List<byte>(jpeg);
        for (int at = 2; rest[at + 1] != 0xDA;)
        {
            int size = 2 + (rest[at + 2] << 8) + rest[at + 3];
            if (rest[at + 1] == 0xC4)
                rest.RemoveRange(at, size);
            else
                at += size;
        }

        return [.. rest];
    }

    private string Picture(string name, int width, int height, string format) => media.Ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=128x96", "-vf", FormattableString.Invariant($"scale={width}:{height}"), "-frames:v", "1", "-pix_fmt", format, name);
}
