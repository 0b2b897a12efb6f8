using System.Globalization;
using System.Numerics;

namespace AffectAgent.Reports.Tables;

/// <summary>
/// OpenFace 2.2's columns, in its order and units: frame from 1, timestamp in seconds, translation in millimetres, rotation
/// and gaze angles in radians, <c>AUnn_r</c> 0-5, <c>AUnn_c</c> 0 or 1. <c>face_id</c> is the person's number. Left blank,
/// because nothing here measures them: the pupils' rims (<c>eye_lmk_*</c> 20-27 and 48-55), the eyes' and landmarks' 3D
/// positions where no iris was found, and <c>p_0…p_33</c>, which only OpenFace's own shape model defines.
/// </summary>
internal sealed class OpenFaceColumns(FrameTableSource source) : IFrameColumns
{
    private const int EyePoints = 28;
    private const int ShapeParameters = 34;

    /// <summary>Width of the outer eye corners' distance on a mean adult face, mm; sets the scale of X, Y, Z.</summary>
    private const double OuterEyeDistanceMm = 90;

    private static readonly int[] RightLid = [33, 246, 160, 158, 157, 173, 133, 155, 153, 145, 144, 163];
    private static readonly int[] LeftLid = [362, 398, 384, 385, 387, 388, 263, 390, 373, 374, 380, 381];

    private readonly TrackIndex _tracks = new(source);

    /// <summary>The columns, with their units.</summary>
    public static IReadOnlyList<TableColumn> All { get; } = [.. Describe()];

    public void WriteEmpty(TableRow row, FrameStamp frame)
    {
        Start(row, frame, person: 0, confidence: 0, success: 0);
        row.Blank(All.Count - 5);
    }

    public void WriteFace(TableRow row, FrameStamp frame, FaceObservation face)
    {
        Start(row, frame, face.Person, face.Confidence, success: 1);
        WriteGaze(row, face.Gaze);
        WriteEyes(row, face);
        row.Add(face.Pose.X, "0.0");
        row.Add(face.Pose.Y, "0.0");
        row.Add(face.Pose.Z, "0.0");
        row.Add(face.Pose.Pitch);
        row.Add(face.Pose.Yaw);
        row.Add(face.Pose.Roll);
        WriteLandmarks(row, face);
        WriteShape(row, face);
        foreach (var unit in ActionUnits.OpenFaceIntensity)
            row.Add(_tracks.Intensity(face, unit), "0.00");
        foreach (var unit in ActionUnits.OpenFacePresence)
            row.Add(_tracks.Presence(face, unit) is { } p ? (p >= 0.5 ? 1 : 0) : null, "0");
    }

    private static void Start(TableRow row, FrameStamp frame, int person, double confidence, int success)
    {
        row.Add(frame.Index + 1);
        row.Add(person);
        row.Add(frame.Timestamp, "0.000");
        row.Add(confidence, "0.00");
        row.Add(success);
    }

    private static void WriteGaze(TableRow row, Gaze? gaze)
    {
        if (gaze is not { } g)
        {
            row.Blank(8);
            return;
        }

        foreach (var eye in new[] { g.LeftOnPicture, g.RightOnPicture })
        {
            row.Add(eye.X, "0.000000");
            row.Add(eye.Y, "0.000000");
            row.Add(eye.Z, "0.000000");
        }

        row.Add(g.AngleX);
        row.Add(g.AngleY);
    }

    private static void WriteEyes(TableRow row, FaceObservation face)
    {
        var points = EyeLandmarks(face);
        foreach (var point in points)
            row.Add(point?.X, "0.0");
        foreach (var point in points)
            row.Add(point?.Y, "0.0");
        row.Blank(3 * points.Length);
    }

    /// <summary>Per eye: 8 points of the iris rim, 12 of the lids, 8 of the pupil's rim (not measured).</summary>
    private static Vector2?[] EyeLandmarks(FaceObservation face)
    {
        var points = new Vector2?[2 * EyePoints];
        for (var eye = 0; eye < 2; eye++)
        {
            var offset = eye * EyePoints;
            if (face.Iris is { Count: 10 } iris)
            {
                var center = iris[eye * 5];
                var radius = Enumerable.Range(1, 4).Average(i => Vector2.Distance(center, iris[(eye * 5) + i]));
                for (var i = 0; i < 8; i++)
                {
                    var (sin, cos) = MathF.SinCos(i * MathF.PI / 4);
                    points[offset + i] = center + (radius * new Vector2(-cos, -sin));
                }
            }

            var lid = eye == 0 ? RightLid : LeftLid;
            for (var i = 0; i < lid.Length; i++)
                points[offset + 8 + i] = face.Mesh.Flat(lid[i]);
        }

        return points;
    }

