using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Clips made of real photographs.</summary>
public sealed class FacePassTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TwoPersonsAndACut_KeepsBothIdentitiesAndEveryFrame()
    {
        var models = Photos.Models();
        using var a3 = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-3.jpg"));
        using var a4 = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        using var b2 = new PicturePyramid(await Photos.ReadAsync("stock-emotions-b-2.jpg"));
        using var b3 = new PicturePyramid(await Photos.ReadAsync("stock-emotions-b-3.jpg"));
        PicturePyramid[] shots = [a3, b2, a4, b3];
        var clip = new ClipSource(32, i => ClipSource.Cut(shots[i / 8], new Vector2(500 + (3 * (i % 8)), 520), 1500));
        using var archive = await new FacePass(models, 10).RunAsync(clip, new FrameOptions(), null, Token);
        Assert.Equal(32, archive.Frames.Count);
        Assert.Equal([16, 16], archive.Persons.Select(p => p.FrameCount));
        Assert.Equal([1, 2, 1, 2], Enumerable.Range(0, 4).Select(s => archive.ReadAll().First(f => f.Frame == (8 * s) + 4).Person));
        Assert.Equal(0, clip.Lent);
    }

    [Fact]
    public async Task RunAsync_FaceGoneForAWhile_IsTheSamePersonAfterwards()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        var clip = new ClipSource(24, i => i is >= 8 and < 14 ? RgbImage.Black(640, 360) : ClipSource.Cut(photo, new Vector2(480 + (4 * i), 430), 1400));
        using var archive = await new FacePass(models, 10).RunAsync(clip, new FrameOptions(), null, Token);
        var person = Assert.Single(archive.Persons);
        Assert.Equal(18, person.FrameCount);
        Assert.Equal(24, archive.Frames.Count);
    }

    [Fact]
    public async Task RunAsync_MoreFacesThanWanted_KeepsTheLargest()
    {
        var models = Photos.Models();
        var photo = await Photos.ReadAsync("group-3.jpg");
        var clip = new ClipSource(1, _ => photo, MediaKind.Image);
        using var archive = await new FacePass(models, 2).RunAsync(clip, new FrameOptions(), null, Token);
        Assert.True(archive.IsStill);
        Assert.Equal(2, archive.Persons.Count);
        Assert.All(archive.Persons, p => Assert.True(p.MeanSizePixels > 215));
    }

    [Fact]
    public async Task RunAsync_Cancelled_StopsAndGivesAllFramesBack()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var clip = new ClipSource(1000, i =>
        {
            if (i == 5)
                stop.Cancel();
            return ClipSource.Cut(photo, new Vector2(500, 430), 1400);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FacePass(models, 10).RunAsync(clip, new FrameOptions(), null, stop.Token));
        Assert.Equal(0, clip.Lent);
    }

    [Fact]
    public async Task RunAsync_MediumThatBreaks_TellsItsFaultAndGivesAllFramesBack()
    {
        var models = Photos.Models();
        var clip = new ClipSource(10, i => i < 3 ? RgbImage.Black(64, 48) : throw new UserException("The file is cut off."));
        var fault = await Assert.ThrowsAsync<UserException>(() => new FacePass(models, 10).RunAsync(clip, new FrameOptions(), null, Token));
        Assert.Equal("The file is cut off.", fault.Message);
        Assert.Equal(0, clip.Lent);
    }

    [Fact]
    public async Task RunAsync_OnePixel_HasNoFace()
    {
        using var archive = await new FacePass(Photos.Models(), 10).RunAsync(new ClipSource(1, _ => RgbImage.Black(1, 1), MediaKind.Image), new FrameOptions(), null, Token);
        Assert.Empty(archive.Persons);
    }
}
