using AffectAgent.Inference;

namespace AffectAgent.Backends.OnnxRuntimeGpu;

/// <summary>
/// Brings ONNX Runtime's library with its part for CUDA. The networks are then loaded on it: on the GPU where one answers,
/// else on the processor, and the note of each network says why.
/// </summary>
public sealed class OnnxRuntimeGpuBackend : IAffectBackend
{
    private readonly string _folder;

    /// <summary>The backend, with the library that lies beside its assembly.</summary>
    public OnnxRuntimeGpuBackend()
        : this(Path.GetDirectoryName(typeof(OnnxRuntimeGpuBackend).Assembly.Location)!)
    {
    }

    internal OnnxRuntimeGpuBackend(string folder) => _folder = folder;

    /// <inheritdoc/>
    public string Name => "onnxruntime-gpu";

    /// <inheritdoc/>
    public string Purpose => "Runs the networks on an NVIDIA GPU.";

    /// <inheritdoc/>
    public void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings)
    {
        if (!NativeLibraryLocator.Prefer(_folder))
            throw new UserException("it holds no ONNX Runtime for this system; the package has one for Linux on x64", "Remove it (./affect backends remove onnxruntime-gpu): the networks run on the processor without it.");
    }
}
