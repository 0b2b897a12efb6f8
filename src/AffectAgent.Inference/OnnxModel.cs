using System.Runtime.InteropServices;
using System.Text;
using AffectAgent.Inference.Native;

namespace AffectAgent.Inference;

/// <summary>
/// A neural network that is loaded and ready to run. Thread-safe: any number of threads may run it at once, each
/// through an <see cref="OnnxRun"/> of its own.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private const string Mend = "Get the file again, or run 'affect models verify'.";

    private readonly OrtHandle _session;
    private readonly PinnedBuffer _names;

    private OnnxModel(OrtRuntime runtime, SessionBuilder.Built built, string name)
    {
        Runtime = runtime;
        Name = name;
        Provider = built.Provider;
        ProviderNote = built.Note;
        _session = built.Handle;
        Inputs = Describe(OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);
        Outputs = Describe(OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);
        _names = NameTable([.. Inputs, .. Outputs]);
    }

    /// <summary>What the model was loaded from: a file's name or the name given with the bytes.</summary>
    public string Name { get; }

    /// <summary>The inputs, in the model's order.</summary>
    public IReadOnlyList<TensorInfo> Inputs { get; }

    /// <summary>The outputs, in the model's order.</summary>
    public IReadOnlyList<TensorInfo> Outputs { get; }

    /// <summary>What really computes the model: <see cref="ExecutionProvider.Cpu"/> or <see cref="ExecutionProvider.Cuda"/>.</summary>
    public ExecutionProvider Provider { get; }

    /// <summary>Why CUDA is not used although it was asked for or allowed; null when it is used or was not wanted.</summary>
    public string? ProviderNote { get; }

    internal OrtRuntime Runtime { get; }

    internal OrtHandle Session => _session;

    internal PinnedBuffer Names => _names;

    internal bool IsDisposed => _session.IsClosed;

    /// <summary>Loads a model file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="o">How to load it; null for the defaults.</param>
    /// <exception cref="UserException">The file is missing or not a model, the options are wrong, or ONNX Runtime is not installed.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime or its provider failed for a reason of its own.</exception>
    public static OnnxModel Load(string path, InferenceOptions? o = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new UserException($"There is no model file '{path}'.", "Correct the path, or run 'affect models verify'.");
        string full = Path.GetFullPath(path);
        return Load(Path.GetFileName(path), o, (runtime, options) => runtime.Api.CreateSession(runtime.Environment, full, options));
    }

    /// <summary>Loads a model from memory, which may be changed or freed afterwards.</summary>
    /// <param name="bytes">The content of an ONNX file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="o">How to load it; null for the defaults.</param>
    /// <exception cref="UserException">The bytes are not a model, the options are wrong, or ONNX Runtime is not installed.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime or its provider failed for a reason of its own.</exception>
    public static OnnxModel Load(ReadOnlyMemory<byte> bytes, string name, InferenceOptions? o = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (bytes.IsEmpty)
            throw new UserException($"'{name}' is empty, not an ONNX model.", Mend);
        return Load(name, o, (runtime, options) => runtime.Api.CreateSession(runtime.Environment, bytes.Span, options));
    }

    /// <summary>Makes buffers for one run after another, with every free dimension set to one size.</summary>
    /// <param name="batch">The size of each free dimension, at least 1; default 1.</param>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public OnnxRun CreateRun(int batch = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        return OnnxRun.Create(this, ShapeBinder.FromBatch(this, batch));
    }

    /// <summary>Makes buffers for one run after another, with the shapes given.</summary>
    /// <param name="shapes">The shape of each input that has a free dimension, by name. An output needs one only where its size does not follow from the inputs' named dimensions.</param>
    /// <exception cref="ArgumentException">A name is unknown, a shape does not fit the model, or one is lacking.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public OnnxRun CreateRun(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        return OnnxRun.Create(this, ShapeBinder.FromShapes(this, shapes));
    }

    /// <summary>Lets go of the model. Runs made from it can no longer be executed; a run under way on another thread ends first.</summary>
    public void Dispose() => _session.Dispose();

    private static OnnxModel Load(string name, InferenceOptions? o, Func<OrtRuntime, nint, nint> create)
    {
        var options = o ?? new InferenceOptions();
        options.Validate();
        var runtime = OrtRuntime.Get(new NativeLibraryLocator().Candidates(options.LibraryPath));
        try
        {
            return new OnnxModel(runtime, SessionBuilder.Build(runtime, options, handle => create(runtime, handle)), name);
        }
        catch (OnnxRuntimeException error) when (error.Error is not (OnnxRuntimeError.EngineError or OnnxRuntimeError.RuntimeException
            or OnnxRuntimeError.ExecutionProviderFailure))
        {
            string reason = error.Message.ReplaceLineEndings(" ");
            throw new UserException($"'{name}' is not a usable ONNX model: {reason}", Mend, error);
        }
    }

    private TensorInfo[] Describe(OrtSlot count, OrtSlot name, OrtSlot type)
    {
        var api = Runtime.Api;
        var all = new TensorInfo[(int)api.Count(count, _session.Pointer)];
        for (int i = 0; i < all.Length; i++)
        {
            using var info = new OrtHandle(api, api.Item(type, _session.Pointer, i), OrtSlot.ReleaseTypeInfo);
            var (element, shape, dimensions) = api.TensorShape(info.Pointer);
            all[i] = new TensorInfo(api.SessionName(name, _session.Pointer, i), element, Array.AsReadOnly(shape), Array.AsReadOnly(dimensions));
        }

        return all;
    }

    // An array of pointers, then the zero-ended texts that they point at, in one block.
    private static PinnedBuffer NameTable(TensorInfo[] tensors)
    {
        int head = tensors.Length * IntPtr.Size;
        var buffer = new PinnedBuffer(head + tensors.Sum(t => Encoding.UTF8.GetByteCount(t.Name) + 1));
        var pointers = buffer.As<byte>()[..head];
        int at = head;
        for (int i = 0; i < tensors.Length; i++)
        {
            MemoryMarshal.Write(pointers[(i * IntPtr.Size)..], buffer.Address + at);
            at += Encoding.UTF8.GetBytes(tensors[i].Name, buffer.As<byte>()[at..]) + 1;
        }

        return buffer;
    }
}
