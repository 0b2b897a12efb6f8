namespace AffectAgent.Inference;

/// <summary>
/// Folders outside the program: the cache for what can be made again, the data folder for what was installed.
/// <c>AFFECT_HOME</c> moves both; else the XDG variables, the customs of the system and the home folder decide.
/// </summary>
public static class AffectPaths
{
    private const string Folder = "affectagent";

    /// <summary><c>$AFFECT_HOME/cache</c>, <c>$XDG_CACHE_HOME/affectagent</c>, or <c>~/.cache/affectagent</c> (Windows: local application data).</summary>
    public static string Cache => CacheFrom(Setting);

    /// <summary><c>$AFFECT_HOME</c>, <c>$XDG_DATA_HOME/affectagent</c>, or <c>~/.local/share/affectagent</c> (Windows: local application data).</summary>
    public static string Data => DataFrom(Setting);

    /// <summary>
    /// Where backends are installed: <c>$AFFECT_BACKENDS</c>, <c>.affect/backends</c> under <c>$AFFECT_ROOT</c> (which the
    /// launcher sets), or <c>backends</c> in the <see cref="Data"/> folder.
    /// </summary>
    public static string Backends => BackendsFrom(Setting);

    internal static string BackendsFrom(Func<string, string?> setting)
    {
        if (setting("AFFECT_BACKENDS") is { } folder)
            return Path.GetFullPath(folder);
        return setting("AFFECT_ROOT") is { } root
            ? Path.GetFullPath(Path.Combine(root, ".affect", "backends"))
            : Path.Combine(DataFrom(setting), "backends");
    }

    internal static string CacheFrom(Func<string, string?> setting) => Choose(setting, "cache", "XDG_CACHE_HOME", ".cache");

    internal static string DataFrom(Func<string, string?> setting) => Choose(setting, "", "XDG_DATA_HOME", Path.Combine(".local", "share"));

    /// <summary>The folder and each of its parents, nearest first.</summary>
    /// <param name="folder">Where to begin.</param>
    internal static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }

    private static string Choose(Func<string, string?> setting, string underHome, string xdg, string underUser)
    {
        if (setting("AFFECT_HOME") is { } home)
            return Path.GetFullPath(Path.Combine(home, underHome));
        if (setting(xdg) is { } folder && Path.IsPathFullyQualified(folder))
            return Path.Combine(folder, Folder);
        return OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Folder, underHome)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), underUser, Folder);
    }

    internal static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
