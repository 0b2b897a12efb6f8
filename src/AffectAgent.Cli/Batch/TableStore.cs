using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AffectAgent.Cli.Batch;

/// <summary>
/// The rows of a run until its table is whole. Rows go to <c>FILE.part</c> in the order in which inputs are done; a journal
/// beside it says which rows are whose, so a run that is killed loses only what was under way. The table is put together in
/// the inputs' order at the end, into a temporary file that is then moved. Appending is thread-safe.
/// </summary>
internal sealed class TableStore : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly string _target;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TableEntry> _entries;
    private readonly FileStream _part;
    private readonly FileStream _journal;

    private TableStore(string target, Dictionary<string, TableEntry> entries, FileStream part, FileStream journal)
    {
        _target = target;
        _entries = entries;
        _part = part;
        _journal = journal;
    }

    private string PartPath => _target + ".part";

    private string JournalPath => _target + ".part.jsonl";

    /// <summary>Opens what a former run left, or starts anew.</summary>
    /// <param name="target">The table's path.</param>
    /// <param name="key">What the rows are made with; rows made with anything else are dropped.</param>
    /// <param name="again">Drop all former rows.</param>
    /// <exception cref="UserException">The folder can't be written, or another run writes this table.</exception>
    public static TableStore Open(string target, string key, bool again)
    {
        var full = Path.GetFullPath(target);
        FileStream? part = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            part = new FileStream(full + ".part", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var journal = new FileStream(full + ".part.jsonl", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var entries = again ? [] : FinishedTable.Entries(full, key);
            var (end, length) = again ? (0, 0) : TableJournal.Read(journal, key, part.Length, entries);
            part.SetLength(length);
            part.Position = length;
            journal.SetLength(end);
            journal.Position = end;
            if (end == 0)
                WriteLine(journal, JsonSerializer.Serialize(new JournalHead(key), JournalJson.Default.JournalHead));
            return new TableStore(full, entries, part, journal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            part?.Dispose();
            throw new UserException($"Can't write {target}: {e.Message}", "If another run writes it, wait for that; otherwise choose another place with --out.", e);
        }
    }

    /// <summary>The rows of an input, if they are there.</summary>
    public TableEntry? Find(string name)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(name);
    }

    /// <summary>Appends rows; they count once an entry names them.</summary>
    public TableSlice Append(string rows)
    {
        var bytes = Utf8.GetBytes(rows);
        lock (_gate)
        {
            var slice = new TableSlice(_part.Position, bytes.Length);
            _part.Write(bytes);
            return slice;
        }
    }

    /// <summary>Notes that an input is done.</summary>
    public void Commit(TableEntry entry)
    {
        lock (_gate)
        {
            _part.Flush();
            WriteLine(_journal, JsonSerializer.Serialize(entry, JournalJson.Default.TableEntry));
            _entries[entry.Name] = entry;
        }
    }

    /// <summary>Puts the table together and moves it into place, its sidecar after it, and removes what the run kept.</summary>
    /// <param name="header">The header line, empty for none.</param>
    /// <param name="names">All inputs in order; each has an entry.</param>
    /// <param name="sidecar">Makes the sidecar from the table's SHA-256 and the entries in order.</param>
    public void Finish(string header, IReadOnlyList<string> names, Func<string, IReadOnlyList<TableEntry>, Sidecar> sidecar)
    {
        var temporary = $"{_target}.{Path.GetRandomFileName()}.tmp";
        var side = temporary + ".json";
        try
        {
            var entries = names.Select(name => _entries[name]).ToList();
            var hash = Assemble(temporary, header, entries);
            File.WriteAllBytes(side, JsonSerializer.SerializeToUtf8Bytes(sidecar(hash, entries), SidecarJson.Default.Sidecar));
            File.Move(temporary, _target, overwrite: true);
            File.Move(side, _target + ".json", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Can't write {_target}: {e.Message}", "Make room or choose another place; the same command then goes on.", e);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(side);
        }

        Discard();
    }

    /// <summary>Removes what the run kept.</summary>
    public void Discard()
    {
        Dispose();
        File.Delete(PartPath);
        File.Delete(JournalPath);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _part.Dispose();
        _journal.Dispose();
    }

    private string Assemble(string path, string header, List<TableEntry> entries)
    {
        using var finished = entries.Any(e => e.InFinished) ? File.OpenRead(_target) : null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var table = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        Put(Utf8.GetBytes(header));
        _part.Flush();
        foreach (var entry in entries)
        {
            var source = entry.InFinished ? finished! : _part;
            foreach (var slice in entry.Slices)
            {
                source.Position = slice.Offset;
                for (var left = slice.Length; left > 0;)
                {
                    var read = source.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                    if (read == 0)
                        throw new EndOfStreamException("rows are missing");
                    Put(buffer.AsSpan(0, read));
                    left -= read;
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            table.Write(bytes);
        }
    }

    private static void WriteLine(FileStream file, string line)
    {
        file.Write(Utf8.GetBytes(line + "\n"));
        file.Flush();
    }
}
