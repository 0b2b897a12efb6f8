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
        string root = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var items = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => FromRows(CsvText.Rows(content), path, root),
            ".tsv" or ".txt" => FromTabs(content, path, root),
            ".jsonl" => FromJson(Lines(content), path, root),
            ".json" => FromJson(null, path, root, content),
            _ => throw new UserException($"{path} is no table that is known.", "Give .csv, .tsv, .jsonl or .json."),
        };
        if (items.Count == 0)
            throw new UserException($"{path} has no rows.", "Give a table with a row for each medium or text.");
        if (items.GroupBy(item => item.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserException($"{twice.Key} stands in {path} {twice.Count()} times.", "Give each file one row.");
        return new LabelledSet(items, root);
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

    private static IEnumerable<string> Lines(string content) => content.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);

    private static List<LabelledInput> FromTabs(string content, string path, string root)
    {
        var rows = Lines(content).Select(line => line.Split('\t')).ToList();
        return rows.Count > 0 && rows[0].Length >= 2 && IsIds(rows[0][1])
            ? [.. rows.Select((cells, i) => GoEmotions(cells, i + 1, path, Names(root)))]
            : FromRows(rows, path, root);
    }

    private static bool IsIds(string cell) => cell.Length > 0 && cell.Split(',').All(id => id.Length is > 0 and < 3 && id.All(char.IsAsciiDigit));

    private static LabelledInput GoEmotions(string[] cells, int row, string path, string[] names)
    {
        if (cells.Length < 2 || !IsIds(cells[1]))
            throw new UserException($"Row {row} of {path} is not text, label numbers and comment.", "Every row of GoEmotions' table has them, apart by tabs.");
        var labels = cells[1].Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        if (labels.Find(id => id >= names.Length) is > 0 and var odd)
            throw new UserException($"Row {row} of {path} has label {odd}, and there are {names.Length} names.", "Put the set's labels.txt beside it.");
        return new LabelledInput($"row {row}", SampleKind.Text, null, cells[0], [.. labels.Select(id => names[id])], null);
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

    private static List<LabelledInput> FromRows(IEnumerable<IReadOnlyList<string>> rows, string path, string root)
    {
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
            return [];
        var columns = Columns.Of([.. each.Current.Select(name => name.Trim())], path);
        var found = new List<LabelledInput>();
        for (int row = 1; each.MoveNext(); row++)
            found.Add(columns.Item(each.Current, row, path, root));
        return found;
    }

    private static List<LabelledInput> FromJson(IEnumerable<string>? lines, string path, string root, string? whole = null)
    {
        var found = new List<LabelledInput>();
        try
        {
            using var document = whole is null ? null : JsonDocument.Parse(whole);
            if (document is not null && document.RootElement.ValueKind != JsonValueKind.Array)
                throw new JsonException("it is not a list of objects");
            var objects = document is not null ? document.RootElement.EnumerateArray().Select(Cells) : lines!.Select(Parse);
            foreach (var cells in objects)
                found.Add(Columns.Of([.. cells.Keys], path).Item([.. cells.Values], found.Count + 1, path, root));
        }
        catch (JsonException e)
        {
            throw new UserException($"Row {found.Count + 1} of {path} is not JSON: {e.Message.ReplaceLineEndings(" ")}", "Give an object a row.", e);
        }

        return found;
    }

    private static Dictionary<string, string> Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return Cells(document.RootElement);
    }

    private static Dictionary<string, string> Cells(JsonElement row) => row.ValueKind == JsonValueKind.Object
        ? row.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => Text(p.Value))
        : throw new JsonException("a row is no object");

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
        public static Columns Of(List<string> names, string table)
        {
            int At(params string[] wanted) => wanted.Select(w => names.FindIndex(n => string.Equals(n, w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(i => i >= 0, -1);
            var columns = new Columns(At(Paths), At(Texts), At(Labels), At(Persons), At("Dialogue_ID"), At("Utterance_ID"));
            var lacking = new List<string>();
            if (columns.Path < 0 && columns.Text < 0)
                lacking.Add("path or text");
            if (columns.Label < 0)
                lacking.Add("label");
            return lacking.Count == 0 ? columns
                : throw new UserException($"{table} has no column {string.Join(" and no column ", lacking)}; its columns are {string.Join(", ", names.Take(20))}.", "Name them path or text, label, and if you like transcript and person.");
        }

        public LabelledInput Item(IReadOnlyList<string> cells, int row, string table, string root)
        {
            string? Cell(int at) => at >= 0 && at < cells.Count && cells[at].Trim() is { Length: > 0 } text ? text : null;
            var labels = (Cell(Label) ?? throw new UserException($"Row {row} of {table} has no label.", "Fill it in or leave the row out."))
                .Split(['|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string? words = Cell(Text);
            string? path = Cell(Path) ?? MeldClip(Cell(Dialogue), Cell(Utterance), root);
            if (path is null && words is null)
                throw new UserException($"Row {row} of {table} has neither a path nor a text.", "Fill one in or leave the row out.");
            if (path is null)
                return new LabelledInput($"row {row}", SampleKind.Text, null, words, labels, Cell(Person));
            string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, path));
            string name = System.IO.Path.GetRelativePath(root, full).Replace('\\', '/');
            if (name.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(name))
                throw new UserException($"Row {row} of {table} names {path}, which lies outside the table's folder.", "Put the table into a folder above all its media, so that paths in the output stay relative.");
            var kind = SampleKinds.Of(full) ?? throw new UserException($"Row {row} of {table} names {path}, which does not end as a picture, video or recording.", "Correct the path.");
            return new LabelledInput(name, kind, full, words, labels, Cell(Person));
        }

        private static string? MeldClip(string? dialogue, string? utterance, string root) =>
            dialogue is not null && utterance is not null && $"dia{dialogue}_utt{utterance}.mp4" is var name && File.Exists(System.IO.Path.Combine(root, name)) ? name : null;
    }
}
