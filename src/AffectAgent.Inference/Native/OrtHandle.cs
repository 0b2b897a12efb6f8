using System.Runtime.InteropServices;

namespace AffectAgent.Inference.Native;

/// <summary>An object of the runtime's that is given back through the table's release function of its kind.</summary>
internal sealed class OrtHandle : SafeHandle
{
    private readonly OrtApi _api;
    private readonly OrtSlot _release;

    public OrtHandle(OrtApi api, nint handle, OrtSlot release)
        : base(0, ownsHandle: true)
    {
        _api = api;
        _release = release;
        SetHandle(handle);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer itself; valid while this handle is not disposed.</summary>
    public nint Pointer => IsClosed ? throw new ObjectDisposedException(nameof(OrtHandle)) : handle;

    protected override bool ReleaseHandle()
    {
        _api.Release(_release, handle);
        return true;
    }
}
