using System.Runtime.InteropServices;
using LLama.Exceptions;
using LLama.Native;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// Loads llama.cpp's shared libraries, once a process: those of the installed package, or those of a folder, where the
/// parts that compute (one for each kind of processor, one for CUDA) are loaded as well.
/// </summary>
internal static class Natives
{
    private static readonly Lock Gate = new();
    private static readonly Queue<string> Complaints = new();
    // Kept for the life of the process: native code calls it.
    private static readonly NativeLogConfig.LLamaLogCallback Listener = Listen;
    private static bool _loaded;
    private static UserException? _fault;

    /// <summary>Loads them.</summary>
    /// <param name="folder">Where they lie, or null for the package's.</param>
    /// <exception cref="UserException">They are missing or can't be loaded.</exception>
    public static void Load(string? folder)
    {
        lock (Gate)
        {
            if (_fault is not null)
                throw _fault;
            if (_loaded)
                return;
            try
            {
                NativeLibraryConfig.All.WithLogCallback(Listener);
                var main = folder is null ? null : MainIn(folder);
                if (main is not null)
                    NativeLibraryConfig.All.WithLibrary(main, null);
                // Touches the class that loads the library.
                NativeApi.llama_empty_call();
                if (main is not null)
                    LoadComputing(Path.GetDirectoryName(main)!);
                _loaded = true;
            }
            catch (UserException)
            {
                throw;
            }
            catch (Exception e) when (e is TypeInitializationException or RuntimeError or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
            {
                // The runtime never tries the class again, so the fault is final.
                throw _fault = Missing(folder, e);
            }
        }
    }

    /// <summary>The fault of libraries that lack what this LLamaSharp calls.</summary>
    public static UserException OfAnotherVersion(Exception inner) =>
        new("llama.cpp's native libraries are of another version than LLamaSharp wants.", "Take those that belong to it: its packages LLamaSharp.Backend.*, or a build of the commit that it names.", inner);

    /// <summary>What llama.cpp complained of last, one line; null where it didn't.</summary>
    public static string? LastComplaint()
    {
        lock (Complaints)
            return Complaints.Count == 0 ? null : string.Join(" ", Complaints).Replace('\n', ' ').Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Forgets the complaints.</summary>
    public static void ForgetComplaints()
    {
        lock (Complaints)
            Complaints.Clear();
    }

    private static void Listen(LLamaLogLevel level, string message)
    {
        if (level != LLamaLogLevel.Error)
            return;
        lock (Complaints)
        {
            Complaints.Enqueue(message.Trim());
            while (Complaints.Count > 3)
                Complaints.Dequeue();
        }
    }

    private static UserException Missing(string? folder, Exception inner) => folder is null
        ? new UserException("llama.cpp's native libraries are missing or don't run on this machine.", "Install the backend with them (llamasharp-cpu or llamasharp-cuda12), or name their folder in its setting 'natives'.", inner)
        : new UserException($"llama.cpp's native libraries in '{folder}' don't load.", "They must be of the version that LLamaSharp names, and of this machine's kind.", inner);

    // Builds of llama.cpp name the library with or without its version.
    private static string MainIn(string folder) =>
        Pick(folder, "llama") ?? throw new UserException($"'{folder}' holds no llama.cpp library.", "Name the folder that holds libllama.so, llama.dll or libllama.dylib.");

    private static string? Pick(string folder, string name)
    {
        var (prefix, end) = OperatingSystem.IsWindows() ? ("", ".dll") : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        var plain = Path.Combine(folder, $"{prefix}{name}{end}");
        return File.Exists(plain) ? plain : Directory.EnumerateFiles(folder, $"{prefix}{name}.*{end}").Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private static unsafe void LoadComputing(string folder)
    {
        if (Pick(folder, "ggml") is not { } path || !NativeLibrary.TryLoad(path, out var ggml)
            || !NativeLibrary.TryGetExport(ggml, "ggml_backend_load_all_from_path", out var load))
            return;
        var text = Marshal.StringToCoTaskMemUTF8(folder);
        try
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)load)(text);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
