namespace AffectAgent.Media.Probing;

/// <summary>Turns what ffmpeg complains of into one line that teaches.</summary>
internal static class Faults
{
    private static readonly (string Sign, string Meaning, string Fix)[] Known =
    [
        ("moov atom not found", "is cut off or was never finished: its index is missing", "Copy or download it again, or finish the recording."),
        ("Cannot allocate memory", "needs more memory to decode than a child process may use", "Convert it to a smaller size first."),
        ("max pixel count", "has more pixels than are read", "Scale it down first."),
        ("EBML header parsing failed", "is damaged: its Matroska header cannot be read", "Copy or download it again."),
        ("does not contain any stream", "holds no pictures and no sound", "Give another file."),
        ("Decoder (codec", "uses a codec that this ffmpeg cannot decode", "Convert it to mp4 (H.264, AAC) first."),
    ];

    /// <summary>A fault for what a process said before it ended.</summary>
    public static UserException FromErrors(string name, IReadOnlyList<string> errors)
    {
        foreach ((string sign, string meaning, string fix) in Known)
        {
            if (errors.Any(line => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
                return new UserException($"{name} {meaning}.", fix);
        }
        return new UserException($"{name} is damaged, or not the media its first bytes promise; ffmpeg cannot read it{Quote(errors)}.", "Copy or download it again, or convert it to mp4, wav or PNG.");
    }

    /// <summary>A video whose pictures cannot be had.</summary>
    public static UserException NoFrames(string name) =>
        new($"{name} has a video stream without a single frame that can be decoded.", "Copy or download it again, or give its sound alone.");

    private static string Quote(IReadOnlyList<string> errors)
    {
        string? last = errors.Select(Plain).LastOrDefault(line => line.Length > 0);
        return last is null ? "" : $" ({last})";
    }

    /// <summary>ffmpeg's words without its addresses and without any path.</summary>
    private static string Plain(string line)
    {
        int bracket = line.StartsWith('[') ? line.IndexOf(']') : -1;
        string text = line[(bracket + 1)..].Trim();
        int path = text.StartsWith("file:", StringComparison.Ordinal) ? text.LastIndexOf(": ", StringComparison.Ordinal) : -1;
        text = path > 0 ? text[(path + 2)..] : text;
        return text.Contains("file:", StringComparison.Ordinal) || text.Length > 120 ? "" : text;
    }
}
