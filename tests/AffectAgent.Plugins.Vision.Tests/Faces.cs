using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Observations made by code.</summary>
internal static class Faces
{
    public static FaceObservation Of(int frame, int track, float size = 100, double? timestamp = null, bool eyes = true, FaceQuality? quality = null, double yaw = 0) => new()
    {
        Person = track,
        Frame = frame,
        Timestamp = timestamp ?? frame / 25.0,
        Box = new FaceBox(10 * track, 20, size, size + 10),
        Confidence = 0.75,
        Mesh = new FaceMesh([.. Enumerable.Range(0, FaceMesh.PointCount * 3).Select(i => (i * 0.37f) + track + (0.001f * frame))]),
        Pose = new HeadPose(0.1, yaw, -0.3, 1, 2, 900.5),
        Gaze = eyes ? new Gaze(new Vector3(0.1f, 0.2f, -0.97f), new Vector3(-0.1f, 0.2f, -0.97f), 0.01, 0.2) : null,
        Iris = eyes ? [.. Enumerable.Range(0, 10).Select(i => new Vector2(i, frame + i))] : null,
        Crop = Pictures.Gray(48, 48, (x, y) => (byte)(x + y + track)),
        Portrait = eyes ? Pictures.Gray(64, 64, (x, y) => (byte)(x + (3 * y) + frame)) : null,
        Quality = quality ?? new FaceQuality(size, 1, 500, 128),
        Measures = new FaceMeasures(0.3f, 0.28f, 0.1f, 0.02f, 0.03f, 0.9f),
        Skin = eyes ? new FaceSkin(new ColorPatch(200, 150.5f, 120, 0, 900), new ColorPatch(frame, track, 3, 0.5f, 4), new ColorPatch(5, 6, 7, 1, 8), default) : null,
    };

    public static FaceArchive Archive(params IEnumerable<FaceObservation> faces)
    {
        var archive = new FaceArchive(640, 360, isStill: false);
        foreach (var frame in faces.GroupBy(f => f.Frame))
        {
            archive.AddFrame(new FrameStamp(frame.Key, frame.First().Timestamp));
            foreach (var face in frame)
                archive.Append(face);
        }

        archive.Complete();
        return archive;
    }
}
