using System.Runtime.InteropServices;

namespace AffectAgent.Inference.Native;

/// <summary>
/// Turns off ONNX Runtime's own reports to its makers, before the library is loaded: since 1.30 its Linux builds send
/// them by default, and while they gather the command line they crash on one of some 30,000 bytes.
/// </summary>
internal static partial class OrtTelemetry
{
    private const string Switch = "ORT_DISABLE_TELEMETRY";

    /// <summary>Sets the switch in the process's own environment, which is what a native library reads.</summary>
    public static void TurnOff()
    {
        Environment.SetEnvironmentVariable(Switch, "1");
        if (!OperatingSystem.IsWindows())
            _ = SetNative(Switch, "1", 1); // elsewhere .NET keeps a copy of its own
    }

    /// <summary>What a native library reads; null where the switch is not set.</summary>
    internal static string? Native() => Marshal.PtrToStringUTF8(GetNative(Switch));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetNative(string name);
}
