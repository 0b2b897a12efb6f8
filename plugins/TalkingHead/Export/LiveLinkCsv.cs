using System.Globalization;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A motion as CSV in the form of Epic's Live Link Face app: time code, the number 61, the 52 blendshapes, then the head's and the eyes'
/// angles. Their unit and signs are the app's as its recordings show them (docs/talking-head.md): radians, yaw to the subject's right and
/// pitch downwards positive; roll to the subject's left shoulder, which no recording at hand could confirm.
/// </summary>
public static class LiveLinkCsv
{
    /// <summary>What stands in the second column: the blendshapes and the nine angles.</summary>
    public const int ValueCount = 61;

    /// <summary>The columns of the angles.</summary>
    public static IReadOnlyList<string> Angles { get; } =
        ["HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll", "RightEyeYaw", "RightEyePitch", "RightEyeRoll"];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["Timecode", "BlendShapeCount", .. ArKit.Names.Select(name => char.ToUpperInvariant(name[0]) + name[1..]), .. Angles];

    /// <summary>Writes all frames.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="motion">The motion.</param>
    public static void Write(TextWriter writer, FaceMotion motion)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(motion);
        writer.Write(string.Join(',', Columns));
        writer.Write('\n');
        var weights = new float[ArKit.Names.Count];
        for (var i = 0; i < motion.Frames.Count; i++)
        {
            var pose = motion.Frames[i];
            ArKit.Read(pose, weights);
            writer.Write(Timecode(i, motion.FramesPerSecond));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $",{ValueCount}"));
            foreach (var value in (float[])[.. weights, -pose.HeadYaw, -pose.HeadPitch, pose.HeadRoll, -pose.GazeYaw, -pose.GazePitch, 0, -pose.GazeYaw, -pose.GazePitch, 0])
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",{value:0.000000}"));
            writer.Write('\n');
        }
    }

    /// <summary>Hours, minutes, seconds, the frame within the second, and thousandths of a frame: <c>00:00:01:29.000</c>.</summary>
    /// <param name="frame">Counted from 0.</param>
    /// <param name="framesPerSecond">The rate; where it is no whole number, frames are counted by the next one up, without gaps.</param>
    public static string Timecode(int frame, double framesPerSecond)
    {
        var rate = (int)Math.Ceiling(framesPerSecond);
        var seconds = frame / rate;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{frame % rate:00}.000");
    }
}
