using System.Reflection;

namespace AffectAgent.Reasoning;

/// <summary>A plugin file that could not be used, and why.</summary>
/// <param name="File">The file's name without folders.</param>
/// <param name="Reason">One line: what is wrong and what to do.</param>
public sealed record PluginFault(string File, string Reason);

/// <summary>What was found in plugin folders.</summary>
/// <param name="Types">Public classes that implement <see cref="IAffectPlugin"/>.</param>
/// <param name="Faults">Files that could not be used; they do not stop the others.</param>
public sealed record LoadedPlugins(IReadOnlyList<Type> Types, IReadOnlyList<PluginFault> Faults);

/// <summary>
/// Loads plugin assemblies from folders. Loading a plugin runs its code with all rights of the process: only folders that
/// the user named are looked into, and nothing is searched for.
/// </summary>
public static class PluginLoader
{
    /// <summary>Loads the plugins of the folders.</summary>
    /// <param name="folders">
    /// Each holds plugins as <c>Name.dll</c>, or as <c>Name/Name.dll</c> with what the plugin depends on beside it.
    /// </param>
    /// <exception cref="UserException">A folder does not exist.</exception>
    public static LoadedPlugins Load(IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var types = new List<Type>();
        var faults = new List<PluginFault>();
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
                throw new UserException($"There is no plugin folder '{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}'.", "Name a folder that exists, or take it out of PluginFolders.");
            foreach (var file in Candidates(Path.GetFullPath(folder)))
                LoadFile(file, types, faults);
        }

        return new LoadedPlugins(types, faults);
    }

    private static IEnumerable<string> Candidates(string folder)
    {
        var own = Directory.EnumerateFiles(folder, "*.dll").Where(IsPlugin);
        var nested = Directory.EnumerateDirectories(folder)
            .Select(sub => Path.Combine(sub, Path.GetFileName(sub) + ".dll"))
            .Where(File.Exists);
        return own.Concat(nested).Order(StringComparer.Ordinal);
    }

    // A folder that a build wrote holds a plugin and its dependencies side by side; only the plugin has a .deps.json.
    private static bool IsPlugin(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        return Directory.EnumerateFiles(folder, "*.deps.json").Any() is false
            || File.Exists(Path.ChangeExtension(file, ".deps.json"));
    }

    private static void LoadFile(string file, List<Type> types, List<PluginFault> faults)
    {
        var name = Path.GetFileName(file);
        try
        {
            var assembly = new ModuleLoadContext(file).LoadFromAssemblyPath(file);
            var found = assembly.GetExportedTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IAffectPlugin).IsAssignableFrom(type))
                .ToList();
            if (found.Count == 0)
                faults.Add(new PluginFault(name, "it holds no public class that implements IAffectPlugin; remove it from the plugin folder"));
            types.AddRange(found);
        }
        catch (BadImageFormatException)
        {
            faults.Add(new PluginFault(name, "it is not a .NET assembly; remove it from the plugin folder or build it again"));
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or TypeLoadException or ReflectionTypeLoadException or MissingMethodException)
        {
            faults.Add(new PluginFault(name, $"something it depends on is missing or of another version ({OneLine(e.Message)}); publish it with what it depends on"));
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
