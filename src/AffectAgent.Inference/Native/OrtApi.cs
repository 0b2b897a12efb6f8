using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace AffectAgent.Inference.Native;

/// <summary>
/// ONNX Runtime's C functions, called by their place in the table that <c>OrtGetApiBase()-&gt;GetApi(version)</c> returns.
/// Every call that reports a status throws <see cref="OnnxRuntimeException"/> when it failed.
/// </summary>
internal sealed unsafe class OrtApi
{
    /// <summary>The table's version asked for. Runtimes from 1.14 on have it; the places used all lie inside it.</summary>
    public const uint Version = 14;

    private readonly nint* _table;

    private OrtApi(nint* table, string versionText)
    {
        _table = table;
        VersionText = versionText;
    }

    /// <summary>The runtime's version, such as "1.30.0".</summary>
    public string VersionText { get; }

    /// <summary>Finds the function table of a loaded library.</summary>
    /// <param name="library">Handle of the loaded library.</param>
    /// <param name="api">The functions.</param>
    /// <param name="fault">Why the library cannot be used, when it cannot.</param>
    public static bool TryOpen(nint library, out OrtApi? api, out string? fault)
    {
        api = null;
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint export))
        {
            fault = "it is not ONNX Runtime (no function OrtGetApiBase)";
            return false;
        }

        nint* start = ((delegate* unmanaged<nint*>)export)();
        string version = Text(((delegate* unmanaged<byte*>)start[1])());
        nint* table = IsTooOld(version) ? null : ((delegate* unmanaged<uint, nint*>)start[0])(Version);
        fault = table is null ? $"it is ONNX Runtime {version}; 1.{Version} or newer is needed" : null;
        api = table is null ? null : new OrtApi(table, version);
        return api is not null;
    }

    // Asking an old runtime for a new table makes it write to standard error, so its version is looked at first.
    private static bool IsTooOld(string version) =>
        System.Version.TryParse(version.Split('-', '+')[0], out var parsed) && parsed < new System.Version(1, (int)Version);

    /// <summary>The address in a place of the table.</summary>
    [IndexerName("Functions")]
    public nint this[OrtSlot slot] => _table[(int)slot];

    public void Release(OrtSlot slot, nint handle) => ((delegate* unmanaged<nint, void>)this[slot])(handle);

    /// <summary>Calls a function of the form <c>status F(out handle)</c>.</summary>
    public nint Create(OrtSlot slot)
    {
        nint result;
        Check(((delegate* unmanaged<nint*, nint>)this[slot])(&result));
        return result;
    }

    /// <summary>Calls a function of the form <c>status F(handle)</c>.</summary>
    public void Call(OrtSlot slot, nint target) => Check(((delegate* unmanaged<nint, nint>)this[slot])(target));

    /// <summary>Calls a function of the form <c>status F(handle, int)</c>.</summary>
    public void Set(OrtSlot slot, nint target, int value) => Check(((delegate* unmanaged<nint, int, nint>)this[slot])(target, value));

    /// <summary>Calls a function of the form <c>status F(handle, handle)</c>.</summary>
    public void Attach(OrtSlot slot, nint target, nint other) => Check(((delegate* unmanaged<nint, nint, nint>)this[slot])(target, other));

    /// <summary>Calls a function of the form <c>status F(handle, out size)</c>.</summary>
    public nuint Count(OrtSlot slot, nint target)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)this[slot])(target, &count));
        return count;
    }

    /// <summary>Calls a function of the form <c>status F(handle, index, out handle)</c>.</summary>
    public nint Item(OrtSlot slot, nint target, int index)
    {
        nint result;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)this[slot])(target, (nuint)index, &result));
        return result;
    }

    public nint CreateEnv(string name)
    {
        const int fatalOnly = 4; // what fails comes back as a status; the runtime's own lines on standard error would only repeat it
        nint env;
        fixed (byte* id = Utf8(name))
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)this[OrtSlot.CreateEnv])(fatalOnly, id, &env));
        return env;
    }

    public nint CreateCpuMemoryInfo()
    {
        const int deviceAllocator = 0, defaultMemory = 0;
        nint info;
        Check(((delegate* unmanaged<int, int, nint*, nint>)this[OrtSlot.CreateCpuMemoryInfo])(deviceAllocator, defaultMemory, &info));
        return info;
    }

    public nint CreateSession(nint env, ReadOnlySpan<byte> model, nint options)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)this[OrtSlot.CreateSessionFromArray])(
                env, bytes, (nuint)model.Length, options, &session));
        }

        return session;
    }

    /// <summary>Opens a model file by its path, which the runtime wants in the system's own characters.</summary>
    public nint CreateSession(nint env, string path, nint options)
    {
        nint session;
        byte[] text = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Utf8(path);
        fixed (byte* bytes = text)
            Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)this[OrtSlot.CreateSession])(env, bytes, options, &session));
        return session;
    }

    public void AddConfig(nint options, string key, string value)
    {
        fixed (byte* k = Utf8(key), v = Utf8(value))
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)this[OrtSlot.AddSessionConfigEntry])(options, k, v));
    }

    public void UpdateCudaOptions(nint cuda, string key, string value)
    {
        fixed (byte* k = Utf8(key), v = Utf8(value))
        {
            byte** keys = stackalloc byte*[] { k };
            byte** values = stackalloc byte*[] { v };
            Check(((delegate* unmanaged<nint, byte**, byte**, nuint, nint>)this[OrtSlot.UpdateCudaProviderOptions])(cuda, keys, values, 1));
        }
    }

    public nint CreateTensor(nint memoryInfo, nint data, long bytes, ReadOnlySpan<long> shape, TensorElementType type)
    {
        nint value;
        fixed (long* dims = shape)
        {
            Check(((delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint>)this[OrtSlot.CreateTensorWithDataAsOrtValue])(
                memoryInfo, data, (nuint)bytes, dims, (nuint)shape.Length, (int)type, &value));
        }

        return value;
    }

    public void Run(nint session, nint options, nint inputNames, nint inputs, int inputCount, nint outputNames, int outputCount, nint outputs) =>
        Check(((delegate* unmanaged<nint, nint, nint, nint, nuint, nint, nuint, nint, nint>)this[OrtSlot.Run])(
            session, options, inputNames, inputs, (nuint)inputCount, outputNames, (nuint)outputCount, outputs));

    /// <summary>The name of an input or output, in memory that the default allocator gave and takes back.</summary>
    public string SessionName(OrtSlot slot, nint session, int index)
    {
        nint allocator = Create(OrtSlot.GetAllocatorWithDefaultOptions);
        byte* name;
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)this[slot])(session, (nuint)index, allocator, &name));
        string text = Text(name);
        Attach(OrtSlot.AllocatorFree, allocator, (nint)name);
        return text;
    }

    /// <summary>The type and shape in a type description; undefined and empty for what is not a tensor.</summary>
    public (TensorElementType Type, long[] Shape, string[] Names) TensorShape(nint typeInfo)
    {
        nint tensor = Cast(typeInfo);
        if (tensor == 0)
            return (TensorElementType.Undefined, [], []);
        int type;
        Check(((delegate* unmanaged<nint, int*, nint>)this[OrtSlot.GetTensorElementType])(tensor, &type));
        int rank = (int)Count(OrtSlot.GetDimensionsCount, tensor);
        var shape = new long[rank];
        var names = new string[rank];
        byte** symbols = stackalloc byte*[rank];
        fixed (long* dims = shape)
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)this[OrtSlot.GetDimensions])(tensor, dims, (nuint)rank));
        Check(((delegate* unmanaged<nint, byte**, nuint, nint>)this[OrtSlot.GetSymbolicDimensions])(tensor, symbols, (nuint)rank));
        for (int i = 0; i < rank; i++)
            names[i] = Text(symbols[i]);
        return ((TensorElementType)type, shape, names);
    }

    public string[] AvailableProviders()
    {
        byte** names;
        int count;
        Check(((delegate* unmanaged<byte***, int*, nint>)this[OrtSlot.GetAvailableProviders])(&names, &count));
        var result = new string[count];
        for (int i = 0; i < count; i++)
            result[i] = Text(names[i]);
        Check(((delegate* unmanaged<byte**, int, nint>)this[OrtSlot.ReleaseAvailableProviders])(names, count));
        return result;
    }

    public nint CreateStatus(OnnxRuntimeError error, string message)
    {
        fixed (byte* text = Utf8(message))
            return ((delegate* unmanaged<int, byte*, nint>)this[OrtSlot.CreateStatus])((int)error, text);
    }

    /// <summary>Throws what a status says and gives it back; does nothing for null, which is success.</summary>
    public void Check(nint status)
    {
        if (status == 0)
            return;
        int code = ((delegate* unmanaged<nint, int>)this[OrtSlot.GetErrorCode])(status);
        string message = Text(((delegate* unmanaged<nint, byte*>)this[OrtSlot.GetErrorMessage])(status));
        Release(OrtSlot.ReleaseStatus, status);
        throw new OnnxRuntimeException((OnnxRuntimeError)code, message);
    }

    private nint Cast(nint typeInfo)
    {
        nint tensor;
        Check(((delegate* unmanaged<nint, nint*, nint>)this[OrtSlot.CastTypeInfoToTensorInfo])(typeInfo, &tensor));
        return tensor;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
