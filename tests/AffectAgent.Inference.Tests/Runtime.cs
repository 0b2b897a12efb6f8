using AffectAgent.Tests;

namespace AffectAgent.Inference.Tests;

/// <summary>Skips a test, with the reason, where ONNX Runtime is not installed.</summary>
internal static class Runtime
{
    public static void Need() => OnnxNeeded.Check();

    public static OnnxModel Load(byte[] model, InferenceOptions? options = null)
    {
        Need();
        return OnnxModel.Load(model, "test", options ?? new InferenceOptions { Provider = ExecutionProvider.Cpu });
    }
}
