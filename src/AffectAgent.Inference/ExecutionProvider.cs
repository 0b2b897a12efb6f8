namespace AffectAgent.Inference;

/// <summary>The part of ONNX Runtime that computes a model.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA where the runtime and the machine have it, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through CUDA; the CPU, with the reason kept, where that cannot be had.</summary>
    Cuda,
}
