using System.Globalization;

namespace AffectAgent.Media.Subtitles;

/// <summary>Reads the dialogue of Advanced SubStation Alpha text, with the names it gives its speakers.</summary>
internal static class AssParser
{
    private static readonly string[] DefaultFields = ["Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text"];

    /// <summary>The lines, ordered by start, then end.</summary>
    /// <exception cref="UserException">A dialogue line is broken; the message names the line.</exception>
    public static IReadOnlyList<TranscriptLine> Parse(string text, string name)
    {
        var cues = new List<TranscriptLine>();
        string[] fields = DefaultFields;
        bool events = false;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.StartsWith('['))
                events = line.StartsWith("[Events]", StringComparison.OrdinalIgnoreCase);
            else if (events && line.StartsWith("Format:", StringComparison.OrdinalIgnoreCase))
                fields = [.. line[7..].Split(',').Select(f => f.Trim())];
            else if (events && line.StartsWith("Dialogue:", StringComparison.OrdinalIgnoreCase))
                cues.AddRange(Dialogue(line[9..], fields, name, i));
        }
        return [.. cues.OrderBy(c => c.Interval!.Value.Start).ThenBy(c => c.Interval!.Value.End)];
    }

    private static IEnumerable<TranscriptLine> Dialogue(string line, string[] fields, string name, int at)
    {
        string[] values = line.Split(',', fields.Length);
        int start = Array.IndexOf(fields, "Start");
        int end = Array.IndexOf(fields, "End");
        int speaker = Array.IndexOf(fields, "Name");
        int words = Array.IndexOf(fields, "Text");
        if (values.Length < fields.Length || start < 0 || end < 0 || words < 0
            || !TimeSpan.TryParse(values[start].Trim(), CultureInfo.InvariantCulture, out TimeSpan from)
            || !TimeSpan.TryParse(values[end].Trim(), CultureInfo.InvariantCulture, out TimeSpan to)
            || from < TimeSpan.Zero || to < from)
        {
            throw new UserException($"{name}, line {at + 1}: the dialogue's fields or times are broken.", "Mend the line or save the subtitles anew.");
        }
        string text = CueText.Plain(values[words]);
        string who = speaker >= 0 ? values[speaker].Trim() : "";
        if (text.Length > 0)
            yield return new TranscriptLine(text, TimeRange.Of(from.TotalSeconds, to.TotalSeconds), who.Length > 0 ? who : null);
    }
}
