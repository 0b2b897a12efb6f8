using System.Text;
using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Cards;

/// <summary>
/// A card as a Markdown file: YAML between two lines of three hyphens (the fields of a card but for its text), then the text.
/// Lines of a paragraph are joined; no markup is interpreted.
/// </summary>
internal static class MarkdownCard
{
    private const string Fence = "---";

    /// <summary>The card's map, its text among the entries; null after a fault.</summary>
    public static YamlMap? Read(string text, string file, List<KnowledgeFault> faults)
    {
        if (text.Length > YamlTree.MaxLength)
        {
            faults.Add(new(file, 1, $"The file is too long ({text.Length:N0} characters); a card has at most {CardReader.MaxText:N0} of them."));
            return null;
        }

        var lines = text.Split('\n');
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        if (lines[0].TrimEnd() == Fence && end < 0)
        {
            faults.Add(new(file, 1, "The second line '---', which ends the fields, is missing."));
            return null;
        }

        if (end < 0 || lines[0].TrimEnd() != Fence)
        {
            faults.Add(new(file, 1, "A Markdown card begins with its fields between two lines '---'; docs/knowledge.md shows one."));
            return null;
        }

        // An empty line stands for the first fence, so that the lines keep their numbers.
        var root = YamlTree.Read("\n" + string.Join('\n', lines[1..end]), file, faults);
        if (root is not YamlMap map)
        {
            if (root is not null)
                faults.Add(new(file, 2, "Between the lines '---' stand the card's fields, such as 'id: own/hands'."));
            return null;
        }

        if (map.Entries.FirstOrDefault(entry => entry.Key == "text") is { Key: not null } written)
        {
            faults.Add(new(file, written.Line, "The text of a Markdown card stands below the fields, not among them."));
            return null;
        }

        var body = Body(lines.AsSpan(end + 1));
        return body.Length == 0 ? map : new YamlMap([.. map.Entries, new("text", end + 2, new YamlScalar(body, end + 2))], map.Line);
    }

    private static string Body(ReadOnlySpan<string> lines)
    {
        var body = new StringBuilder();
        foreach (var line in lines)
        {
            var words = line.Trim();
            if (words.Length == 0 && body.Length > 0 && body[^1] != '\n')
                body.Append('\n');
            else if (words.Length > 0)
                body.Append(body.Length > 0 && body[^1] != '\n' ? " " : "").Append(words);
        }

        return body.ToString().Trim();
    }
}
