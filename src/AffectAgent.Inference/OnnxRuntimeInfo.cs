using AffectAgent.Inference.Native;

namespace AffectAgent.Inference;

/// <summary>Which ONNX Runtime the program uses, for <c>affect doctor</c>.</summary>
/// <param name="Path">File of the library, or the bare name by which the system found it.</param>
/// <param name="Source">Where it was found: "option", "AFFECT_ONNXRUNTIME", "backend", "npm" or "system".</param>
/// <param name="Version">The library's own version, such as "1.30.0".</param>
/// <param name="Providers">The execution providers that the library was built with; whether the machine can run one shows only when a model is loaded.</param>
public sealed record OnnxRuntimeInfo(string Path, string Source, string Version, IReadOnlyList<string> Providers)
{
    /// <summary>Finds and loads the library, as the first model would.</summary>
    /// <param name="o">Options whose <see cref="InferenceOptions.LibraryPath"/> counts; null for the defaults.</param>
    /// <exception cref="UserException">No usable library was found; the message lists what was tried and says how to install one.</exception>
    public static OnnxRuntimeInfo Probe(InferenceOptions? o = null)
    {
        var runtime = OrtRuntime.Get(new NativeLibraryLocator().Candidates(o?.LibraryPath));
        return new(runtime.Library.Path, runtime.Library.Source, runtime.Api.VersionText, runtime.Providers);
    }
}
