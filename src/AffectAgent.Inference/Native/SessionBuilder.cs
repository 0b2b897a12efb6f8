namespace AffectAgent.Inference.Native;

/// <summary>Builds a session's options and the session, on CUDA where asked and possible.</summary>
internal static class SessionBuilder
{
    private const string CudaName = "CUDAExecutionProvider";
    private const string Install = $"for an NVIDIA GPU: ./affect backends add onnxruntime-gpu, or set {NativeLibraryLocator.Variable} to a GPU build of the library.";
    private const int Sequential = 0;
    private const int AllOptimisations = 99;

    /// <summary>A session and what it runs on.</summary>
    /// <param name="Handle">The session.</param>
    /// <param name="Provider">What computes it.</param>
    /// <param name="Note">Why CUDA is not used, when it was asked for or might have been; else null.</param>
    public sealed record Built(OrtHandle Handle, ExecutionProvider Provider, string? Note);

    /// <summary>Creates a session.</summary>
    /// <param name="runtime">The library.</param>
    /// <param name="options">Threads and provider.</param>
    /// <param name="create">Creates the session from finished options.</param>
    public static Built Build(OrtRuntime runtime, InferenceOptions options, Func<nint, nint> create)
    {
        string? note = null;
        if (options.Provider != ExecutionProvider.Cpu)
        {
            if (!runtime.Providers.Contains(CudaName))
                note = $"ONNX Runtime {runtime.Api.VersionText} at hand was built without CUDA; {Install}";
            else if (LacksCudaPart(runtime.Library))
                note = $"ONNX Runtime {runtime.Api.VersionText} at hand lacks its part for CUDA ({CudaPart}); {Install}";
            else if (TryCuda(runtime, options, create, out var built, out note))
                return built!;
        }

        using var cpu = CreateOptions(runtime, options);
        return new Built(Wrap(runtime, create(cpu.Pointer)), ExecutionProvider.Cpu, note);
    }

    private static bool TryCuda(OrtRuntime runtime, InferenceOptions options, Func<nint, nint> create, out Built? built, out string? note)
    {
        built = null;
        note = null;
        try
        {
            using var session = CreateOptions(runtime, options);
            AppendCuda(runtime.Api, session.Pointer);
            built = new Built(Wrap(runtime, create(session.Pointer)), ExecutionProvider.Cuda, null);
            return true;
        }
        catch (OnnxRuntimeException error) when (error.Error is not (OnnxRuntimeError.InvalidProtobuf or OnnxRuntimeError.NoSuchFile))
        {
            note = "CUDA cannot be used: " + Reason(error.Message);
            return false;
        }
    }

    // The part for CUDA is a library of its own, which the runtime loads from the folder that it lies in itself.
    private static bool LacksCudaPart(LibraryCandidate library) =>
        Path.GetDirectoryName(library.Path) is { Length: > 0 } folder && !File.Exists(Path.Combine(folder, CudaPart));

    private static string CudaPart => OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";

    // The runtime puts the place in its source before its reason.
    private static string Reason(string message)
    {
        const string mark = "[ONNXRuntimeError]";
        int at = message.LastIndexOf(mark, StringComparison.Ordinal);
        return (at < 0 ? message : message[(at + mark.Length)..]).ReplaceLineEndings(" ").Trim(' ', ':');
    }

    private static void AppendCuda(OrtApi api, nint session)
    {
        using var cuda = new OrtHandle(api, api.Create(OrtSlot.CreateCudaProviderOptions), OrtSlot.ReleaseCudaProviderOptions);
        api.UpdateCudaOptions(cuda.Pointer, "cudnn_conv_algo_search", "HEURISTIC");
        api.Attach(OrtSlot.AppendCudaProvider, session, cuda.Pointer);
    }

    private static OrtHandle CreateOptions(OrtRuntime runtime, InferenceOptions options)
    {
        var api = runtime.Api;
        var handle = new OrtHandle(api, api.Create(OrtSlot.CreateSessionOptions), OrtSlot.ReleaseSessionOptions);
        api.Set(OrtSlot.SetSessionExecutionMode, handle.Pointer, Sequential);
        api.Set(OrtSlot.SetSessionGraphOptimizationLevel, handle.Pointer, AllOptimisations);
        api.Set(OrtSlot.SetIntraOpNumThreads, handle.Pointer, options.Threads);
        api.Set(OrtSlot.SetInterOpNumThreads, handle.Pointer, 1);
        // A waiting worker that spins takes a core from the decoder and from the other models of the pipeline.
        api.AddConfig(handle.Pointer, "session.intra_op.allow_spinning", "0");
        return handle;
    }

    private static OrtHandle Wrap(OrtRuntime runtime, nint session) => new(runtime.Api, session, OrtSlot.ReleaseSession);
}
