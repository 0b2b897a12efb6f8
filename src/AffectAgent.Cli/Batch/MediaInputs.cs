using System.IO.Enumeration;
using System.Security.Cryptography;

namespace AffectAgent.Cli.Batch;

/// <summary>A file among the inputs.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What the table calls it: the path as given, or the folder as given and the path inside it, with forward slashes.</param>
internal sealed record MediaInput(string Path, string Name);

/// <summary>Files and folders as the user gave them.</summary>
internal static class MediaInputs
{
    private const int Deepest = 32;

    /// <summary>Endings of pictures, looked for in folders.</summary>
    public static IReadOnlyList<string> Pictures { get; } = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>Endings of videos, looked for in folders.</summary>
    public static IReadOnlyList<string> Videos { get; } = [".mp4", ".m4v", ".mkv", ".webm", ".mov", ".avi"];

    /// <summary>Endings of recordings, looked for in folders.</summary>
    public static IReadOnlyList<string> Sounds { get; } = [".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac"];

    /// <summary>
    /// The files in the order given; in a folder's place all files in it and below with one of the endings, sorted by path.
    /// A file that is given twice counts once; one that is missing is kept and fails later.
    /// </summary>
    /// <exception cref="UserException">A folder holds no such file or can't be read.</exception>
    public static IReadOnlyList<MediaInput> Expand(IEnumerable<string> given, IReadOnlyList<string> endings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. given.SelectMany(path => Directory.Exists(path) ? InFolder(path, endings, path) : [new MediaInput(path, Slashes(path))])
            .Where(input => seen.Add(System.IO.Path.GetFullPath(input.Path)))];
    }

    /// <summary>The files of one folder, named by their path inside it.</summary>
    /// <exception cref="UserException">The folder is missing, holds no such file or can't be read.</exception>
    public static IReadOnlyList<MediaInput> Under(string folder, IReadOnlyList<string> endings) => Directory.Exists(folder)
        ? InFolder(folder, endings, "")
        : throw new UserException($"There is no folder {folder}.", "Check the path.");

    /// <summary>SHA-256 of a file's content.</summary>
    /// <exception cref="UserException">It can't be read.</exception>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw path.Contains('\ufffd', StringComparison.Ordinal)
                ? new UserException($"The name {path} is not UTF-8.", "Rename the file.", e)
                : new UserException($"{path} does not exist.", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} may not be read.", "Give yourself the right to read it.", e);
        }
    }

    private static List<MediaInput> InFolder(string folder, IReadOnlyList<string> endings, string prefix)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden };
        try
        {
            var all = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !LeadsBack(ref entry),
            };
            var files = all
                .Where(path => endings.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Select(path => (Path: path, Inside: Slashes(System.IO.Path.GetRelativePath(folder, path))))
                .OrderBy(f => f.Inside, StringComparer.Ordinal)
                .Select(f => new MediaInput(f.Path, Slashes(System.IO.Path.Combine(prefix, f.Inside))))
                .ToList();
            return files.Count > 0 ? files : throw new UserException($"The folder {folder} holds no file ending in {string.Join(' ', endings)}.", "Name the files themselves, or another folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The folder {folder} can't be read: {e.Message}", "Give yourself the right to read it.", e);
        }
    }

    /// <summary>True for a link to a folder that it lies in: following it would find the same files again.</summary>
    private static bool LeadsBack(ref FileSystemEntry entry)
    {
        if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            return false;
        var link = System.IO.Path.GetFullPath(entry.ToFullPath());
        return Directory.ResolveLinkTarget(link, returnFinalTarget: true) is { } target
            && link.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(target.FullName) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Slashes(string path) => System.IO.Path.DirectorySeparatorChar == '/' ? path : path.Replace('\\', '/');
}

/// <summary>A table job whose inputs are files.</summary>
internal abstract class MediaTableJob : TableJob<MediaInput>
{
    /// <inheritdoc/>
    public override string NameOf(MediaInput input) => input.Name;

    /// <inheritdoc/>
    public override Task<string> HashAsync(MediaInput input, CancellationToken cancellationToken) => MediaInputs.HashAsync(input.Path, cancellationToken);
}
