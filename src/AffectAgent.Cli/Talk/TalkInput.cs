namespace AffectAgent.Cli.Talk;

/// <summary>Reads the files that <c>affect talk</c> is given.</summary>
internal static class TalkInput
{
    private const long MostBytes = 4 << 20;

    /// <summary>The words of a text file.</summary>
    public static string Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new UserException($"There is no file {path}.");
        if (file.Length > MostBytes)
            throw new UserException($"{path} is larger than {MostBytes >> 20} MB.", "Give a text of a few pages.");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Can't read {path}: {e.Message}", inner: e);
        }
    }
}
