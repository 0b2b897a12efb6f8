using System.Text;

namespace AffectAgent.Bench;

/// <summary>The folder of labelled samples.</summary>
internal static class TrialFolder
{
    /// <summary>The one that <c>AFFECT_TRIALS</c> names.</summary>
    /// <exception cref="UserException">It is not set.</exception>
    public static string Named() => Environment.GetEnvironmentVariable("AFFECT_TRIALS")
        ?? throw new UserException("AFFECT_TRIALS is not set.", "Set it to a folder that training/reasoning has filled.");
}

/// <summary>Grey pictures in binary PGM (P5), which need no other program to be read.</summary>
internal static class Pgm
{
    /// <summary>Reads one.</summary>
    /// <exception cref="UserException">It is no such file.</exception>
    public static RgbImage Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var (fields, at) = (new List<string>(), 0);
        while (fields.Count < 4 && at < bytes.Length)
        {
            var end = at;
            while (end < bytes.Length && !char.IsWhiteSpace((char)bytes[end]))
                end++;
            fields.Add(Encoding.ASCII.GetString(bytes, at, end - at));
            at = end + 1;
        }

        if (fields is not ["P5", var width, var height, "255"] || !int.TryParse(width, out var w) || !int.TryParse(height, out var h) || bytes.Length - at < w * h)
            throw new UserException($"'{path}' is no PGM of 8 bits.", "training/reasoning writes such files.");
        var pixels = new byte[w * h * 3];
        for (var i = 0; i < w * h; i++)
            pixels.AsSpan(i * 3, 3).Fill(bytes[at + i]);
        return new RgbImage(w, h, pixels);
    }
}

/// <summary>Tables as Python's csv module writes them.</summary>
internal static class Csv
{
    /// <summary>All rows by the header's names.</summary>
    public static List<Dictionary<string, string>> Read(string path)
    {
        if (!File.Exists(path))
            throw new UserException($"'{path}' was not found.", "training/reasoning writes it.");
        var records = Records(File.ReadAllText(path)).ToList();
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>A field, in quotes where it must be.</summary>
    public static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<List<string>> Records(string text)
    {
        var (record, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted ? c == '"' && i + 1 < text.Length && text[i + 1] == '"' : false)
                field.Append(text[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\r' or '\n'))
                field.Append(c);
            else if (c != '\r')
            {
                record.Add(field.ToString());
                field.Clear();
                if (c == ',')
                    continue;
                yield return record;
                record = [];
            }
        }
    }
}
