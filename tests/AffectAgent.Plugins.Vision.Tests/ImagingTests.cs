using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

public sealed class ImagingTests
{
    [Theory]
    [InlineData(0f, false)]
    [InlineData(0.7f, false)]
    [InlineData(-2.5f, true)]
    public void FromPicture_AfterToPicture_IsTheSamePlace(float angle, bool mirrored)
    {
        var region = new FaceRegion(new Vector2(40, 70), 33, angle, mirrored);
        var place = new Vector2(0.2f, 0.9f);
        var back = region.FromPicture(region.ToPicture(place));
        Assert.Equal(place.X, back.X, 1e-4f);
        Assert.Equal(place.Y, back.Y, 1e-4f);
    }

    [Fact]
    public void ToPicture_MirroredRegion_ShowsTheRightEdgeFirst()
    {
        var region = new FaceRegion(new Vector2(50, 50), 20, 0, Mirrored: true);
        Assert.Equal(new Vector2(60, 40), region.ToPicture(Vector2.Zero));
        Assert.Equal(new Vector2(40, 60), region.ToPicture(Vector2.One));
    }

    [Theory]
    [InlineData(20, 15, 13.7f, 0.4f, false)]
    [InlineData(20, 15, 13.7f, 0.4f, true)]
    [InlineData(2, 28, 17f, -1.2f, false)]
    [InlineData(15, 15, 8f, 3.1f, false)]
    public void Read_AnyRegion_AgreesWithANaiveBilinearReading(float x, float y, float side, float angle, bool mirrored)
    {
        var picture = Pictures.Noise(31, 29, 5);
        var region = new FaceRegion(new Vector2(x, y), side, angle, mirrored);
        const int pixels = 16;
        var interleaved = new float[pixels * pixels * 3];
        var planar = new float[pixels * pixels * 3];
        using var pyramid = new PicturePyramid(picture);
        RegionSampler.Read(pyramid, region, pixels, interleaved, planar: false, 2, -1);
        RegionSampler.Read(pyramid, region, pixels, planar, planar: true, 2, -1);
        for (int i = 0; i < pixels * pixels; i++)
        {
            var at = region.ToPicture(new Vector2((i % pixels) + 0.5f, (i / pixels) + 0.5f) / pixels);
            for (int c = 0; c < 3; c++)
            {
                double expected = (Naive(picture, at.X - 0.5, at.Y - 0.5, c) * 2) - 1;
                Assert.Equal(expected, interleaved[(i * 3) + c], 0.02);
                Assert.Equal(interleaved[(i * 3) + c], planar[(c * pixels * pixels) + i]);
            }
        }
    }

    [Fact]
    public void Read_LinearRamp_IsExactBetweenPixels()
    {
        // Nothing is rounded to whole pixels: on a ramp of 4 a pixel, a region shifted by a quarter pixel reads 1 more.
        var picture = Pictures.Of(40, 40, (x, _) => (byte)(4 * x));
        using var pyramid = new PicturePyramid(picture);
        var here = new float[8 * 8 * 3];
        var shifted = new float[8 * 8 * 3];
        RegionSampler.Read(pyramid, new FaceRegion(new Vector2(20, 20), 8), 8, here, planar: false, 1, 0);
        RegionSampler.Read(pyramid, new FaceRegion(new Vector2(20.25f, 20), 8), 8, shifted, planar: false, 1, 0);
        Assert.All(here.Zip(shifted), pair => Assert.Equal(1, pair.Second - pair.First, 1e-3f));
    }

    [Fact]
    public void Read_RegionMuchLargerThanTheInput_AveragesInsteadOfSkipping()
    {
        // A checkerboard of single pixels is grey from afar.
        var picture = Pictures.Of(256, 256, (x, y) => (byte)(((x + y) & 1) * 255));
        using var pyramid = new PicturePyramid(picture);
        var small = new float[16 * 16 * 3];
        RegionSampler.Read(pyramid, new FaceRegion(new Vector2(128, 128), 256), 16, small, planar: true, 1, 0);
        Assert.All(small, value => Assert.InRange(value, 120, 136));
    }

    [Fact]
    public void Level_OddSides_HalvesAndDropsTheRest()
    {
        using var pyramid = new PicturePyramid(Pictures.Of(7, 5, (x, _) => (byte)(10 * x)));
        var half = pyramid.Level(1, out int reached);
        Assert.Equal((1, 3, 2), (reached, half.Width, half.Height));
        Assert.Equal([5, 25, 45], Enumerable.Range(0, 3).Select(i => (int)half.Pixels[i * 3]));
    }

    [Fact]
    public void Level_TinyPicture_StopsAtTwoPixels()
    {
        using var pyramid = new PicturePyramid(RgbImage.Black(5, 3));
        pyramid.Level(9, out int reached);
        Assert.Equal(0, reached);
    }

    [Fact]
    public void Sharpness_BlurredNoise_FallsFarBelowTheNoise()
    {
        var noise = Pictures.Gray(48, 48, (x, y) => (byte)(((x * 31) + (y * 57) + (x * y * 13)) % 256));
        var flat = Pictures.Gray(48, 48, (x, _) => (byte)(5 * x));
        Assert.True(CropMeasures.Sharpness(noise) > 1000);
        Assert.Equal(0, CropMeasures.Sharpness(flat), 1e-9);
        Assert.Equal(117.5, CropMeasures.Brightness(flat), 1e-9);
    }

    private static double Naive(RgbImage picture, double x, double y, int channel)
    {
        double Pixel(double px, double py) => px < 0 || py < 0 || px >= picture.Width || py >= picture.Height
            ? 0
            : picture.Pixels[((((int)py * picture.Width) + (int)px) * 3) + channel];
        double left = Math.Floor(x), top = Math.Floor(y), fx = x - left, fy = y - top;
        return (((Pixel(left, top) * (1 - fx)) + (Pixel(left + 1, top) * fx)) * (1 - fy))
            + (((Pixel(left, top + 1) * (1 - fx)) + (Pixel(left + 1, top + 1) * fx)) * fy);
    }
}
