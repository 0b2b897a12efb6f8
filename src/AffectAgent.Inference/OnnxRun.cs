using AffectAgent.Inference.Native;

namespace AffectAgent.Inference;

/// <summary>
/// The buffers of a model for runs of one shape: fill the inputs, execute, read the outputs, again and again without
/// allocating. Not thread-safe: make one for each thread. The spans show the same memory for as long as this object
/// lives, and its content stays between runs.
/// </summary>
public sealed class OnnxRun : IDisposable
{
    private const long MaxBytes = 1L << 30;

    private readonly OnnxModel _model;
    private readonly long[][] _shapes;
    private readonly PinnedBuffer[] _data;
    private readonly OrtHandle[] _values;
    private readonly OrtHandle _options;
    private readonly PinnedBuffer _pointers;
    private bool _disposed;

    private OnnxRun(OnnxModel model, long[][] shapes)
    {
        _model = model;
        _shapes = shapes;
        _data = new PinnedBuffer[shapes.Length];
        _values = new OrtHandle[shapes.Length];
        var api = model.Runtime.Api;
        _options = new OrtHandle(api, api.Create(OrtSlot.CreateRunOptions), OrtSlot.ReleaseRunOptions);
        _pointers = new PinnedBuffer(shapes.Length * IntPtr.Size);
    }

    /// <summary>The inputs' floats, row by row, to be filled before <see cref="Execute"/>.</summary>
    /// <param name="name">The input's name.</param>
    /// <exception cref="ArgumentException">There is no such input, or it does not hold 32-bit floats.</exception>
    public Span<float> Input(string name) => Input<float>(name);

    /// <summary>An input's elements, row by row, to be filled before <see cref="Execute"/>.</summary>
    /// <typeparam name="T">The C# type of the elements: float, double, Half, byte, sbyte, short, ushort, int, uint, long, ulong or bool.</typeparam>
    /// <param name="name">The input's name.</param>
    /// <exception cref="ArgumentException">There is no such input, or its elements are of another type.</exception>
    public Span<T> Input<T>(string name)
        where T : unmanaged => Elements<T>(_model.Inputs, 0, name);

    /// <summary>An output's floats, row by row, as the last <see cref="Execute"/> left them; zeros before the first.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="ArgumentException">There is no such output, or it does not hold 32-bit floats.</exception>
    public ReadOnlySpan<float> Output(string name) => Output<float>(name);

    /// <summary>An output's elements, row by row, as the last <see cref="Execute"/> left them; zeros before the first.</summary>
    /// <typeparam name="T">The C# type of the elements.</typeparam>
    /// <param name="name">The output's name.</param>
    /// <exception cref="ArgumentException">There is no such output, or its elements are of another type.</exception>
    public ReadOnlySpan<T> Output<T>(string name)
        where T : unmanaged => Elements<T>(_model.Outputs, _model.Inputs.Count, name);

    /// <summary>The shape in which an input or output is bound.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public ReadOnlySpan<long> Shape(string name)
    {
        int input = Find(_model.Inputs, name);
        int output = input >= 0 ? -1 : Find(_model.Outputs, name);
        return input >= 0 ? _shapes[input] : output >= 0 ? _shapes[_model.Inputs.Count + output] : throw Unknown(name);
    }

    /// <summary>Runs the model on what the inputs hold.</summary>
    /// <param name="ct">Stops the run between two operators.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; the outputs are undefined.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime failed; its own text says why.</exception>
    /// <exception cref="ObjectDisposedException">This object or its model is disposed.</exception>
    public void Execute(CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ObjectDisposedException.ThrowIf(_model.IsDisposed, _model);
        ct.ThrowIfCancellationRequested();
        bool held = false;
        try
        {
            _model.Session.DangerousAddRef(ref held);
            using var registration = ct.UnsafeRegister(static run => ((OnnxRun)run!).Terminate(), this);
            Run();
        }
        catch (OnnxRuntimeException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        finally
        {
            if (ct.IsCancellationRequested)
                _model.Runtime.Api.Call(OrtSlot.RunOptionsUnsetTerminate, _options.Pointer);
            if (held)
                _model.Session.DangerousRelease();
            GC.KeepAlive(this);
        }
    }

    /// <summary>Lets go of the buffers.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var value in _values)
            value?.Dispose();
        _options.Dispose();
    }

    internal static OnnxRun Create(OnnxModel model, long[][] shapes)
    {
        ObjectDisposedException.ThrowIf(model.IsDisposed, model);
        var run = new OnnxRun(model, shapes);
        try
        {
            for (int i = 0; i < shapes.Length; i++)
                run.Bind(i);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private void Bind(int index)
    {
        var tensor = index < _model.Inputs.Count ? _model.Inputs[index] : _model.Outputs[index - _model.Inputs.Count];
        int size = ElementTypes.SizeOf(tensor.Type);
        if (size == 0)
            throw new NotSupportedException($"Model '{_model.Name}': tensor {tensor} cannot be bound.");
        var runtime = _model.Runtime;
        _data[index] = new PinnedBuffer(ByteCount(tensor, _shapes[index], size));
        nint value = runtime.Api.CreateTensor(runtime.CpuMemory, _data[index].Address, _data[index].Length, _shapes[index], tensor.Type);
        _values[index] = new OrtHandle(runtime.Api, value, OrtSlot.ReleaseValue);
        _pointers.As<nint>()[index] = value;
    }

    private static int ByteCount(TensorInfo tensor, long[] shape, int elementSize)
    {
        UInt128 bytes = (UInt128)elementSize;
        foreach (long size in shape)
        {
            bytes *= (UInt128)size;
            if (bytes > MaxBytes)
                throw new ArgumentException($"Tensor {tensor} in shape [{string.Join(", ", shape)}] takes more than {MaxBytes >> 30} GiB; use a smaller batch.");
        }

        return (int)bytes;
    }

    private void Run()
    {
        int inputs = _model.Inputs.Count, outputs = _model.Outputs.Count;
        nint names = _model.Names.Address, values = _pointers.Address;
        nint skip = inputs * IntPtr.Size;
        _model.Runtime.Api.Run(_model.Session.Pointer, _options.Pointer, names, values, inputs, names + skip, outputs, values + skip);
    }

    private void Terminate() => _model.Runtime.Api.Call(OrtSlot.RunOptionsSetTerminate, _options.Pointer);

    private Span<T> Elements<T>(IReadOnlyList<TensorInfo> tensors, int first, string name)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int index = Find(tensors, name);
        if (index < 0)
            throw Unknown(name);
        if (ElementTypes.Of<T>() != tensors[index].Type)
            throw new ArgumentException($"Model '{_model.Name}': {tensors[index]} does not hold {typeof(T).Name}.", nameof(name));
        return _data[first + index].As<T>();
    }

    private static int Find(IReadOnlyList<TensorInfo> tensors, string name)
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            if (tensors[i].Name == name)
                return i;
        }

        return -1;
    }

    private ArgumentException Unknown(string name) =>
        new($"Model '{_model.Name}' has no such tensor '{name}' here; it has {ShapeBinder.Names(_model)}.", nameof(name));
}
