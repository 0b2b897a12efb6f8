using AffectAgent.Inference;

namespace AffectAgent.Tests;

/// <summary>Skips a test, with the reason, where ONNX Runtime is not installed. Compiled into each test project that needs it.</summary>
internal static class OnnxNeeded
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

    public static void Check() => Assert.SkipWhen(Fault.Value is not null, Fault.Value ?? "");
}
