namespace AffectAgent.Inference.Tests;

/// <summary>Skips a test, with the reason, where ONNX Runtime is not installed.</summary>
internal static class Runtime
{
    private static readonly Lazy<string?> Fault = new(() =>
    {
        try
        {
            OnnxRuntimeInfo.Probe();
            return null;
        }
        catch (UserException error)
        {
            return error.Message;
        }
    });

    public static void Need() => Assert.SkipWhen(Fault.Value is not null, Fault.Value ?? "");

    public static OnnxModel Load(byte[] model, InferenceOptions? options = null)
    {
        Need();
        return OnnxModel.Load(model, "test", options ?? new InferenceOptions { Provider = ExecutionProvider.Cpu });
    }
}