    private static void WriteLandmarks(TableRow row, FaceObservation face)
    {
        var points = Ibug68.MeshIndex.Select(i => face.Mesh[i]).ToArray();
        foreach (var point in points)
            row.Add(point.X, "0.0");
        foreach (var point in points)
            row.Add(point.Y, "0.0");
        var scale = OuterEyeDistanceMm / Math.Max(1e-3, EyeDistance3D(face.Mesh));
        var nose = face.Mesh[MeshPoints.NoseTip];
        foreach (var point in points)
            row.Add(face.Pose.X + ((point.X - nose.X) * scale), "0.0");
        foreach (var point in points)
            row.Add(face.Pose.Y + ((point.Y - nose.Y) * scale), "0.0");
        foreach (var point in points)
            row.Add(face.Pose.Z + ((point.Z - nose.Z) * scale), "0.0");
    }

    private static double EyeDistance3D(FaceMesh mesh) =>
        Vector3.Distance(mesh[MeshPoints.RightEyeOuter], mesh[MeshPoints.LeftEyeOuter]);

    /// <summary>Scale (pixels a millimetre), rotation and position in the picture; the shape parameters stay blank.</summary>
    private static void WriteShape(TableRow row, FaceObservation face)
    {
        row.Add(EyeDistance3D(face.Mesh) / OuterEyeDistanceMm);
        row.Add(face.Pose.Pitch);
        row.Add(face.Pose.Yaw);
        row.Add(face.Pose.Roll);
        row.Add(face.Mesh.Flat(MeshPoints.NoseTip).X);
        row.Add(face.Mesh.Flat(MeshPoints.NoseTip).Y);
        row.Blank(ShapeParameters);
    }

    private static IEnumerable<TableColumn> Describe()
    {
        TableColumn[] start =
        [
            new("frame", "from 1", "frames read, counted"),
            new("face_id", "0 or from 1", "the person's number, the same through a video; 0 where there is no face"),
            new("timestamp", "seconds", "presentation time of the frame"),
            new("confidence", "probability 0-1", "that this is a face"),
            new("success", "0 or 1", "1 where there is a face"),
            .. Named("unit vector", "gaze of the eye on the picture's left, camera coordinates", "gaze_0_x", "gaze_0_y", "gaze_0_z"),
            .. Named("unit vector", "gaze of the eye on the picture's right, camera coordinates", "gaze_1_x", "gaze_1_y", "gaze_1_z"),
            new("gaze_angle_x", "radians", "gaze to the side"),
            new("gaze_angle_y", "radians", "gaze up or down"),
        ];
        var eyes = Numbered(2 * EyePoints, "pixels", "eye landmark", "eye_lmk_x_", "eye_lmk_y_")
            .Concat(Numbered(2 * EyePoints, "millimetres", "eye landmark, not measured", "eye_lmk_X_", "eye_lmk_Y_", "eye_lmk_Z_"));
        var pose = Named("millimetres", "place of the head, camera coordinates", "pose_Tx", "pose_Ty", "pose_Tz")
            .Concat(Named("radians", "rotation of the head", "pose_Rx", "pose_Ry", "pose_Rz"));
        var landmarks = Numbered(Ibug68.MeshIndex.Count, "pixels", "landmark of the 68 iBUG points", "x_", "y_")
            .Concat(Numbered(Ibug68.MeshIndex.Count, "millimetres", "landmark, camera coordinates", "X_", "Y_", "Z_"));
        TableColumn[] shape =
        [
            new("p_scale", "pixels a millimetre", "scale of the face"),
            .. Named("radians", "rotation of the head", "p_rx", "p_ry", "p_rz"),
            .. Named("pixels", "place of the nose's tip", "p_tx", "p_ty"),
        ];
        return
        [
            .. start, .. eyes, .. pose, .. landmarks, .. shape, .. Numbered(ShapeParameters, "1", "OpenFace's own shape model, not measured", "p_"),
            .. ActionUnits.OpenFaceIntensity.Select(unit => FaceTable.Unit(unit, "r")),
            .. ActionUnits.OpenFacePresence.Select(unit => FaceTable.Unit(unit, "c")),
        ];
    }

    private static IEnumerable<TableColumn> Named(string unit, string what, params string[] names) => names.Select(name => new TableColumn(name, unit, what));

    private static IEnumerable<TableColumn> Numbered(int count, string unit, string what, params string[] prefixes) => prefixes.SelectMany(
        prefix => Enumerable.Range(0, count).Select(i => new TableColumn(prefix + i.ToString(CultureInfo.InvariantCulture), unit, what)));
}
