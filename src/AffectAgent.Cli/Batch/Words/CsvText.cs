using System.Text;

namespace AffectAgent.Cli.Batch.Words;

/// <summary>Reads comma-separated text (RFC 4180): cells may be quoted, and then hold commas, quotes said twice and line ends.</summary>
internal static class CsvText
{
    /// <summary>The rows; an empty line is none. A quote that never closes ends with the text.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(string text) => Numbered(text).Select(row => row.Cells);

    /// <summary>The rows, each with the line (from 1) that it begins on.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Numbered(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false, any = false;
        int line = 1, begun = 1;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (!any && cell.Length == 0)
                begun = line;
            if (c == '\n')
                line++;
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                (quoted, any) = (true, true);
            }
            else if (c == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                any = true;
            }
            else if (c == '\n')
            {
                if (any || cell.Length > 0)
                    yield return (begun, Close());
            }
            else if (c != '\r' || i + 1 == text.Length || text[i + 1] != '\n')
            {
                cell.Append(c);
            }
        }

        if (any || cell.Length > 0)
            yield return (begun, Close());

        List<string> Close()
        {
            cells.Add(cell.ToString());
            var row = cells;
            cells = [];
            cell.Clear();
            any = false;
            return row;
        }
    }
}
