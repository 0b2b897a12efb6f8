using System.Runtime.InteropServices;

namespace AffectAgent.Inference.Native;

/// <summary>One loaded copy of the library with its environment. Loaded once a process and file, never unloaded.</summary>
internal sealed class OrtRuntime
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, OrtRuntime> Loaded = [];

    private OrtRuntime(OrtApi api, LibraryCandidate library)
    {
        Api = api;
        Library = library;
        Environment = api.CreateEnv("affectagent");
        CpuMemory = api.CreateCpuMemoryInfo();
        Providers = api.AvailableProviders();
    }

    public OrtApi Api { get; }

    public LibraryCandidate Library { get; }

    public nint Environment { get; }

    /// <summary>Describes plain memory of this process.</summary>
    public nint CpuMemory { get; }

    /// <summary>The providers that this build of the library knows, which is not yet what the machine can run.</summary>
    public IReadOnlyList<string> Providers { get; }

    /// <summary>Loads the first usable library of a list; the same file is loaded once.</summary>
    public static OrtRuntime Get(IReadOnlyList<LibraryCandidate> candidates)
    {
        var tried = new List<string>();
        lock (Gate)
        {
            OrtTelemetry.TurnOff();
            foreach (var candidate in candidates)
            {
                if (Loaded.TryGetValue(candidate.Path, out var known))
                    return known;
                if (TryLoad(candidate, out var runtime, out string? fault))
                    return Loaded[candidate.Path] = runtime!;
                tried.Add($"{candidate.Path} ({candidate.Source}): {fault}");
            }
        }

        throw Missing(candidates, tried);
    }

    private static bool TryLoad(LibraryCandidate candidate, out OrtRuntime? runtime, out string? fault)
    {
        runtime = null;
        bool isFile = candidate.Source != "system";
        if (isFile && !File.Exists(candidate.Path))
        {
            fault = "no such file";
            return false;
        }

        nint library;
        try
        {
            library = NativeLibrary.Load(candidate.Path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            fault = isFile ? "the system cannot load it (" + error.Message.Split('\n')[0].Trim() + ")" : "not installed";
            return false;
        }

        if (!OrtApi.TryOpen(library, out var api, out fault))
        {
            NativeLibrary.Free(library);
            return false;
        }

        runtime = new OrtRuntime(api!, candidate);
        return true;
    }

    private static UserException Missing(IReadOnlyList<LibraryCandidate> candidates, List<string> tried)
    {
        string fix = candidates is [{ Explicit: true } named]
            ? $"Correct the path ({(named.Source == NativeLibraryLocator.FromOption ? "option" : named.Source)}) or leave it out."
            : $"Run 'npm ci --ignore-scripts' in the program's folder, or set {NativeLibraryLocator.Variable} to the library's file.";
        if (!candidates.Any(candidate => candidate.Explicit || candidate.Source == "npm"))
            tried.Add("npm: no node_modules with onnxruntime-node beside the program or above it");
        return new UserException($"ONNX Runtime's library was not found; tried {string.Join("; ", tried)}.", fix);
    }
}
