using System.Reflection;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends;

/// <summary>
/// Loads the backends of a folder, each in a load context of its own, and lets them add their services. Loading a backend
/// runs its code with all rights of the process: only those are loaded that the launcher installed or that the settings
/// switch on. Without a backends folder nothing is done.
/// </summary>
internal static class BackendLoader
{
    /// <summary>Loads the backends and adds what they offer.</summary>
    /// <param name="services">What they add to; a backend that fails leaves it as it was.</param>
    /// <param name="folder">Holds a folder for each backend, named like it.</param>
    /// <param name="settings">The settings of each backend by its name.</param>
    /// <exception cref="UserException">A backend's switch is neither true nor false.</exception>
    public static LoadedBackends Load(IServiceCollection services, string folder, IDictionary<string, Dictionary<string, string>> settings)
    {
        if (settings.Count == 0 && !Directory.Exists(folder))
            return LoadedBackends.None;
        var loaded = new List<LoadedBackend>();
        var faults = new List<BackendFault>();
        var found = Folders(folder);
        foreach (var (name, path) in found)
        {
            var own = BackendSettings.Of(name, settings);
            if (BackendSettings.MayLoad(path, BackendSettings.IsEnabled(name, own)))
                LoadOne(services, name, path, own, loaded, faults);
        }

        foreach (var name in settings.Keys.Where(name => !found.ContainsKey(name)))
        {
            if (BackendSettings.IsEnabled(name, BackendSettings.Of(name, settings)) is true)
                faults.Add(new BackendFault(name, $"the settings switch it on, but it is not installed; install it (./affect backends add {name}) or switch it off"));
        }

        return new LoadedBackends(loaded, faults);
    }

    // A name with a point is none: half-made and replaced installations are called so.
    private static SortedDictionary<string, string> Folders(string folder)
    {
        var found = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(folder))
            return found;
        foreach (var path in Directory.EnumerateDirectories(Path.GetFullPath(folder)))
        {
            var name = Path.GetFileName(path);
            if (name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                found[name] = path;
        }

        return found;
    }

    private static void LoadOne(
        IServiceCollection services, string name, string path, IReadOnlyDictionary<string, string> settings, List<LoadedBackend> loaded, List<BackendFault> faults)
    {
        try
        {
            var backend = Create(path);
            if (backend.Name != name)
                throw new UserException($"the backend in this folder calls itself '{backend.Name}'; the folder must be called so too");
            Add(services, backend, settings);
            loaded.Add(new LoadedBackend(name, backend.Purpose, path));
        }
#pragma warning disable CA1031 // A backend is foreign code and may throw anything; its fault is told, the others go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            faults.Add(new BackendFault(name, Reason(e, name)));
        }
    }

    private static IAffectBackend Create(string folder)
    {
        var described = Directory.GetFiles(folder, "*.deps.json");
        if (described is not [var file] || !File.Exists(file = file[..^".deps.json".Length] + ".dll"))
            throw new UserException("its folder must hold one assembly with its .deps.json, as dotnet publish makes it; install it again");
        var classes = new ModuleLoadContext(file).LoadFromAssemblyPath(file).GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IAffectBackend).IsAssignableFrom(type))
            .ToList();
        if (classes is not [var one])
            throw new UserException($"{Path.GetFileName(file)} holds {(classes.Count == 0 ? "no public class" : $"{classes.Count} public classes")} that implement{(classes.Count == 0 ? "s" : "")} IAffectBackend instead of one");
        if (one.GetConstructor(Type.EmptyTypes) is null)
            throw new UserException($"{one.Name} has no public constructor without parameters");
        return (IAffectBackend)Activator.CreateInstance(one)!;
    }

    // On a copy, so that a backend that fails half way has registered nothing.
    private static void Add(IServiceCollection services, IAffectBackend backend, IReadOnlyDictionary<string, string> settings)
    {
        var trial = new ServiceCollection();
        foreach (var service in services)
            ((ICollection<ServiceDescriptor>)trial).Add(service);
        backend.Add(new AffectAgentBuilder(trial), settings);
        services.Clear();
        foreach (var service in trial)
            services.Add(service);
    }

    private static string Reason(Exception error, string name)
    {
        var cause = error is TargetInvocationException or TypeInitializationException ? error.InnerException ?? error : error;
        var reason = cause switch
        {
            UserException e => e.Message,
            BadImageFormatException => $"its file is not a .NET assembly or is damaged; install it again (./affect backends add {name})",
            FileNotFoundException or FileLoadException or TypeLoadException or ReflectionTypeLoadException or MissingMemberException =>
                $"it was made for another version of AffectAgent or lacks a part ({cause.Message}); install it again (./affect backends add {name})",
            _ => $"it failed when it was started ({cause.GetType().Name}: {cause.Message})",
        };
        return reason.ReplaceLineEndings(" ").Trim();
    }
}
