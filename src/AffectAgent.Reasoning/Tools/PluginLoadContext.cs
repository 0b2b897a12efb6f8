using System.Reflection;
using System.Runtime.Loader;

namespace AffectAgent.Reasoning;

/// <summary>
/// Loads one plugin assembly and what lies beside it. An assembly that the host already offers (the contracts above all)
/// resolves to the host's, so that <see cref="IAffectPlugin"/> is the same type on both sides.
/// </summary>
internal sealed class PluginLoadContext(string path)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path), isCollectible: false)
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName) || HostHas(assemblyName))
            return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;

    private static bool IsShared(AssemblyName name) =>
        name.Name is { } n && (n == "AffectAgent" || n.StartsWith("AffectAgent.Core", StringComparison.Ordinal));

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
