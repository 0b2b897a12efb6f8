using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests.Expression;

public sealed class OcclusionMapperTests
{
    [Fact]
    public void Cover_PatchOverTheBorder_ChangesOnlyWhatItCovers()
    {
        var crop = new GrayImage(48, 48, [.. Enumerable.Repeat((byte)200, 48 * 48)]);

        var covered = OcclusionMapper.Cover(crop, -8, 40, 10);

        Assert.Equal(4 * 8, covered.Pixels.Count(p => p == 10));
        Assert.Equal(10, covered.Pixels[(40 * 48) + 3]);
        Assert.Equal(200, covered.Pixels[(40 * 48) + 4]);
        Assert.DoesNotContain((byte)10, crop.Pixels);
    }

    [Fact]
    public async Task Map_Photograph_HangsOnTheMouthOfASmile()
    {
        var models = Photos.Models();
        using var photo = new PicturePyramid(await Photos.ReadAsync("stock-emotions-b-4.jpg"));
        var found = Assert.Single(models.Finder.FindInStill(photo, TestContext.Current.CancellationToken));
        var face = new FaceReader(null).Read(photo, found, 1, default, TestContext.Current.CancellationToken);

        var map = new OcclusionMapper(Network.Classifier()).Map(face, Emotion.Happiness, TestContext.Current.CancellationToken);

        var mouth = map.ToCrop((face.Mesh.Flat(MeshPoints.MouthLeft) + face.Mesh.Flat(MeshPoints.MouthRight)) / 2);
        var brow = map.ToCrop(face.Mesh.Flat(MeshPoints.RightEyeOuter)) - new Vector2(0, 8);
        Assert.InRange(mouth.X, 16, 32);
        Assert.True(At(map, mouth) > At(map, brow));
        Assert.Equal(48 * 48, map.Values.Count);
    }

    private static float At(ExpressionHeatMap map, Vector2 point) => map.Values[((int)point.Y * map.Side) + (int)point.X];
}
