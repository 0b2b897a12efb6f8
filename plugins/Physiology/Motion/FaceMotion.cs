using System.Numerics;

namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// One person's face over time, freed of how the head is held: the places of <see cref="FacePlaces"/> on either side, eye
/// opening, lip gap, head pose and gaze, one value a frame.
/// </summary>
public sealed class FaceMotion
{
    private const int MostForReference = 61;

    private FaceMotion(int person, int count)
    {
        Person = person;
        Times = new double[count];
        Right = [.. FacePlaces.All.Select(_ => new double[count])];
        Left = [.. FacePlaces.All.Select(_ => new double[count])];
        (EyeOpening, LipGap, Pitch, Yaw) = (new double[count], new double[count], new double[count], new double[count]);
        (GazeX, GazeY) = (new double[count], new double[count]);
        MouthCovered = new double[count];
    }

    /// <summary>The person.</summary>
    public int Person { get; }

    /// <summary>Frames.</summary>
    public int Count => Times.Length;

    internal double[] Times { get; }

    internal double[][] Right { get; }

    internal double[][] Left { get; }

    internal double[] EyeOpening { get; }

    internal double[] LipGap { get; }

    internal double[] Pitch { get; }

    internal double[] Yaw { get; }

    /// <summary>Probability that the mouth is covered, 0 to 1; 0 where it was not measured.</summary>
    internal double[] MouthCovered { get; }

    /// <summary>Radians; not a number where the gaze is unknown.</summary>
    internal double[] GazeX { get; }

    /// <summary>Radians; not a number where the gaze is unknown.</summary>
    internal double[] GazeY { get; }

    /// <summary>Reads a person's faces twice: once for the person's own mean face, once to lay each face onto it.</summary>
    /// <param name="archive">The faces.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancellationToken">Stops between two faces.</param>
    /// <returns>The motion; null where no face could be read.</returns>
    public static FaceMotion? Of(IFaceArchive archive, int person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var total = archive.Persons.FirstOrDefault(p => p.Id == person)?.FrameCount ?? 0;
        var step = Math.Max(1, total / MostForReference);
        var some = archive.Read(person).Where((_, i) => i % step == 0).Select(face => Placement.Upright(face.Mesh)).OfType<Vector3[]>().ToList();
        if (some.Count == 0)
            return null;
        var placement = new Placement(Middle(some));
        var motion = new FaceMotion(person, total);
        var laid = new Vector3[FaceMesh.PointCount];
        var at = 0;
        foreach (var face in archive.Read(person))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (at < total && placement.TryLay(face.Mesh, laid))
                motion.Set(at++, face, laid);
        }

        return at == total ? motion : at == 0 ? null : motion.Cut(at);
    }

    private void Set(int i, FaceObservation face, ReadOnlySpan<Vector3> laid)
    {
        Times[i] = face.Timestamp;
        for (var p = 0; p < FacePlaces.All.Count; p++)
        {
            Right[p][i] = FacePlaces.Measure(FacePlaces.All[p], laid, left: false);
            Left[p][i] = FacePlaces.Measure(FacePlaces.All[p], laid, left: true);
        }

        EyeOpening[i] = FacePlaces.EyeOpening(laid);
        LipGap[i] = FacePlaces.LipGap(laid);
        MouthCovered[i] = face.Measures?.MouthCovered ?? 0;
        (Pitch[i], Yaw[i]) = (face.Pose.Pitch, face.Pose.Yaw);
        (GazeX[i], GazeY[i]) = face.Gaze is { } gaze ? (gaze.AngleX, gaze.AngleY) : (double.NaN, double.NaN);
    }

    private FaceMotion Cut(int count)
    {
        var cut = new FaceMotion(Person, count);
        Times.AsSpan(0, count).CopyTo(cut.Times);
        for (var p = 0; p < FacePlaces.All.Count; p++)
        {
            Right[p].AsSpan(0, count).CopyTo(cut.Right[p]);
            Left[p].AsSpan(0, count).CopyTo(cut.Left[p]);
        }

        foreach (var (from, to) in new[] { (EyeOpening, cut.EyeOpening), (LipGap, cut.LipGap), (Pitch, cut.Pitch), (Yaw, cut.Yaw), (GazeX, cut.GazeX), (GazeY, cut.GazeY), (MouthCovered, cut.MouthCovered) })
            from.AsSpan(0, count).CopyTo(to);
        return cut;
    }

    // The median of each coordinate.
    private static Vector3[] Middle(List<Vector3[]> faces)
    {
        var middle = new Vector3[FaceMesh.PointCount];
        var column = new float[faces.Count];
        for (var i = 0; i < middle.Length; i++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                for (var f = 0; f < column.Length; f++)
                    column[f] = faces[f][i][axis];
                Array.Sort(column);
                middle[i][axis] = column[column.Length / 2];
            }
        }

        return middle;
    }
}
