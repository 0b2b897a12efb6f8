using System.Reflection;
using System.Runtime.Loader;

namespace AffectAgent.Reasoning;

/// <summary>
/// Loads one assembly, a plugin or a backend, and what lies beside it. An assembly that the host already offers resolves to
/// the host's, and the contracts resolve to nothing else, so that <see cref="IAffectPlugin"/> and what stands in the service
/// container are the same types on both sides.
/// </summary>
internal sealed class ModuleLoadContext(string path)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path), isCollectible: false)
{
    private static readonly string[] Contracts =
    [
        "AffectAgent", "AffectAgent.Core", "AffectAgent.Inference", "AffectAgent.Knowledge", "AffectAgent.Media", "AffectAgent.Reasoning",
        "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
    ];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Contracts.Contains(assemblyName.Name, StringComparer.Ordinal) || HostHas(assemblyName))
            return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;

    private static bool HostHas(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(name).GetName().Version >= name.Version;
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return false;
        }
    }
}
