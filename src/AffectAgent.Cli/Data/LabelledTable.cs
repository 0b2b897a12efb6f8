using System.Globalization;
using System.Text;
using System.Text.Json;
using AffectAgent.Cli.Batch.Words;
using AffectAgent.Plugins.TextEmotion;

namespace AffectAgent.Cli.Data;

/// <summary>
/// Tables of labelled media or words: CSV, TSV and JSON lines with columns named as the field does; MELD's CSV (words alone
/// where its clips are not beside it); GoEmotions' TSV without a header, its labels' names from <c>labels.txt</c> or
/// <c>emotions.txt</c> beside it where there is one.
/// </summary>
internal static class LabelledTable
{
    private const long MostBytes = 1L << 30;

    private static readonly string[] Paths = ["path", "file", "filename", "file_name", "filepath", "image", "image_path", "video", "video_path", "audio", "audio_path", "media"];
    private static readonly string[] Texts = ["transcript", "text", "utterance", "sentence", "subtitle", "subtitles", "caption", "words"];
    private static readonly string[] Labels = ["label", "labels", "emotion", "emotions", "discrete", "class"];
    private static readonly string[] Persons = ["person", "speaker", "subject", "actor", "person_id", "speaker_id", "subject_id", "identity"];

    /// <summary>Reads a table.</summary>
    /// <exception cref="UserException">It can't be read, has no rows or lacks a column.</exception>
    public static LabelledSet Read(string path)
    {
        string content = Content(path);
        var rows = new TableRowsRead(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                FromRows(CsvText.Numbered(content), path, rows);
                break;
            case ".tsv" or ".txt":
                FromTabs(content, path, rows);
                break;
            case ".jsonl":
                foreach (var (line, text) in Lines(content))
                    FromLine(line, text, rows);
                break;
            case ".json":
                FromList(content, path, rows);
                break;
            default:
                throw new UserException($"{path} is no table that is known.", "Give .csv, .tsv, .jsonl or .json.");
        }

        return rows.Whole();
    }

