namespace AffectAgent.Media.Probing;

/// <summary>Opens a user's file, with faults that teach.</summary>
internal static class InputFile
{
    /// <summary>Opens a file for reading; it is not empty.</summary>
    /// <exception cref="UserException">Missing, a folder, empty, or not readable.</exception>
    public static FileStream Open(string full, string name)
    {
        if (Directory.Exists(full))
            throw new UserException($"{full} is a folder.", "Give the files inside it.");
        if (!File.Exists(full))
            throw new UserException($"{full} does not exist.", "Check the path.");
        if (new FileInfo(full).Length == 0)
            throw new UserException($"{name} is empty.", "Copy or download it again.");
        try
        {
            return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 14);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new UserException($"{name} may not be read.", "Give yourself the right to read it.", denied);
        }
    }
}
