using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>The whole way on real photographs. What each shows was counted by eye.</summary>
public sealed class PhotoTests
{
    [Theory]
    [InlineData("background.jpg", 0)]
    [InlineData("group-2.jpg", 3)]
    [InlineData("group-3.jpg", 4)]
    [InlineData("solvay1927.jpg", 29)]
    [InlineData("stock-emotions-a-2.jpg", 1)]
    [InlineData("stock-emotions-b-4.jpg", 1)]
    public async Task FindInStill_Photograph_FindsEveryFaceAndNoOther(string name, int faces)
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync(name));
        var found = models.Finder.FindInStill(photo, TestContext.Current.CancellationToken);
        Assert.Equal(faces, found.Count);
        Assert.All(found, face => Assert.InRange(Math.Abs(RollOf(face)), 0, Math.PI / 2));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(140)]
    public async Task FindInStill_SmallFaceBesideALargeOne_FindsBoth(int size)
    {
        var models = Photos.Models();
        using var large = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        using var small = new PicturePyramid(await Photos.ReadAsync("stock-emotions-b-2.jpg"));
        var frame = ClipSource.Cut(large, new Vector2(500, 600), 1600);
        var other = models.Finder.FindInStill(small, TestContext.Current.CancellationToken)[0].Box;
        Pictures.Paste(small, other.Center, other.Size * 1.6f / size, frame, new Vector2(90, 90), (int)(size * 1.6f));
        using var both = new PicturePyramid(frame);
        Assert.Equal(2, models.Finder.FindInStill(both, TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public async Task FindInStill_UpsideDown_FindsTheFaceAndItsRoll()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        using var turned = new PicturePyramid(ClipSource.Cut(photo, new Vector2(500, 420), 1100, MathF.PI));
        var face = Assert.Single(models.Finder.FindInStill(turned, TestContext.Current.CancellationToken));
        Assert.True(Math.Abs(HeadPoseEstimator.Estimate(face.Mesh, 640, 360).Roll) > 2.8);
    }

    [Theory]
    [InlineData("a-1")]
    [InlineData("a-2")]
    [InlineData("a-3")]
    [InlineData("a-4")]
    [InlineData("b-1")]
    [InlineData("b-2")]
    [InlineData("b-3")]
    [InlineData("b-4")]
    public async Task FindInStill_WholePhotographUpsideDown_IsNotTakenForUpright(string name)
    {
        var models = Photos.Models();
        var photo = await Photos.ReadAsync($"stock-emotions-{name}.jpg");
        using var upright = new PicturePyramid(photo);
        using var turned = new PicturePyramid(Pictures.Rgb(photo.Width, photo.Height, (x, y) =>
        {
            var pixel = photo.Pixels.AsSpan((((photo.Height - 1 - y) * photo.Width) + photo.Width - 1 - x) * 3, 3);
            return (pixel[0], pixel[1], pixel[2]);
        }));
        var before = Assert.Single(models.Finder.FindInStill(upright, TestContext.Current.CancellationToken));
        var face = Assert.Single(models.Finder.FindInStill(turned, TestContext.Current.CancellationToken));
        Assert.InRange(Math.Abs(RollOf(before)), 0, 0.5);
        Assert.InRange(Math.Abs(RollOf(face)), Math.PI - 0.5, Math.PI);
        Assert.InRange(face.Box.Size / before.Box.Size, 0.94f, 1.06f);
    }

    [Fact]
    public async Task Read_FaceCutByTheBorder_SaysHowMuchIsInside()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        // The face's middle lies at x = 497; the frame ends a quarter of the face to the right of it.
        using var cut = new PicturePyramid(ClipSource.Cut(photo, new Vector2(600 - 640, 430), 1280));
        var face = Assert.Single(models.Finder.FindInStill(cut, TestContext.Current.CancellationToken));
        var seen = new FaceReader(models.Irises).Read(cut, face, 1, default, TestContext.Current.CancellationToken);
        Assert.InRange(seen.Quality.InsidePicture, 0.4, 0.98);
    }

    [Fact]
    public async Task Read_BothEyes_HaveTheirIrisBetweenTheirCorners()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        var face = models.Finder.FindInStill(photo, TestContext.Current.CancellationToken)[0];
        var seen = new FaceReader(models.Irises).Read(photo, face, 1, default, TestContext.Current.CancellationToken);
        var mesh = face.Mesh;
        foreach (var (iris, outer, inner) in new[] { (seen.Iris![0], MeshPoints.RightEyeOuter, MeshPoints.RightEyeInner), (seen.Iris[5], MeshPoints.LeftEyeOuter, MeshPoints.LeftEyeInner) })
        {
            float along = Vector2.Distance(iris, mesh.Flat(outer)) / Vector2.Distance(mesh.Flat(inner), mesh.Flat(outer));
            Assert.InRange(along, 0.3f, 0.7f);
        }

        // She looks at the camera, with a straight head.
        Assert.InRange(seen.Gaze!.Value.AngleX, -0.25, 0.25);
        Assert.InRange(seen.Pose.Yaw, -0.2, 0.2);
        Assert.InRange(seen.Pose.Roll, -0.1, 0.1);
    }

    [Fact]
    public async Task Read_SmallerCopyOfAFace_GivesTheSameMeshInProportion()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-a-4.jpg"));
        using var small = new PicturePyramid(ClipSource.Cut(photo, new Vector2(500, 430), 2000));
        var large = models.Finder.FindInStill(photo, TestContext.Current.CancellationToken)[0].Mesh;
        var little = models.Finder.FindInStill(small, TestContext.Current.CancellationToken)[0].Mesh;
        float ratio = large.OuterEyeDistance / little.OuterEyeDistance;
        Assert.Equal(2000 / 640f, ratio, 0.1f);
        float depth = (large[MeshPoints.NoseTip].Z - large[MeshPoints.RightEyeOuter].Z) / (little[MeshPoints.NoseTip].Z - little[MeshPoints.RightEyeOuter].Z);
        Assert.Equal(ratio, depth, 0.35f);
    }

    private static double RollOf(FoundFace face) => HeadPoseEstimator.Estimate(face.Mesh, 640, 360).Roll;
}
