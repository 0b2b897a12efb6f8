namespace AffectAgent.Backends.LLamaSharp.Tests;

/// <summary>A folder with the tiny model, and the natives to run it with.</summary>
public sealed class TinyModel : IDisposable
{
    public const string NativesVariable = "AFFECT_LLAMA_NATIVES";

    public string Folder { get; } = Directory.CreateTempSubdirectory("affect-gguf-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "tiny.gguf");

    public TinyModel() => TinyGguf.Write(Folder);

    /// <summary>Settings for the natives that are there; skips the test where none are.</summary>
    internal static GgufSettings Settings(int parallel = 2)
    {
        var folder = Environment.GetEnvironmentVariable(NativesVariable);
        var packaged = Directory.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes"))
            && Directory.EnumerateFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes"), "*llama.*", SearchOption.AllDirectories).Any();
        Assert.SkipUnless(packaged || Directory.Exists(folder), $"No llama.cpp here: set {NativesVariable} to a folder with its shared libraries, or build with -p:LlamaNatives=cpu.");
        return new GgufSettings { Natives = packaged ? null : folder, Threads = 1, Parallel = parallel, Temperature = 0.8f, Seed = 5, Context = 2048, MaxTokens = 200 };
    }

    internal static GgufChatClientProvider Provider(int parallel = 2) => new(Settings(parallel));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
