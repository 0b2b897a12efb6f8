namespace AffectAgent.Plugins.Vision;

/// <summary>Turns an archive into evidence: who was seen and when, what weakens the reading, how heads and eyes were turned.</summary>
internal static class FaceEvidence
{
    /// <summary>The tool that it is signed with.</summary>
    public const string Tool = "detect_faces";

    // Pixels of the box's shorter side; share of mesh points inside; radians; variance of the Laplacian; grey.
    private const double Small = 64;
    private const double CutShare = 0.95;
    private const double Turned = 0.5;
    private const double Blurred = 60;
    private const double Dark = 50;
    private const double NotablePose = 0.17;

    private static readonly EvidenceSource Detector = new(Tool, VisionModels.DetectorId);
    private static readonly EvidenceSource Mesh = new(Tool, VisionModels.MeshId);
    private static readonly EvidenceSource Iris = new(Tool, VisionModels.IrisId);

    /// <summary>Appends the evidence of a whole archive and returns it.</summary>
    public static List<Evidence> Append(IFaceArchive archive, EvidenceLedger ledger)
    {
        var added = new List<Evidence>
        {
            ledger.Add(new Evidence
            {
                Kind = EvidenceKinds.FaceCount,
                Modality = Modality.Face,
                Value = archive.Persons.Count,
                Unit = "persons",
                Reliability = Reliability.Verified,
                Source = Detector,
            }),
        };
        var sums = archive.Persons.ToDictionary(p => p.Id, _ => new FaceSums());
        foreach (var face in archive.ReadAll())
            sums[face.Person].Add(face);
        foreach (var person in archive.Persons)
            added.AddRange(OfPerson(archive, person, sums[person.Id]).Select(ledger.Add));
        return added;
    }

    private static IEnumerable<Evidence> OfPerson(IFaceArchive archive, FacePerson person, FaceSums sums)
    {
        TimeRange? interval = archive.IsStill ? null : TimeRange.Of(Math.Max(0, person.FirstSeen), Math.Max(0, person.LastSeen));
        Evidence One(string kind, string? label, double value, string unit, EvidenceSource source, string? note = null) => new()
        {
            Kind = kind,
            Modality = Modality.Face,
            Person = person.Id,
            Interval = interval,
            Label = label,
            Value = value,
            Unit = unit,
            Confidence = Math.Clamp(sums.Confidence, 0, 1),
            Reliability = source == Detector ? Reliability.Verified : Reliability.Weak,
            Source = source,
            Note = note,
        };

        yield return One(EvidenceKinds.FaceTrack, null, (double)person.FrameCount / archive.Frames.Count, "share of frames, 0-1", Detector);
        if (person.MeanSizePixels < Small)
            yield return One(EvidenceKinds.FaceQuality, "small", person.MeanSizePixels, "px", Mesh, "So small a face shows strong expressions only.");
        if (sums.Inside < CutShare)
            yield return One(EvidenceKinds.FaceQuality, "border", sums.Inside, "share inside, 0-1", Mesh, "The picture's border cuts the face; what lies outside is guessed.");
        if (sums.Turn > Turned)
            yield return One(EvidenceKinds.FaceQuality, "turned", sums.Turn, "rad", Mesh, "The head is turned so far that one side of the face is hidden.");
        if (sums.Sharpness < Blurred)
            yield return One(EvidenceKinds.FaceQuality, "blurred", sums.Sharpness, "variance of the Laplacian", Mesh, "Fine lines of the skin cannot be seen.");
        if (sums.Brightness < Dark)
            yield return One(EvidenceKinds.FaceQuality, "dark", sums.Brightness, "grey, 0-255", Mesh, "The face lies in the dark.");
        if (sums.Covered is { Score: > CoverStretch.Least } covered)
            yield return One(EvidenceKinds.FaceQuality, "covered", covered.Score, "probability, 0-1", Mesh, $"Something seems to cover the {covered.Zone}.");
        else if (!archive.IsStill && sums.LongestCover.Found is { } passing)
            yield return One(EvidenceKinds.FaceQuality, "covered", passing.Mean, "probability, 0-1", Mesh, $"Something seems to cover the {passing.Zone} for a time; what is read meanwhile is a guess.") with { Interval = passing.Interval };
        foreach (var one in OfActivity(sums.Activity, archive.IsStill, One))
            yield return one;
        foreach (var (label, value) in new[] { ("pitch", sums.Pitch), ("yaw", sums.Yaw), ("roll", sums.Roll) })
        {
            if (Math.Abs(value) >= NotablePose)
                yield return One(EvidenceKinds.HeadPose, label, value, "rad", Mesh);
        }

        if (sums.Gaze is not { } gaze)
            yield break;
        yield return One(EvidenceKinds.Gaze, "horizontal", gaze.X, "rad", Iris);
        yield return One(EvidenceKinds.Gaze, "vertical", gaze.Y, "rad", Iris);
    }

    private static IEnumerable<Evidence> OfActivity(FaceActivity activity, bool still, Func<string, string?, double, string, EvidenceSource, string?, Evidence> one)
    {
        if (still || !activity.IsEnough)
            yield break;
        yield return one(EvidenceKinds.Blinks, null, activity.Blinks() / activity.Seconds * 60, "per minute", Mesh, null);
        yield return one(EvidenceKinds.EyesClosed, null, activity.ClosedShare(), "share of frames, 0-1", Mesh, null);
        if (activity.SpeakingShare() is { } speaking)
            yield return one(EvidenceKinds.Speaking, null, speaking, "share of frames, 0-1", Mesh, "The mouth moves as in speech; chewing and laughing look alike.");
    }
}
