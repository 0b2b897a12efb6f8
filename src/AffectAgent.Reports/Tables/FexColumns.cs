using System.Globalization;

namespace AffectAgent.Reports.Tables;

/// <summary>
/// py-feat's Fex columns: box in pixels, 68 landmarks, Pitch/Roll/Yaw in radians and X/Y/Z in millimetres, gaze in radians,
/// its 20 AUs as <b>probabilities of presence</b> 0-1 (not intensities), seven emotions as probabilities. AU11 and AU24 stay
/// blank: nothing here measures them. AU43 is the probability that the eyes are closed (our AU45).
/// </summary>
internal sealed class FexColumns(FrameTableSource source) : IFrameColumns
{
    private static readonly int[] Units = [1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 17, 20, 23, 24, 25, 26, 28, 43];

    private static readonly Emotion[] Emotions =
        [Emotion.Anger, Emotion.Disgust, Emotion.Fear, Emotion.Happiness, Emotion.Sadness, Emotion.Surprise, Emotion.Neutral];

    private readonly TrackIndex _tracks = new(source);

    /// <summary>The columns, with their units.</summary>
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        .. Named("pixels", "the face's box", "FaceRectX", "FaceRectY", "FaceRectWidth", "FaceRectHeight"),
        new("FaceScore", "probability 0-1", "that this is a face"),
        .. Landmarks("x_"),
        .. Landmarks("y_"),
        .. Named("radians", "rotation of the head", "Pitch", "Roll", "Yaw"),
        .. Named("millimetres", "place of the head, camera coordinates", "X", "Y", "Z"),
        new("gaze_pitch", "radians", "gaze up or down"),
        new("gaze_yaw", "radians", "gaze to the side"),
        .. Units.Select(unit => new TableColumn(string.Create(CultureInfo.InvariantCulture, $"AU{unit:00}"), "probability 0-1", $"probability that AU{unit} is present")),
        .. Emotions.Select(emotion => new TableColumn(emotion.Name(), "probability 0-1", $"calibrated probability that the face is seen to express {emotion.Name()}")),
        new("Identity", "text", "the person"),
        new("input", "text", "the picture or video"),
        new("frame", "from 0", "frames read, counted"),
        new("approx_time", "seconds", "presentation time of the frame"),
    ];

    public void WriteEmpty(TableRow row, FrameStamp frame)
    {
        row.Blank(All.Count - 3);
        Finish(row, frame);
    }

    public void WriteFace(TableRow row, FrameStamp frame, FaceObservation face)
    {
        row.Add(face.Box.X, "0.0");
        row.Add(face.Box.Y, "0.0");
        row.Add(face.Box.Width, "0.0");
        row.Add(face.Box.Height, "0.0");
        row.Add(face.Confidence);
        foreach (var i in Ibug68.MeshIndex)
            row.Add(face.Mesh.Flat(i).X, "0.0");
        foreach (var i in Ibug68.MeshIndex)
            row.Add(face.Mesh.Flat(i).Y, "0.0");
        row.Add(face.Pose.Pitch);
        row.Add(face.Pose.Roll);
        row.Add(face.Pose.Yaw);
        row.Add(face.Pose.X, "0.0");
        row.Add(face.Pose.Y, "0.0");
        row.Add(face.Pose.Z, "0.0");
        row.Add(face.Gaze?.AngleY);
        row.Add(face.Gaze?.AngleX);
        foreach (var unit in Units)
            row.Add(_tracks.Presence(face, unit == 43 ? 45 : unit));
        var expression = _tracks.Expression(face);
        foreach (var emotion in Emotions)
            row.Add(expression?[emotion]);
        row.Add($"Person_{face.Person}");
        Finish(row, frame);
    }

    private static IEnumerable<TableColumn> Named(string unit, string what, params string[] names) => names.Select(name => new TableColumn(name, unit, what));

    private static IEnumerable<TableColumn> Landmarks(string prefix) =>
        Enumerable.Range(0, Ibug68.MeshIndex.Count).Select(i => new TableColumn($"{prefix}{i}", "pixels", "landmark of the 68 iBUG points"));

    private void Finish(TableRow row, FrameStamp frame)
    {
        row.Add(source.Input);
        row.Add(frame.Index);
        row.Add(frame.Timestamp, "0.000");
    }
}