    private static string Content(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new UserException($"{path} is larger than {MostBytes >> 20} MB.", "Split it.");
            return Encoding.UTF8.GetString(File.ReadAllBytes(path)).TrimStart('\ufeff');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} can't be read: {e.Message}", "Give a table that you may read.", e);
        }
    }

    private static IEnumerable<(int Line, string Text)> Lines(string content) =>
        content.Split('\n').Select((text, i) => (i + 1, text.TrimEnd('\r'))).Where(line => !string.IsNullOrWhiteSpace(line.Item2));

    private static void FromTabs(string content, string path, TableRowsRead to)
    {
        var rows = Lines(content).Select(line => (line.Line, Cells: (IReadOnlyList<string>)line.Text.Split('\t'))).ToList();
        if (rows.Count == 0 || rows[0].Cells.Count < 2 || !IsIds(rows[0].Cells[1]))
        {
            FromRows(rows, path, to);
            return;
        }

        var names = Names(to.Root);
        foreach (var (line, cells) in rows)
        {
            to.Next(line);
            GoEmotions(cells, names, to);
        }
    }

    private static bool IsIds(string cell) => cell.Length > 0 && cell.Split(',').All(id => id.Length is > 0 and < 3 && id.All(char.IsAsciiDigit));

    private static void GoEmotions(IReadOnlyList<string> cells, string[] names, TableRowsRead to)
    {
        string label = cells.Count > 1 ? cells[1].Trim() : "";
        if (label.Length == 0)
            to.Reject("", "no-label", "it has no label");
        else if (!IsIds(label))
            to.Reject(label, "unknown-label", $"'{label}' is no list of label numbers");
        else if (label.Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList() is var ids && ids.Find(id => id >= names.Length) is > 0 and var odd)
            to.Reject(label, "unknown-label", $"there is no label {odd}, only {names.Length} names; labels.txt beside the table can give them");
        else
            to.Take([.. ids.Select(id => names[id])], null, cells[0].Trim(), null);
    }

    private static string[] Names(string root)
    {
        foreach (string name in (string[])["labels.txt", "emotions.txt"])
        {
            string path = Path.Combine(root, name);
            if (File.Exists(path))
                return [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }

        return [.. GoEmotionsTable.Labels];
    }

    private static void FromRows(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows, string path, TableRowsRead to)
    {
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
            return;
        List<string> names = [.. each.Current.Cells.Select(name => name.Trim())];
        var columns = Columns.Of(names);
        if (columns.Lacking is { Length: > 0 } lacking)
            throw new UserException($"{path} has no column {lacking}; its columns are {string.Join(", ", names.Take(20))}.", "Name them path or text, label, and if you like transcript and person.");
        while (each.MoveNext())
        {
            to.Next(each.Current.Line);
            columns.Take(each.Current.Cells, to);
        }
    }

    private static void FromLine(int line, string text, TableRowsRead to)
    {
        to.Next(line);
        try
        {
            using var document = JsonDocument.Parse(text);
            FromObject(document.RootElement, to);
        }
        catch (JsonException e)
        {
            to.Reject("", "not-json", $"it is not JSON (character {(e.BytePositionInLine ?? 0) + 1})");
        }
    }

    private static void FromList(string content, string path, TableRowsRead to)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new UserException($"{path} is not a list of objects.", "Give [{…}, {…}], or an object a line in a .jsonl file.");
            foreach (var row in document.RootElement.EnumerateArray())
            {
                to.Next(null);
                FromObject(row, to);
            }
        }
        catch (JsonException e)
        {
            throw new UserException($"{path} is not JSON: line {e.LineNumber + 1}, character {e.BytePositionInLine + 1}.", "Correct it, or give an object a line in a .jsonl file.", e);
        }
    }

    private static void FromObject(JsonElement row, TableRowsRead to)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            to.Reject("", "not-json", "it is no JSON object");
            return;
        }

        try
        {
            var cells = Cells(row);
            Columns.Of([.. cells.Keys]).Take([.. cells.Values], to);
        }
        catch (InvalidOperationException)
        {
            to.Reject("", "not-json", "a text in it is half a character (a lone surrogate)");
        }
    }

    private static Dictionary<string, string> Cells(JsonElement row) =>
        row.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => Text(p.Value));

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join('|', value.EnumerateArray().Select(Text)),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>Which column holds what.</summary>
    private sealed record Columns(int Path, int Text, int Label, int Person, int Dialogue, int Utterance)
    {
        public static Columns Of(List<string> names)
        {
            int At(params string[] wanted) => wanted.Select(w => names.FindIndex(n => string.Equals(n, w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(i => i >= 0, -1);
            return new Columns(At(Paths), At(Texts), At(Labels), At(Persons), At("Dialogue_ID"), At("Utterance_ID"));
        }

        /// <summary>What is not there and has to be; empty if nothing is missing.</summary>
        public string Lacking => string.Join(" and no column ", ((string?[])[Path < 0 && Text < 0 ? "path or text" : null, Label < 0 ? "label" : null]).OfType<string>());

        public void Take(IReadOnlyList<string> cells, TableRowsRead to)
        {
            string? Cell(int at) => at >= 0 && at < cells.Count && cells[at].Trim() is { Length: > 0 } text ? text : null;
            string? path = Cell(Path) ?? MeldClip(Cell(Dialogue), Cell(Utterance), to.Root);
            to.Take(Cell(Label)?.Split(['|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [], path, Cell(Text), Cell(Person));
        }

        private static string? MeldClip(string? dialogue, string? utterance, string root) =>
            dialogue is not null && utterance is not null && $"dia{dialogue}_utt{utterance}.mp4" is var name && File.Exists(System.IO.Path.Combine(root, name)) ? name : null;
    }
}
