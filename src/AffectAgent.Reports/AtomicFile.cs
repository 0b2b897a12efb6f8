using System.Text;

namespace AffectAgent.Reports;

/// <summary>Writes files whole or not at all: into a temporary file beside the target, moved over it at the end.</summary>
public static class AtomicFile
{
    /// <summary>Writes text as UTF-8 without a mark.</summary>
    /// <param name="path">The target; its folder is made if missing, an older file is replaced.</param>
    /// <param name="write">Writes the content. If it throws, the target stays as it was.</param>
    /// <exception cref="UserException">The target can't be written.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WriteBytes(path, file =>
        {
            using var writer = new StreamWriter(file, new UTF8Encoding(false));
            write(writer);
        });
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The target; its folder is made if missing, an older file is replaced.</param>
    /// <param name="write">Writes the content. If it throws, the target stays as it was.</param>
    /// <exception cref="UserException">The target can't be written.</exception>
    public static void WriteBytes(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Path.GetRandomFileName()}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var file = File.Create(temporary))
                write(file);
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Can't write {path}: {e.Message}", "Choose another place with --out, --json or --html.", e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
