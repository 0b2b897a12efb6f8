namespace AffectAgent.Inference.Models;

/// <summary>Writes files so that others see the whole file or none.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file and then moves into place.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string folder = Path.GetDirectoryName(path)!;
        string part = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}.part");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(part, bytes);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be written ({error.Message.ReplaceLineEndings(" ")}).", "Free some space, or set AFFECT_HOME to a folder that you may write.", error);
        }
        finally
        {
            TryDelete(part);
        }
    }

    private static void TryDelete(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell; a stray .part file harms nobody.
        }
    }
}
