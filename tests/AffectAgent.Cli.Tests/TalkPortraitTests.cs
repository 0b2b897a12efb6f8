using AffectAgent.Media;
using AffectAgent.Tests;

namespace AffectAgent.Cli.Tests;

/// <summary>Pictures that are no plain portraits: a clear refusal or a stated fallback, and never half a film.</summary>
public sealed class TalkPortraitTests(TestMedia media, TestFaces faces) : IClassFixture<TestMedia>, IClassFixture<TestFaces>
{
    [Theory]
    [InlineData("nobody", "No face")]
    [InlineData("doodle", "No face")]
    [InlineData("tiny", "pixels")]
    [InlineData("profile", "turned")]
    [InlineData("third of two", "1 to 2")]
    public async Task Talk_PictureWithoutAFitFace_IsRefusedInOneLine(string what, string says)
    {
        OnnxNeeded.Check();
        var (film, picture) = (media.At("refused.mp4"), Picture(what));
        var refused = await Affect.RunAsync(["talk", "--emotion", "happiness", "--seconds", "0.2", "--portrait", picture, "--out", film, .. what == "third of two" ? (string[])["--face", "3"] : []]);
        Assert.True(refused.ExitCode == 2, refused.Output + refused.Errors);
        Assert.Contains(says, Assert.Single(refused.ErrorLines), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFiles(media.Folder, "refused*"));
    }

    [Theory]
    [InlineData("several", "2 faces")]
    [InlineData("sunglasses", "eyes")]
    [InlineData("50 megapixels", "Wrote")]
    public async Task Talk_PictureWithAPeculiarity_IsMovedAndSaysSo(string what, string says)
    {
        OnnxNeeded.Check();
        var film = media.At(what.Replace(' ', '-') + ".mp4");
        var made = await Affect.RunAsync("talk", "--emotion", "happiness", "--seconds", "0.2", "--size", "64", "--portrait", Picture(what), "--out", film);
        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Contains(says, made.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await Affect.RunAsync("talk", "check", film)).ExitCode);
    }

    [Fact]
    public async Task Talk_ExifRotation_StandsUpright()
    {
        OnnxNeeded.Check();
        var straight = TestFaces.Save(faces.Avatar(), media.At("straight.png"));
        var turned = media.Make("-i", straight, "-vf", "transpose=2", "-q:v", "2", "turned.jpg");
        TestFaces.SetOrientation(turned, 6);
        var (upright, rotated) = (await FirstFrameAsync(straight, "upright/"), await FirstFrameAsync(turned, "rotated/"));
        Assert.True(upright.Zip(rotated, (a, b) => Math.Abs(a - b)).Average() < 4);
    }

    private async Task<byte[]> FirstFrameAsync(string picture, string folder)
    {
        var made = await Affect.RunAsync("talk", "--emotion", "neutral", "--seconds", "0.04", "--size", "64", "--portrait", picture, "--out", media.At(folder));
        Assert.True(made.ExitCode == 0, made.Errors);
        var source = await MediaSource.OpenAsync(media.At(folder + "frame_00001.png"), cancellationToken: TestContext.Current.CancellationToken);
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions(), TestContext.Current.CancellationToken))
        {
            using (frame)
                return frame.Image.Pixels[..(64 * 64 * 3)];
        }

        throw new InvalidOperationException("No frame.");
    }

    private string Picture(string what)
    {
        var path = media.At(what.Replace(' ', '-') + ".png");
        return what switch
        {
            "nobody" => media.Landscape("nobody.png"),
            "doodle" => TestFaces.Save(TestFaces.Doodle(), path),
            "profile" => TestFaces.Save(faces.Avatar(yaw: 0.85f), path),
            "sunglasses" => TestFaces.Save(faces.WithSunglasses(), path),
            "several" or "third of two" => TestFaces.Save(TestFaces.Beside(faces.Avatar(), faces.Avatar("umber")), path),
            "tiny" => media.Make("-i", TestFaces.Save(faces.Avatar(), path), "-vf", "scale=80:80,pad=640:480:280:200:gray", "tiny-face.png"),
            "50 megapixels" => media.Make("-i", TestFaces.Save(faces.Avatar(), path), "-vf", "scale=7100:7100:flags=fast_bilinear", "-q:v", "6", "huge.jpg"),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }
}
