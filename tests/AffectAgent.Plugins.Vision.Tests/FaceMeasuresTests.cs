using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

public sealed class FaceMeasuresTests
{
    private static readonly FaceQuality Good = new(120, 1, 400, 120);

    [Fact]
    public void OfEye_LidsAFifthOfTheWidthApart_IsAFifth()
    {
        var mesh = Meshes.Head(0, 0, 0, 100, new Vector2(200, 150), eyeOpening: 0.064f, mouthOpening: 0);
        Assert.Equal(0.2f, FaceOpenings.OfEye(mesh, left: false), 1e-3f);
        Assert.Equal(0.2f, FaceOpenings.OfEye(mesh, left: true), 1e-3f);
    }

    [Fact]
    public void OfMouth_LipsHalfTheWidthApart_IsAHalf() =>
        Assert.Equal(0.5f, FaceOpenings.OfMouth(Meshes.Head(0.2f, -0.4f, 1, 80, new Vector2(50, 50), mouthOpening: 0.25f)), 1e-3f);

    [Fact]
    public void Score_GoodFace_IsOneAndEachWeaknessLowersIt()
    {
        Assert.Equal(1, FaceMeasurer.Score(default, Good, 0), 1e-9);
        double[] weaker =
        [
            FaceMeasurer.Score(default, Good with { SizePixels = 40 }, 0),
            FaceMeasurer.Score(default, Good with { Sharpness = 20 }, 0),
            FaceMeasurer.Score(default, Good with { Brightness = 25 }, 0),
            FaceMeasurer.Score(default, Good with { Brightness = 245 }, 0),
            FaceMeasurer.Score(default, Good with { InsidePicture = 0.7 }, 0),
            FaceMeasurer.Score(new HeadPose(0, 0.9, 0, 0, 0, 0), Good, 0),
            FaceMeasurer.Score(default, Good, 0.9),
        ];
        Assert.All(weaker, score => Assert.InRange(score, 0.1, 0.8));
    }

    [Theory]
    [InlineData(6, 120)]
    [InlineData(120, 0)]
    public void Score_FaceTooSmallOrBlack_IsZero(double size, double brightness) =>
        Assert.Equal(0, FaceMeasurer.Score(default, Good with { SizePixels = size, Brightness = brightness }, 0));

    [Fact]
    public void Blinks_FourDipsOfAFifthOfASecond_AreFour()
    {
        var activity = Of(10, t => t % 2.5 is >= 1 and < 1.2 ? 0.08f : 0.3f, _ => 0);
        Assert.True(activity.IsEnough);
        Assert.Equal(4, activity.Blinks());
        Assert.Equal(0, activity.SpeakingShare());
    }

    [Fact]
    public void Blinks_EyesClosedForASecond_AreNoneAndCountAsClosed()
    {
        var activity = Of(10, t => t is >= 4 and < 5 ? 0.05f : 0.3f, _ => 0);
        Assert.Equal(0, activity.Blinks());
        Assert.Equal(0.1, activity.ClosedShare(), 0.01);
    }

    [Fact]
    public void Blinks_NoiseOfOpenEyes_AreNone()
    {
        var random = new Random(4);
        Assert.Equal(0, Of(20, _ => 0.3f + (0.04f * random.NextSingle()), _ => 0).Blinks());
    }

    [Fact]
    public void SpeakingShare_MouthAtFourHertzInHalfOfTheClip_IsAboutAHalf()
    {
        var activity = Of(10, _ => 0.3f, t => t < 5 ? 0.15f * (1 + MathF.Sin(8 * MathF.PI * (float)t)) : 0.02f);
        Assert.InRange(activity.SpeakingShare()!.Value, 0.42, 0.58);
    }

    [Fact]
    public void SpeakingShare_OneSlowYawnAndNoise_IsZero()
    {
        var random = new Random(4);
        Assert.Equal(0, Of(10, _ => 0.3f, t => (t is > 3 and < 6 ? 0.8f : 0) + (0.03f * random.NextSingle())).SpeakingShare());
    }

    [Fact]
    public void SpeakingShare_MouthCovered_IsUnknown()
    {
        var activity = new FaceActivity();
        for (int i = 0; i < 250; i++)
            activity.Add(i / 25.0, new FaceMeasures(0.3f, 0.3f, 0.2f * (i % 5), 0, 0.9f, 1));
        Assert.Null(activity.SpeakingShare());
    }

    [Fact]
    public void IsEnough_ShortOrCoarseClip_IsFalse()
    {
        Assert.False(Of(2, _ => 0.3f, _ => 0).IsEnough);
        Assert.False(Of(60, _ => 0.3f, _ => 0, rate: 5).IsEnough);
    }

    private static FaceActivity Of(double seconds, Func<double, float> eyes, Func<double, float> mouth, double rate = 25)
    {
        var activity = new FaceActivity();
        for (int i = 0; i < seconds * rate; i++)
            activity.Add(i / rate, new FaceMeasures(eyes(i / rate), eyes(i / rate), mouth(i / rate), 0, 0, 1));
        return activity;
    }
}
