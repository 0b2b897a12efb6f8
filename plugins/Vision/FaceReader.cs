using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Reads everything else off a face whose mesh is known: irises, gaze, head pose, the aligned crop, and what weakens the
/// reading. Thread-safe.
/// </summary>
/// <param name="irises">Finds irises; null to leave them and the gaze out.</param>
public sealed class FaceReader(IrisEstimator? irises)
{
    /// <summary>Reads one face.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="face">The face.</param>
    /// <param name="person">The person or track it belongs to.</param>
    /// <param name="frame">The frame's index and time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public FaceObservation Read(PicturePyramid pyramid, FoundFace face, int person, FrameStamp frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pyramid);
        ArgumentNullException.ThrowIfNull(face);
        var mesh = face.Mesh;
        var fit = HeadPoseEstimator.Fit(mesh);
        bool seesEyes = GazeEstimator.IsOpen(mesh, left: false) || GazeEstimator.IsOpen(mesh, left: true);
        var iris = irises is not null && seesEyes ? irises.Read(pyramid, mesh, cancellationToken) : null;
        var crop = FaceAligner.Align(pyramid.Picture, mesh);
        var pose = HeadPoseEstimator.Estimate(fit, pyramid.Width, pyramid.Height);
        var quality = new FaceQuality(face.Box.Size, ShareInside(mesh, pyramid.Width, pyramid.Height), CropMeasures.Sharpness(crop), CropMeasures.Brightness(crop));
        return new FaceObservation
        {
            Person = person,
            Frame = frame.Index,
            Timestamp = frame.Timestamp,
            Box = face.Box,
            Confidence = face.Presence,
            Mesh = mesh,
            Pose = pose,
            Gaze = iris is null ? null : GazeEstimator.Estimate(mesh, fit, iris),
            Iris = iris,
            Crop = crop,
            Portrait = FaceAligner.Portrait(pyramid.Picture, mesh),
            Quality = quality,
            Measures = FaceMeasurer.Measure(mesh, crop, pose, quality),
            Skin = SkinSampler.Measure(pyramid.Picture, mesh),
        };
    }

    private static double ShareInside(FaceMesh mesh, int width, int height)
    {
        int inside = 0;
        for (int i = 0; i < FaceMesh.PointCount; i++)
        {
            Vector2 point = mesh.Flat(i);
            if (point.X >= 0 && point.Y >= 0 && point.X <= width && point.Y <= height)
                inside++;
        }

        return (double)inside / FaceMesh.PointCount;
    }
}
