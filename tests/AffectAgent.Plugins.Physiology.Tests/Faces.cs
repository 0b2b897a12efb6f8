using System.Numerics;

namespace AffectAgent.Plugins.Physiology.Tests;

/// <summary>A plain head made by code, its places moved, its pose turned, with noise.</summary>
internal static class Faces
{
    public const double Rate = 30;

    /// <summary>Shift of a place: index in <see cref="FacePlaces.All"/>, side (true left), eye distances.</summary>
    public delegate double Shift(double time, int place, bool left);

    public static FaceArchiveStub Clip(double seconds, Shift? shift = null, Func<double, double>? lids = null, Func<double, double>? lips = null,
        Func<double, (double Pitch, double Yaw)>? turn = null, double noise = 0.0008, double rate = Rate, float size = 100, bool still = false, Func<double, float>? mouthCovered = null)
    {
        var random = new Random(11);
        var faces = new List<FaceObservation>();
        for (var i = 0; i < seconds * rate; i++)
        {
            var t = i / rate;
            var points = Head();
            for (var p = 0; shift is not null && p < FacePlaces.All.Count; p++)
            {
                var place = FacePlaces.All[p];
                Move(points, place.Right, place, shift(t, p, false), -1);
                Move(points, place.Left, place, shift(t, p, true), 1);
            }

            var open = (float)(0.12 * (1 - (lids?.Invoke(t) ?? 0)));
            foreach (var (top, bottom) in new[] { (MeshPoints.RightEyeTop, MeshPoints.RightEyeBottom), (MeshPoints.LeftEyeTop, MeshPoints.LeftEyeBottom) })
                points[top].Y = points[bottom].Y - open;
            points[MeshPoints.LowerLipInner].Y = points[MeshPoints.UpperLipInner].Y + (float)(lips?.Invoke(t) ?? 0);
            var (pitch, yaw) = turn?.Invoke(t) ?? (0, 0);
            faces.Add(Observe(points, i, t, pitch, yaw, size, noise, random) with { Measures = new FaceMeasures(0.3f, 0.3f, 0, 0, mouthCovered?.Invoke(t) ?? 0, 1) });
        }

        return new FaceArchiveStub(faces, still);
    }

    private static void Move(Vector3[] points, int[] of, FacePlace place, double by, int outwards)
    {
        foreach (var i in of)
            points[i] += new Vector3((float)(by * place.Out * outwards), (float)(by * place.Down), 0);
    }

    private static FaceObservation Observe(Vector3[] points, int frame, double t, double pitch, double yaw, float size, double noise, Random random)
    {
        var turn = Matrix4x4.CreateRotationY((float)yaw) * Matrix4x4.CreateRotationX((float)pitch);
        float Jitter() => (float)(noise * 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
        var flat = points.SelectMany(p =>
        {
            var q = (Vector3.Transform(p + new Vector3(Jitter(), Jitter(), Jitter()), turn) * size) + new Vector3(200, 150, 0);
            return new[] { q.X, q.Y, q.Z };
        });
        return new FaceObservation
        {
            Person = 1, Frame = frame, Timestamp = t, Box = new FaceBox(100, 50, 200, 220), Confidence = 1, Mesh = new FaceMesh([.. flat]),
            Pose = new HeadPose(pitch, yaw, 0, 0, 0, 600), Crop = new GrayImage(48, 48, new byte[48 * 48]), Quality = new FaceQuality(200, 1, 500, 128),
        };
    }

    // Points on an ellipsoid in rows, the named ones and those of the places where they belong, right mirrored to left.
    private static Vector3[] Head()
    {
        var points = new Vector3[FaceMesh.PointCount];
        for (var i = 0; i < points.Length; i++)
            points[i] = new Vector3(0.6f * MathF.Sin(i * 2.4f), -0.6f + (1.8f * i / points.Length), 0.3f - (0.3f * MathF.Cos(i * 2.4f)));
        void Both(int right, int left, float x, float y, float z) => (points[right], points[left]) = (new Vector3(-x, y, z), new Vector3(x, y, z));
        Both(33, 263, 0.5f, 0, 0.15f);
        Both(133, 362, 0.18f, 0, 0.1f);
        Both(159, 386, 0.34f, -0.06f, 0.05f);
        Both(145, 374, 0.34f, 0.06f, 0.05f);
        Both(127, 356, 0.75f, 0, 0.6f);
        Both(234, 454, 0.78f, 0.2f, 0.6f);
        Both(162, 389, 0.7f, -0.25f, 0.55f);
        Both(21, 251, 0.65f, -0.45f, 0.5f);
        Both(93, 323, 0.74f, 0.4f, 0.55f);
        for (var p = 0; p < FacePlaces.All.Count; p++)
        {
            for (var k = 0; k < FacePlaces.All[p].Right.Length; k++)
            {
                if (FacePlaces.All[p].Right[k] != 145)
                    Both(FacePlaces.All[p].Right[k], FacePlaces.All[p].Left[k], 0.2f + (0.03f * k), -0.25f + (0.12f * p), 0);
            }
        }

        foreach (var (i, y) in new[] { (10, -0.75f), (168, -0.05f), (6, 0.05f), (197, 0.12f), (195, 0.2f), (5, 0.27f), (4, 0.33f), (1, 0.36f), (2, 0.45f), (13, 0.66f), (14, 0.66f) })
            points[i] = new Vector3(0, y, -0.15f);
        return points;
    }
}

/// <summary>Faces in memory.</summary>
internal sealed class FaceArchiveStub(List<FaceObservation> faces, bool still) : IFaceArchive
{
    public int PictureWidth => 400;

    public int PictureHeight => 300;

    public IReadOnlyList<FrameStamp> Frames => [.. faces.Select(f => new FrameStamp(f.Frame, f.Timestamp))];

    public IReadOnlyList<FacePerson> Persons => faces.Count == 0 ? [] : [new FacePerson(1, faces[0].Timestamp, faces[^1].Timestamp, faces.Count, 200)];

    public bool IsStill => still;

    public IEnumerable<FaceObservation> ReadAll() => faces;

    public IEnumerable<FaceObservation> Read(int person) => faces;

    public void Dispose()
    {
    }
}
