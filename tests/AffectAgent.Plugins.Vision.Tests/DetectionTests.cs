using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

public sealed class DetectionTests
{
    private static readonly FaceRegion Unit = new(new Vector2(128, 128), 256);

    [Fact]
    public void Decode_OneAnchorAboveTheThreshold_GivesItsFaceInPixels()
    {
        var scores = new float[8 * 8 * 6];
        var places = new float[scores.Length * 16];
        Array.Fill(scores, -10);
        // The third anchor of the cell in column 5, row 2; its middle lies at (176, 80).
        int anchor = (((2 * 8) + 5) * 6) + 2;
        scores[anchor] = 2;
        float[] numbers = [4, -8, 60, 60, -10, -15, 12, -14, 0, 2, 1, 20, -25, -5, 26, -4];
        numbers.CopyTo(places, anchor * 16);
        var found = new List<DetectedFace>();
        BlazeFaceDecoder.Decode(scores, places, 8, Unit, 0.5f, found);
        var face = Assert.Single(found);
        Assert.Equal(0.881, face.Score, 1e-3f);
        Assert.Equal(new FaceBox(150, 42, 60, 60), face.Box);
        Assert.Equal(new Vector2(166, 65), face.RightEye);
        Assert.Equal(new Vector2(188, 66), face.LeftEye);
        Assert.Equal(new Vector2(177, 100), face.Mouth);
    }

    [Fact]
    public void Decode_TurnedRegion_TurnsThePointsWithIt()
    {
        var scores = new float[16 * 16 * 2];
        Array.Fill(scores, -10);
        scores[0] = 5;
        var found = new List<DetectedFace>();
        BlazeFaceDecoder.Decode(scores, new float[scores.Length * 16], 16, Unit with { Angle = MathF.PI }, 0.5f, found);
        // The first anchor, 8 input pixels from the top left, lies at the bottom right of a picture upside down.
        Assert.Equal(248, found[0].Nose.X, 1e-2f);
        Assert.Equal(248, found[0].Nose.Y, 1e-2f);
    }

    [Fact]
    public void Decode_NotANumber_IsNoFace()
    {
        var scores = new float[8 * 8 * 6];
        Array.Fill(scores, float.NaN);
        var found = new List<DetectedFace>();
        BlazeFaceDecoder.Decode(scores, new float[scores.Length * 16], 8, Unit, 0.5f, found);
        Assert.Empty(found);
    }

    [Fact]
    public void Decode_CountsThatDoNotFit_AreRefused() =>
        Assert.Throws<ArgumentException>(() => BlazeFaceDecoder.Decode(new float[384], new float[384], 8, Unit, 0.5f, []));

    [Fact]
    public void OfUnion_HalfOverlappingBoxes_IsAThird() =>
        Assert.Equal(1f / 3, Overlaps.OfUnion(new FaceBox(0, 0, 10, 10), new FaceBox(5, 0, 10, 10)), 1e-5f);

    [Fact]
    public void OfUnion_TouchingBoxes_IsZero() =>
        Assert.Equal(0, Overlaps.OfUnion(new FaceBox(0, 0, 10, 10), new FaceBox(10, 0, 10, 10)));

    [Fact]
    public void Blend_TwoFindingsOfOneFace_AreAveragedByScore()
    {
        var joined = Overlaps.Blend([Face(0, 0, 10, 0.6f), Face(2, 0, 10, 0.2f), Face(50, 50, 10, 0.9f)]);
        Assert.Equal([0.9f, 0.6f], joined.Select(f => f.Score));
        Assert.Equal(0.5f, joined[1].Box.X, 1e-5f);
    }

    [Fact]
    public void KeepBest_SmallFindingInsideALargeOne_IsDropped()
    {
        var kept = Overlaps.KeepBest([Face(0, 0, 30, 0.9f), Face(5, 5, 8, 0.8f), Face(40, 0, 8, 0.4f)]);
        Assert.Equal([0.9f, 0.4f], kept.Select(f => f.Score));
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(640, 360)]
    [InlineData(3000, 500)]
    public void Thorough_SmallFaceAnywhere_LiesWholeInAWindowThatMagnifiesIt(int width, int height)
    {
        var windows = SearchPlan.Thorough(width, height);
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            float size = 40 + (random.NextSingle() * 60);
            var face = new FaceBox(random.NextSingle() * (width - size), random.NextSingle() * (height - size), size, size);
            Assert.Contains(windows, w => Sees(w, face) && size * 256 / w.Region.Side >= 19.9f);
        }
    }

    [Fact]
    public void Thorough_HugePicture_HasABoundedNumberOfWindows() =>
        Assert.InRange(SearchPlan.Thorough(20_000, 20_000).Count, 10, 800);

    [Fact]
    public void Thorough_FaceAsLargeAsThePicture_IsSeenByTheWhole()
    {
        var whole = SearchPlan.Thorough(900, 1200)[0];
        Assert.Equal(1800, whole.Region.Side);
        Assert.Null(whole.Whole);
    }

    private static bool Sees(SearchWindow window, FaceBox face)
    {
        bool counts = face.Size >= window.Smallest && window.Whole is not { } whole
            || (window.Whole is { } w && face.X >= w.X && face.Y >= w.Y && face.X + face.Width <= w.X + w.Width && face.Y + face.Height <= w.Y + w.Height);
        var low = window.Region.FromPicture(new Vector2(face.X, face.Y));
        var high = window.Region.FromPicture(new Vector2(face.X + face.Width, face.Y + face.Height));
        return counts && face.Size >= window.Smallest && low.X >= -1e-3f && low.Y >= -1e-3f && high.X <= 1.001f && high.Y <= 1.001f;
    }

    private static DetectedFace Face(float x, float y, float size, float score) =>
        new DetectedFace { Box = new FaceBox(x, y, size, size), Score = score };
}
