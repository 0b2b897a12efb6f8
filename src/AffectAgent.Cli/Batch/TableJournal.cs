using System.Text;
using System.Text.Json;

namespace AffectAgent.Cli.Batch;

/// <summary>Reads the journal of an interrupted run, up to the first line that is not whole.</summary>
internal static class TableJournal
{
    private const long Longest = 1L << 30;

    /// <summary>Reads the entries into the dictionary, over those of the finished table.</summary>
    /// <param name="journal">The journal, from its start.</param>
    /// <param name="key">What the rows must be made with.</param>
    /// <param name="partLength">Length of the file with the rows, bytes; entries beyond it don't count.</param>
    /// <param name="entries">Gets the entries.</param>
    /// <returns>How many bytes of the journal and of the rows are good; 0 and 0 to start anew.</returns>
    public static (long JournalEnd, long PartEnd) Read(FileStream journal, string key, long partLength, Dictionary<string, TableEntry> entries)
    {
        if (journal.Length is 0 or > Longest)
            return (0, 0);
        var bytes = new byte[journal.Length];
        journal.ReadExactly(bytes);
        long end = 0, part = 0;
        for (var at = 0; at < bytes.Length;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0)
                break;
            var line = Encoding.UTF8.GetString(bytes, at, length);
            at += length + 1;
            if (end == 0 ? Parse<JournalHead>(line)?.Key != key : !Take(Parse<TableEntry>(line), partLength, entries, ref part))
                break;
            end = at;
        }

        return (end, part);
    }

    private static bool Take(TableEntry? entry, long partLength, Dictionary<string, TableEntry> entries, ref long part)
    {
        if (entry is not { Name: not null, Slices: not null } || entry.Slices.Any(s => s.Offset < 0 || s.Length < 0 || s.Offset + s.Length > partLength))
            return false;
        entries[entry.Name] = entry;
        part = Math.Max(part, entry.Slices.Select(s => s.Offset + s.Length).DefaultIfEmpty().Max());
        return true;
    }

    private static T? Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, typeof(T), JournalJson.Default) as T;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
