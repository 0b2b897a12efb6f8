namespace AffectAgent.Inference.Import;

/// <summary>Reads whole files that must not be too large.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; not a link.</param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <exception cref="UserException">The file is missing, a link, too large, or cannot be read.</exception>
    public static byte[] Read(string path, long maxBytes)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new UserException($"There is no file '{path}'.", "Install its package again ('npm ci --ignore-scripts').");
        if (file.LinkTarget is not null)
            throw new UserException($"'{path}' is a link.", "Put the file itself there.");
        if (file.Length > maxBytes)
            throw new UserException($"'{path}' has {file.Length} bytes; at most {maxBytes} are read.", "Use the file that the package came with.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read ({error.Message.ReplaceLineEndings(" ")}).", "Check its rights.", error);
        }
    }
}
