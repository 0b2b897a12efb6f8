namespace AffectAgent.Plugins.Vision.Tests;

public sealed class PersonLinkerTests
{
    [Fact]
    public void Join_LikelyPairs_BecomeOnePersonAndUnlikelyOnesDoNot()
    {
        var groups = PersonLinker.Join([Track(1, 0, 9), Track(2, 10, 19), Track(3, 20, 29)], (a, b) => (a.Track, b.Track) is (1, 3) or (3, 1) ? 3 : -2);
        Assert.Equal([[1, 3], [2]], groups.Select(g => g.Select(t => t.Track).Order().ToArray()));
    }

    [Fact]
    public void Join_TracksSeenAtTheSameTime_AreNeverOnePerson()
    {
        var groups = PersonLinker.Join([Track(1, 0, 9), Track(2, 5, 14)], (_, _) => 100);
        Assert.Equal(2, groups.Count);
    }

    [Fact]
    public void Join_TrackThatFitsTwoWhoWereSeenTogether_GoesToTheLikelier()
    {
        double Ratio(TrackPortrait a, TrackPortrait b) => a.Track + b.Track == 5 ? 4 : 2;
        var groups = PersonLinker.Join([Track(1, 0, 9), Track(2, 0, 9), Track(3, 10, 19)], Ratio);
        Assert.Contains(groups, g => g.Select(t => t.Track).Order().SequenceEqual([2, 3]));
        Assert.Equal(2, groups.Count);
    }

    [Fact]
    public void Join_Unsure_KeepsTracksApart()
    {
        var groups = PersonLinker.Join([Track(1, 0, 9), Track(2, 10, 19)], (_, _) => 0.1);
        Assert.Equal(2, groups.Count);
    }

    [Fact]
    public void Persons_FlickerInALongClip_IsNobody()
    {
        var linker = new PersonLinker();
        using var frame = new PicturePyramid(RgbImage.Black(64, 64));
        var head = FoundFace.Of(new MeshReading(Meshes.Head(0, 0, 0, 20, new(30, 30)), 1));
        for (int i = 0; i < 20; i++)
            linker.Observe(new TrackedFace(1, 0, head), Faces.Of(i, 1) with { Mesh = head.Mesh }, frame);
        linker.Observe(new TrackedFace(2, 0, head), Faces.Of(7, 2) with { Mesh = head.Mesh }, frame);
        Assert.Equal([1], Assert.Single(linker.Persons()));
    }

    [Fact]
    public void LogRatio_SameFaceAndColours_IsFarAboveOtherFaceAndColours()
    {
        var green = Scene(60, 200, 60);
        var red = Scene(220, 40, 40);
        double same = PersonLinker.LogRatio(Portrait(1, 0, green, 1), Portrait(2, 20, green, 1));
        double other = PersonLinker.LogRatio(Portrait(1, 0, green, 1), Portrait(2, 20, red, 9));
        Assert.True(same > 2, $"same person: {same}");
        Assert.True(other < 0, $"other person: {other}");
    }

    [Fact]
    public void Place_AnyFace_HasLengthOne()
    {
        var place = IdentitySpace.Place(FaceFeatures.Of(Pictures.Gray(48, 48, (x, y) => (byte)(x * y)), Meshes.Head(0, 0.1f, 0, 60, new(50, 50))));
        Assert.Equal(IdentitySpace.Dimensions, place.Length);
        Assert.Equal(1, place.Sum(v => v * v), 1e-4f);
    }

    [Fact]
    public void Of_BrighterCrop_GivesTheSameNumbers()
    {
        var mesh = Meshes.Head(0, 0, 0, 60, new(50, 50));
        var dark = FaceFeatures.Of(Pictures.Gray(48, 48, (x, y) => (byte)(((x * 7) + (y * y)) % 100)), mesh);
        var bright = FaceFeatures.Of(Pictures.Gray(48, 48, (x, y) => (byte)(2 * (((x * 7) + (y * y)) % 100))), mesh);
        Assert.All(dark.Zip(bright), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
    }

    private static TrackPortrait Track(int id, int first, int last)
    {
        var portrait = new TrackPortrait(id, 0, Faces.Of(first, id));
        using var frame = new PicturePyramid(RgbImage.Black(8, 8));
        portrait.Add(Observation(first, id, id), frame);
        portrait.Add(Observation(last, id, id), frame);
        return portrait;
    }

    private static TrackPortrait Portrait(int id, int first, RgbImage scene, int seed)
    {
        using var frame = new PicturePyramid(scene);
        var face = Observation(first, id, seed);
        var portrait = new TrackPortrait(id, id, face);
        portrait.Add(face, frame);
        return portrait;
    }

    private static FaceObservation Observation(int frame, int id, int seed)
    {
        var noise = Pictures.Noise(48, 48, seed);
        return Faces.Of(frame, id) with
        {
            Mesh = Meshes.Head(0, 0, 0, 40, new(100, 80)),
            Pose = default,
            Crop = Pictures.Gray(48, 48, (x, y) => noise.Pixels[((y * 48) + x) * 3]),
        };
    }

    private static RgbImage Scene(byte red, byte green, byte blue)
    {
        var picture = RgbImage.Black(200, 200);
        for (int i = 0; i < 200 * 200; i++)
            (picture.Pixels[i * 3], picture.Pixels[(i * 3) + 1], picture.Pixels[(i * 3) + 2]) = (red, green, blue);
        return picture;
    }
}
