using System.Runtime.InteropServices;

namespace AffectAgent.Inference;

/// <summary>A place where ONNX Runtime's shared library may lie.</summary>
/// <param name="Path">File path, or a bare name for the system's own search.</param>
/// <param name="Source">Why it is looked for there: "option", "AFFECT_ONNXRUNTIME", "backend", "npm" or "system".</param>
public sealed record LibraryCandidate(string Path, string Source)
{
    /// <summary>True for the option and the environment variable: the user named this very file, so no other is tried.</summary>
    public bool Explicit => Source is NativeLibraryLocator.FromOption or NativeLibraryLocator.Variable;
}

/// <summary>
/// Lists where ONNX Runtime's shared library may lie, best first: the path that the user gives (an option, then
/// <c>AFFECT_ONNXRUNTIME</c>), the installed backend <c>onnxruntime-gpu</c>, the npm package onnxruntime-node in a
/// <c>node_modules</c> beside the program, the working folder or a parent of either, and the system's library path.
/// </summary>
public sealed class NativeLibraryLocator
{
    /// <summary>The environment variable that names the library's file.</summary>
    public const string Variable = "AFFECT_ONNXRUNTIME";

    internal const string FromOption = "option";

    private readonly IReadOnlyList<string> _startFolders;
    private readonly string _dataFolder;

    /// <summary>Looks from the program's folder and the working folder upwards.</summary>
    public NativeLibraryLocator()
        : this([AppContext.BaseDirectory, Environment.CurrentDirectory], AffectPaths.Data)
    {
    }

    internal NativeLibraryLocator(IReadOnlyList<string> startFolders, string dataFolder)
    {
        _startFolders = startFolders;
        _dataFolder = dataFolder;
    }

    /// <summary>The places to try, best first. A place that the user named comes alone.</summary>
    /// <param name="explicitPath">Path from <see cref="InferenceOptions.LibraryPath"/>, or null.</param>
    public IReadOnlyList<LibraryCandidate> Candidates(string? explicitPath = null)
    {
        if (explicitPath is { Length: > 0 })
            return [new(Path.GetFullPath(explicitPath), FromOption)];
        if (AffectPaths.Setting(Variable) is { } path)
            return [new(Path.GetFullPath(path), Variable)];
        return
        [
            .. Backend().Select(file => new LibraryCandidate(file, "backend")),
            .. Npm().Select(file => new LibraryCandidate(file, "npm")),
            .. Names().Select(name => new LibraryCandidate(name, "system")),
        ];
    }

    private IEnumerable<string> Backend()
    {
        string folder = Path.Combine(_dataFolder, "backends", "onnxruntime-gpu");
        string native = Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        return from place in new[] { folder, native } from file in LibrariesIn(place) select file;
    }

    private IEnumerable<string> Npm()
    {
        string system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string machine = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return from modules in NodeModules.Folders(_startFolders)
               let bin = Path.Combine(modules, "onnxruntime-node", "bin")
               where Directory.Exists(bin)
               from abi in Directory.GetDirectories(bin, "napi-v*").OrderDescending(StringComparer.Ordinal)
               from file in LibrariesIn(Path.Combine(abi, system, machine))
               select file;
    }

    private static IEnumerable<string> LibrariesIn(string folder) =>
        from name in Names() let file = Path.Combine(folder, name) where File.Exists(file) select file;

    private static string[] Names() =>
        OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.1.dylib", "libonnxruntime.dylib"]
        : ["libonnxruntime.so.1", "libonnxruntime.so"];
}
