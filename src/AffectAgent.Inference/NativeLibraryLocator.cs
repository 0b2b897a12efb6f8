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
/// <c>AFFECT_ONNXRUNTIME</c>), the folder of a backend that
/// brings the library (<see cref="Prefer"/>), the npm package onnxruntime-node in a
/// <c>node_modules</c> beside the program or above it, and the system's library path. Its code is run, so the working folder, which may be
/// anybody's, is not looked in.
/// </summary>
public sealed class NativeLibraryLocator
{
    /// <summary>The environment variable that names the library's file.</summary>
    public const string Variable = "AFFECT_ONNXRUNTIME";

    internal const string FromOption = "option";

    private static volatile string[] s_preferred = [];

    private readonly IReadOnlyList<string> _startFolders;
    private readonly IReadOnlyList<string> _backendFolders;

    /// <summary>Looks from the program's folder upwards.</summary>
    public NativeLibraryLocator()
        : this([AppContext.BaseDirectory], s_preferred)
    {
    }

    internal NativeLibraryLocator(IReadOnlyList<string> startFolders, IReadOnlyList<string> backendFolders)
    {
        _startFolders = startFolders;
        _backendFolders = backendFolders;
    }

    /// <summary>
    /// Looks into a folder before npm's and the system's, from now on and in the whole process. For backends that bring
    /// the library; networks that are loaded already keep theirs.
    /// </summary>
    /// <param name="folder">Holds the library itself or, as NuGet packages lay it out, under <c>runtimes/RID/native</c>.</param>
    /// <returns>True if there is one for this system; else nothing is changed.</returns>
    public static bool Prefer(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string full = Path.GetFullPath(folder);
        if (!In(full).Any())
            return false;
        s_preferred = [full, .. s_preferred.Where(known => known != full)];
        return true;
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

    private IEnumerable<string> Backend() => _backendFolders.SelectMany(In);

    private static IEnumerable<string> In(string folder) =>
        new[] { folder, Path.Combine(folder, "runtimes", Portable(), "native") }.SelectMany(LibrariesIn);

    // Packages lay their parts out by system, not by its maker and version as RuntimeIdentifier has it ("debian.12-x64").
    private static string Portable()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
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
