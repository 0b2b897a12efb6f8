namespace AffectAgent.Cli.Commands;

/// <summary>Where the outputs of several media go: a file for one medium, a folder for many.</summary>
internal static class OutputPaths
{
    /// <summary>The target of one medium.</summary>
    /// <param name="target">What the user gave: a file, or a folder (existing, or ending with a separator).</param>
    /// <param name="media">The medium's path, or null for text alone.</param>
    /// <param name="extension">".json"…</param>
    /// <param name="several">True if there is more than one medium.</param>
    /// <exception cref="UserException">Several media and a single file.</exception>
    public static string For(string target, string? media, string extension, bool several)
    {
        var isFolder = Directory.Exists(target) || target.EndsWith('/') || target.EndsWith(Path.DirectorySeparatorChar);
        if (isFolder)
            return Path.Combine(target, Path.GetFileName(media ?? "text") + extension);
        if (several)
            throw new UserException($"{target} is one file, but there are several inputs.", $"Give a folder: {target}/");
        return target;
    }

    /// <summary>Notes a target and refuses one that is an input or another target.</summary>
    /// <param name="target">The file to be written.</param>
    /// <param name="taken">Full paths of inputs and earlier targets; the target is added.</param>
    public static void Take(string target, ISet<string> taken)
    {
        if (!taken.Add(Path.GetFullPath(target)))
            throw new UserException($"{target} is an input or written twice.", "Give each output a name of its own.");
    }

    /// <summary>As <see cref="Take"/> for a table and all that is written beside it: its sidecar and what a run keeps until it is whole.</summary>
    /// <param name="table">The table's path.</param>
    /// <param name="taken">Full paths of inputs and earlier targets; the table's are added.</param>
    public static void TakeTable(string table, ISet<string> taken)
    {
        foreach (var ending in (string[])["", ".json", ".part", ".part.jsonl"])
            Take(table + ending, taken);
    }

    /// <summary>Refuses two inputs whose outputs would fall on the same file.</summary>
    public static void CheckDistinct(IEnumerable<string> media)
    {
        var twice = media.GroupBy(Path.GetFileName, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new UserException($"Two inputs are named {twice.Key}; their outputs would overwrite each other.", "Run them apart, into two folders.");
    }
}
