using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Finds faces and reads their meshes: each candidate of the detector gets a mesh in two passes, and is a face if the mesh
/// network sees one, the mesh lies where the detector saw the eyes and mouth, and no surer face lies there. Thread-safe.
/// </summary>
/// <param name="detector">Finds candidates.</param>
/// <param name="mesher">Reads meshes.</param>
public sealed class FaceFinder(FaceDetector detector, FaceMesher mesher)
{
    /// <summary>Least presence of a face.</summary>
    public const float LeastPresence = 0.5f;

    /// <summary>Least width and height of a face, pixels: in less, a pattern passes for a face and a face shows no expression.</summary>
    public const float LeastSide = 16f;

    // Meshes of one face overlap by more than this.
    private const float SameFace = 0.35f;

    // Mean distance of the mesh's eyes, nose and mouth from the detector's, in box sizes.
    private const float FarthestMean = 0.25f;

    // A face seen less clearly than this may be another way up. Chosen on photographs of one half of the persons of LFW: 21 upside
    // down that were taken for upright were all less clear than this, and all clearer once read the right way up.
    private const float ClearPresence = 0.999f, ClearMean = 0.08f;

    /// <summary>False to take every face of a still the way up it was found; true by default.</summary>
    internal bool LooksTurned { get; init; } = true;

    /// <summary>Finds the faces in the windows given, the largest first.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="windows">Where to look; see <see cref="SearchPlan"/>.</param>
    /// <param name="known">Faces already known: what overlaps one of them is left out.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public IReadOnlyList<FoundFace> Find(
        PicturePyramid pyramid, IReadOnlyList<SearchWindow> windows, IReadOnlyList<FaceBox>? known = null, CancellationToken cancellationToken = default)
    {
        var candidates = detector.Detect(pyramid, windows, cancellationToken)
            .Where(c => known is null || !known.Any(box => IsSame(box, c.Box)))
            .ToList();
        return Verify(pyramid, candidates, known, turns: false, cancellationToken);
    }

    /// <summary>
    /// Finds the faces of a still picture, the largest first: a search from coarse to fine, and where that finds nothing, a look at the
    /// picture on its side and upside down. A face that is not seen clearly is looked at turned by 180 degrees, too, and read that
    /// way up if it is seen clearly so: upside down, a forehead passes for a chin.
    /// </summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public IReadOnlyList<FoundFace> FindInStill(PicturePyramid pyramid, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pyramid);
        var found = Verify(pyramid, detector.DetectGradually(pyramid, cancellationToken), null, LooksTurned, cancellationToken);
        if (found.Count > 0)
            return found;
        float[] turns = [MathF.PI / 2, -MathF.PI / 2, MathF.PI];
        return Find(pyramid, [.. turns.Select(t => SearchPlan.Whole(pyramid.Width, pyramid.Height, t))], null, cancellationToken);
    }

    /// <summary>True if the two boxes are of one face, a detector's and a mesh's among them.</summary>
    internal static bool IsSame(FaceBox known, FaceBox found) =>
        Overlaps.OfUnion(known, found) > SameFace || Overlaps.OfSmaller(known, found) > 0.8f;

    private List<FoundFace> Verify(
        PicturePyramid pyramid, IReadOnlyList<DetectedFace> candidates, IReadOnlyList<FaceBox>? known, bool turns, CancellationToken cancellationToken)
    {
        var faces = new FoundFace?[candidates.Count];
        TwoThreads.For(candidates.Count, i => faces[i] = Verify(pyramid, candidates[i], turns, cancellationToken), cancellationToken);
        var kept = new List<FoundFace>();
        foreach (var face in faces.Zip(candidates).Where(f => f.First is not null).OrderByDescending(f => f.Second.Score).Select(f => f.First!))
        {
            if (!kept.Any(k => Overlaps.OfUnion(k.Box, face.Box) > SameFace) && known?.Any(box => IsSame(box, face.Box)) != true)
                kept.Add(face);
        }

        kept.Sort((a, b) => b.Box.Size.CompareTo(a.Box.Size));
        return kept;
    }

    private FoundFace? Verify(PicturePyramid pyramid, DetectedFace candidate, bool turns, CancellationToken cancellationToken)
    {
        var seen = See(pyramid, candidate, cancellationToken);
        if (!seen.IsFace)
            return null;
        if (turns && !seen.IsClear && detector.LookTurned(pyramid, candidate, cancellationToken) is { } other)
        {
            var turned = See(pyramid, other, cancellationToken);
            if (turned.IsClear && turned.Worth > seen.Worth)
                seen = turned;
        }

        var face = FoundFace.Of(seen.Reading);
        return face.Box.Size >= LeastSide ? face : null;
    }

    private Sight See(PicturePyramid pyramid, DetectedFace candidate, CancellationToken cancellationToken)
    {
        var reading = mesher.ReadTwice(pyramid, MeshRegions.OfDetection(candidate), cancellationToken);
        return new Sight(reading, Distance(reading.Mesh, candidate) / candidate.Box.Size);
    }

    private static float Distance(FaceMesh mesh, DetectedFace candidate)
    {
        var right = (mesh.Flat(MeshPoints.RightEyeOuter) + mesh.Flat(MeshPoints.RightEyeInner)) / 2;
        var left = (mesh.Flat(MeshPoints.LeftEyeOuter) + mesh.Flat(MeshPoints.LeftEyeInner)) / 2;
        var mouth = (mesh.Flat(MeshPoints.UpperLipInner) + mesh.Flat(MeshPoints.LowerLipInner)) / 2;
        return (Vector2.Distance(right, candidate.RightEye) + Vector2.Distance(left, candidate.LeftEye)
            + Vector2.Distance(mesh.Flat(MeshPoints.NoseTip), candidate.Nose) + Vector2.Distance(mouth, candidate.Mouth)) / 4;
    }

    // A mesh, and how far it lies from where the detector saw eyes, nose and mouth.
    private readonly record struct Sight(MeshReading Reading, float Off)
    {
        public bool IsFace => Reading.Presence >= LeastPresence && Off < FarthestMean;

        public bool IsClear => Reading.Presence >= ClearPresence && Off <= ClearMean;

        public float Worth => Reading.Presence - Off;
    }
}
