namespace AffectAgent.Plugins.Vision.Tests;

public sealed class ShotDetectorTests
{
    [Fact]
    public void IsCut_SlowPan_IsOneShot()
    {
        var shots = new ShotDetector();
        Assert.True(shots.IsCut(Scene(0, 0)));
        for (int i = 1; i < 30; i++)
            Assert.False(shots.IsCut(Scene(0, i)));
    }

    [Fact]
    public void IsCut_OtherScene_IsANewShot()
    {
        var shots = new ShotDetector();
        shots.IsCut(Scene(0, 0));
        shots.IsCut(Scene(0, 1));
        Assert.True(shots.IsCut(Scene(3, 1)));
        Assert.False(shots.IsCut(Scene(3, 2)));
    }

    [Fact]
    public void IsCut_DarkScenes_AreToldApartByTheirPattern()
    {
        var shots = new ShotDetector();
        static RgbImage Dark(int seed)
        {
            var scene = Scene(seed, 0);
            return Pictures.Of(160, 90, (x, y) => (byte)(scene.Pixels[((y * 160) + x) * 3] / 10));
        }

        shots.IsCut(Dark(0));
        Assert.False(shots.IsCut(Dark(0)));
        Assert.True(shots.IsCut(Dark(3)));
    }

    [Fact]
    public void IsCut_FadeToBlackAndStillBlack_EndsTheShotOnce()
    {
        var shots = new ShotDetector();
        shots.IsCut(Scene(0, 0));
        Assert.True(shots.IsCut(RgbImage.Black(160, 90)));
        Assert.False(shots.IsCut(RgbImage.Black(160, 90)));
    }

    [Fact]
    public void IsCut_BrighterLight_IsTheSameShot()
    {
        var shots = new ShotDetector();
        var scene = Scene(0, 0);
        shots.IsCut(scene);
        Assert.False(shots.IsCut(Pictures.Of(160, 90, (x, y) => (byte)((scene.Pixels[((y * 160) + x) * 3] * 3 / 4) + 20))));
    }

    // Soft hills whose places the seed chooses, moved by a pan.
    private static RgbImage Scene(int seed, int pan)
    {
        var random = new Random(seed);
        var hills = Enumerable.Range(0, 12).Select(_ => (X: random.Next(160), Y: random.Next(90), Size: 10 + random.Next(20), Height: random.Next(40, 160))).ToArray();
        return Pictures.Of(160, 90, (x, y) => (byte)Math.Clamp(hills.Sum(h => h.Height * Math.Exp(-(Math.Pow(x + pan - h.X, 2) + Math.Pow(y - h.Y, 2)) / (2.0 * h.Size * h.Size))), 0, 255));
    }
}
