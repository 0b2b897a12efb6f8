using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A motion as JSON: the names once, then for each frame its time, the 52 ARKit blendshapes, the 15 Oculus visemes (both 0 to 1) and the
/// angles of head and gaze (radians).
/// </summary>
public static class BlendshapeJson
{
    /// <summary>Name and version of this form.</summary>
    public const string SchemaId = "affectagent.face-motion/1";

    /// <summary>The visemes' names, in the order of <see cref="Viseme"/>.</summary>
    public static IReadOnlyList<string> VisemeNames { get; } =
        [.. ((string[])["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U"]).Select(name => "viseme_" + name)];

    /// <summary>Writes all frames.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="motion">The motion.</param>
    public static void Write(Stream file, FaceMotion motion)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(motion);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteString("schema", SchemaId);
        json.WriteString("generator", "AffectAgent");
        json.WriteBoolean("aiGenerated", true);
        json.WriteNumber("framesPerSecond", motion.FramesPerSecond);
        Names(json, "blendshapeNames", ArKit.Names);
        Names(json, "visemeNames", VisemeNames);
        json.WriteStartArray("frames");
        var weights = new float[ArKit.Names.Count];
        for (var i = 0; i < motion.Frames.Count; i++)
        {
            var pose = motion.Frames[i];
            ArKit.Read(pose, weights);
            json.WriteStartObject();
            json.WriteNumber("time", Math.Round(i / motion.FramesPerSecond, 6));
            Numbers(json, "blendshapes", weights);
            Numbers(json, "visemes", pose.Visemes);
            Numbers(json, "head", [pose.HeadYaw, pose.HeadPitch, pose.HeadRoll]);
            Numbers(json, "gaze", [pose.GazeYaw, pose.GazePitch]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string key, IEnumerable<string> names)
    {
        json.WriteStartArray(key);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string key, ReadOnlySpan<float> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
            json.WriteNumberValue(Math.Round((decimal)number, 5));
        json.WriteEndArray();
    }
}
