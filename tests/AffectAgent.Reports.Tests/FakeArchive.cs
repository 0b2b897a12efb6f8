namespace AffectAgent.Reports.Tests;

/// <summary>An archive of made-up faces: person 1 in each frame but the gaps, person 2 in the frames named.</summary>
internal sealed class FakeArchive(int frames, int[] gaps, int[] second) : IFaceArchive
{
    public int PictureWidth => 640;

    public int PictureHeight => 360;

    public bool IsStill => false;

    // Uneven on purpose: a true time is not index / rate.
    public IReadOnlyList<FrameStamp> Frames { get; } = [.. Enumerable.Range(0, frames).Select(i => new FrameStamp(i, (i * 0.04) + (i % 3 * 0.005)))];

    public IReadOnlyList<FacePerson> Persons { get; } = [new(1, 0, 1, frames - gaps.Length, 120), .. second.Length > 0 ? new[] { new FacePerson(2, 0, 1, second.Length, 80) } : []];

    public IEnumerable<FaceObservation> ReadAll()
    {
        foreach (var frame in Frames)
        {
            if (!gaps.Contains(frame.Index))
                yield return Face(1, frame);
            if (second.Contains(frame.Index))
                yield return Face(2, frame);
        }
    }

    public IEnumerable<FaceObservation> Read(int person) => ReadAll().Where(face => face.Person == person);

    public void Dispose()
    {
    }

    public static FaceObservation Face(int person, FrameStamp frame)
    {
        var random = new Random(person);
        var points = Enumerable.Range(0, FaceMesh.PointCount * 3).Select(i => 100 + (random.NextSingle() * 80)).ToArray();
        return new FaceObservation
        {
            Person = person,
            Frame = frame.Index,
            Timestamp = frame.Timestamp,
            Box = new FaceBox(100, 100, 80, 80),
            Confidence = 0.97,
            Mesh = new FaceMesh(points),
            Pose = new HeadPose(0.1, -0.2, 0.05, 10, 20, 600),
            Crop = new GrayImage(48, 48, new byte[48 * 48]),
            Quality = new FaceQuality(80, 1, 200, 120),
        };
    }

    public ActionUnitTrack Track(int person, float intensity) => new()
    {
        Person = person,
        Units = ActionUnits.OpenFacePresence,
        Baseline = NeutralBaseline.Population,
        Samples = [.. Read(person).Select(face => new ActionUnitSample(face.Frame, face.Timestamp,
            [.. ActionUnits.OpenFacePresence.Select(unit => Level(unit, intensity))],
            [.. ActionUnits.OpenFacePresence.Select(unit => Level(unit, intensity) / 5)]))],
        Episodes = [new ActionUnitEpisode(12, 0.04, 0.2, 0.4, intensity)],
        Reliability = new Dictionary<int, Reliability>(),
    };

    /// <summary>AU12 stands out.</summary>
    private static float Level(int unit, float intensity) => unit == 12 ? intensity : intensity * 0.9f;
}
