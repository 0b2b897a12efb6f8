using System.Security.Cryptography;
using System.Text;
using AffectAgent.Plugins.TextEmotion;

namespace AffectAgent.Cli.Batch.Words;

/// <summary>A stretch of a dialogue file's lines.</summary>
/// <param name="First">Number of its first line, from 1; a header isn't counted.</param>
/// <param name="Count">Lines in it.</param>
internal readonly record struct DialogueStretch(int First, int Count);

/// <summary>One line of a dialogue file.</summary>
/// <param name="Line">Text and speaker.</param>
/// <param name="Dialogue">Which dialogue it belongs to; empty where the file doesn't say.</param>
internal readonly record struct DialogueRow(DialogueLine Line, string Dialogue);

/// <summary>
/// Lines of dialogues: tab-separated text, speaker, dialogue (a first line with just these names is a header), or, where the
/// name ends in .csv, comma-separated with a header that names them (also Utterance and Dialogue_ID, as MELD does).
/// </summary>
internal sealed class DialogueFile
{
    private const int StretchLines = 500;
    private const long MostBytes = 256L << 20;

    private const string Header = "text\tspeaker\tdialogue";

    private static readonly string[] TextNames = ["text", "utterance"];
    private static readonly string[] SpeakerNames = ["speaker"];
    private static readonly string[] DialogueNames = ["dialogue", "dialogue_id"];

    private DialogueFile(IReadOnlyList<DialogueRow> rows, string sha256) => (Rows, Sha256) = (rows, sha256);

    /// <summary>All lines, in the file's order.</summary>
    public IReadOnlyList<DialogueRow> Rows { get; }

    /// <summary>Hash of the whole file: any change may change the context of any line.</summary>
    public string Sha256 { get; }

    /// <summary>The lines in stretches of 500.</summary>
    public IReadOnlyList<DialogueStretch> Stretches =>
        [.. Enumerable.Range(0, (Rows.Count + StretchLines - 1) / StretchLines).Select(i => new DialogueStretch((i * StretchLines) + 1, Math.Min(StretchLines, Rows.Count - (i * StretchLines))))];

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserException">It is missing, empty, too large, can't be read, or names no text column.</exception>
    public static async Task<DialogueFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
                throw new UserException($"{path} is larger than {MostBytes >> 20} MB.", "Split it between two dialogues.");
            byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            string content = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
            var rows = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? FromCsv(content, path) : FromTabs(content);
            return rows.Count > 0 ? new DialogueFile(rows, Convert.ToHexStringLower(SHA256.HashData(bytes)))
                : throw new UserException($"{path} is empty.", "Give a file with a line of dialogue a row.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"{path} does not exist.", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} can't be read: {e.Message}", "Give a file that you may read.", e);
        }
    }

    private static List<DialogueRow> FromTabs(string content)
    {
        var lines = content.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (lines.Count > 0 && string.Equals(lines[0].Trim(), Header, StringComparison.OrdinalIgnoreCase))
            lines.RemoveAt(0);
        return [.. lines.Select(line => line.Split('\t')).Select(cells => Row(cells, 0, 1, 2))];
    }

    private static List<DialogueRow> FromCsv(string content, string path)
    {
        using var rows = CsvText.Rows(content).GetEnumerator();
        if (!rows.MoveNext())
            return [];
        var names = rows.Current.Select(c => c.Trim().ToLowerInvariant()).ToList();
        int At(string[] wanted) => names.FindIndex(name => Array.IndexOf(wanted, name) >= 0);
        int text = At(TextNames);
        if (text < 0)
            throw new UserException($"{path} names no column 'text' in its first line.", "Call the columns text, speaker and dialogue.");
        int speaker = At(SpeakerNames), dialogue = At(DialogueNames);
        var found = new List<DialogueRow>();
        while (rows.MoveNext())
            found.Add(Row(rows.Current, text, speaker, dialogue));
        return found;
    }

    private static DialogueRow Row(IReadOnlyList<string> cells, int text, int speaker, int dialogue)
    {
        string Cell(int at) => at >= 0 && at < cells.Count ? cells[at] : "";
        string name = Cell(speaker).Trim();
        return new DialogueRow(new DialogueLine(Cell(text), name.Length == 0 ? null : name), Cell(dialogue).Trim());
    }
}
