namespace AffectAgent.Plugins.Vision.Tests;

public sealed class SkinSamplerTests
{
    [Fact]
    public void Measure_PictureOfOneColor_GivesItEverywhere()
    {
        var skin = SkinSampler.Measure(Pictures.Rgb(400, 400, (_, _) => (200, 140, 110)), Head(200, 200, 100));
        foreach (var patch in new[] { skin.Forehead, skin.RightCheek, skin.LeftCheek, skin.Surround })
            Assert.Equal((200f, 140f, 110f, 0f), (patch.Red, patch.Green, patch.Blue, patch.Clipped));
        Assert.InRange(skin.Forehead.Pixels, 300, 9216);
        Assert.InRange(skin.Surround.Pixels, 1, 96);
    }

    [Fact]
    public void Measure_HalvesOfOtherColors_TellsTheSidesApart()
    {
        var skin = SkinSampler.Measure(Pictures.Rgb(400, 400, (x, _) => x < 200 ? ((byte)10, (byte)20, (byte)30) : ((byte)255, (byte)100, (byte)90)), Head(200, 200, 100));
        Assert.Equal((10f, 0f), (skin.RightCheek.Red, skin.RightCheek.Clipped));
        Assert.Equal((255f, 1f), (skin.LeftCheek.Red, skin.LeftCheek.Clipped));
        Assert.InRange(skin.Forehead.Red, 100, 160);
    }

    [Theory]
    [InlineData(-500, 100)]
    [InlineData(float.NaN, 100)]
    [InlineData(200, 40000)]
    public void Measure_FaceOutsideOrAbsurd_CountsOnlyPixelsOfThePicture(float x, float unit)
    {
        var skin = SkinSampler.Measure(Pictures.Rgb(64, 64, (_, _) => (9, 9, 9)), Head(x, 32, unit));
        Assert.All(new[] { skin.Forehead, skin.RightCheek, skin.LeftCheek, skin.Surround }, patch => Assert.InRange(patch.Pixels, 0, 64 * 64));
        Assert.All(new[] { skin.RightCheek, skin.LeftCheek }, patch => Assert.True(patch.Pixels > 0 || patch.Red == 0));
    }

    // A face whose regions are discs; the outer eye corners lie this far apart.
    private static FaceMesh Head(float x, float y, float unit)
    {
        var points = new float[FaceMesh.PointCount * 3];
        void Put(int point, float right, float down) => (points[point * 3], points[(point * 3) + 1]) = (x + (unit * right), y + (unit * down));
        void Disc(int[] outline, float right, float down, float radius)
        {
            for (int i = 0; i < outline.Length; i++)
                Put(outline[i], right + (radius * MathF.Cos(MathF.Tau * i / outline.Length)), down + (radius * MathF.Sin(MathF.Tau * i / outline.Length)));
        }

        Put(MeshPoints.NoseTip, 0, 0.3f);
        Put(MeshPoints.RightEyeOuter, -0.5f, 0);
        Put(MeshPoints.LeftEyeOuter, 0.5f, 0);
        Disc(SkinSampler.Forehead, 0, -0.5f, 0.3f);
        Disc(SkinSampler.RightCheek, -0.35f, 0.4f, 0.15f);
        Disc(SkinSampler.LeftCheek, 0.35f, 0.4f, 0.15f);
        return new FaceMesh(points);
    }
}
