namespace AffectAgent.Inference.Import;

/// <summary>Reads whole files that must not be too large.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most that is read.</param>
    /// <param name="allowLink">False where the file's name comes from a file that nobody vouches for, so that it cannot point elsewhere.</param>
    /// <exception cref="UserException">The file is missing, a link that is not allowed, too large, or cannot be read.</exception>
    public static byte[] Read(string path, long maxBytes, bool allowLink = true)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new UserException($"There is no file '{path}'.", "Install its package again ('npm ci --ignore-scripts').");
        if (!allowLink && file.LinkTarget is not null)
            throw new UserException($"'{path}' is a link.", "Put the file itself there.");
        try
        {
            // The length is that of what is opened, so that a link counts with what it points at.
            using var stream = file.OpenRead();
            if (stream.Length > maxBytes)
                throw new UserException($"'{path}' has {stream.Length} bytes; at most {maxBytes} are read.", "Use the file that the package came with.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read ({error.Message.ReplaceLineEndings(" ")}).", "Check its rights.", error);
        }
    }
}
