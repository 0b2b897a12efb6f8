using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Exact stores that outlive the process: a file a collection in a folder of the user's. Each call that changes a store
/// writes the collection anew beside the old file and moves it into place, so that a crash leaves the one or the other;
/// put many vectors in one call. One process may write to a collection at a time, any number may read.
/// </summary>
/// <param name="folder">Where the files go; made when first needed.</param>
public sealed partial class ExactVectorStoreProvider(string folder) : IVectorStoreProvider
{
    private const string Ending = ".vectors";

    private readonly Dictionary<string, ExactVectorStore> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public string Name => "exact";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is none, or there are no dimensions.</exception>
    public ValueTask<IVectorStore> OpenAsync(string collection, int dimensions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (!NamePattern().IsMatch(collection))
            throw new ArgumentException("A collection's name is lower-case letters, digits and hyphens, at most 100, and begins with a letter or digit.", nameof(collection));
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_open.TryGetValue(collection, out var store))
                store = Open(collection, dimensions);
            if (store.Dimensions != dimensions)
            {
                throw new UserException($"The collection '{collection}' holds vectors of {store.Dimensions} numbers, not {dimensions}.",
                    "It was made with another model: name another collection, or delete its file.");
            }

            return ValueTask.FromResult<IVectorStore>(_open[collection] = store);
        }
    }

    private ExactVectorStore Open(string collection, int dimensions)
    {
        var file = Files(collection).LastOrDefault();
        try
        {
            var rows = file.Path is null ? new VectorSnapshot(dimensions, [], 0) : VectorFile.Open(file.Path);
            return new ExactVectorStore(rows, changed => Save(collection, changed));
        }
        catch (InvalidDataException e)
        {
            throw new UserException($"The file of the collection '{collection}' is damaged ({e.Message.TrimEnd('.')}).", $"Delete '{file.Path}'; it is made again when needed.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The file '{file.Path}' can't be read.", "Check that it may be read.", e);
        }
    }

    private void Save(string collection, VectorSnapshot rows)
    {
        var temporary = Path.Combine(folder, $".{collection}.{Path.GetRandomFileName()}.part");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                VectorFile.Write(stream, rows);
                stream.Flush(flushToDisk: true);
            }

            var before = Files(collection);
            var next = before.Count == 0 ? 1 : before[^1].Number + 1;
            File.Move(temporary, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{collection}.{next}{Ending}")));
            // A file that someone has mapped may refuse to go on some systems; the higher number wins all the same.
            foreach (var (path, _) in before)
                TryDelete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The collection '{collection}' can't be written ({Words.OneLine(e.Message, 200)}).", "Free some space, or check that the data folder may be written.", e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    // The files of a collection by number; there is more than one only where an older one could not be deleted.
    private List<(string Path, int Number)> Files(string collection)
    {
        if (!Directory.Exists(folder))
            return [];
        return [.. Directory.EnumerateFiles(folder, $"{collection}.*{Ending}")
            .Select(path => (path, Number: NumberOf(path, collection)))
            .Where(file => file.Number > 0)
            .OrderBy(file => file.Number)];
    }

    private static int NumberOf(string path, string collection)
    {
        var middle = Path.GetFileName(path)[(collection.Length + 1)..^Ending.Length];
        return int.TryParse(middle, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stray file harms nobody.
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,99}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
