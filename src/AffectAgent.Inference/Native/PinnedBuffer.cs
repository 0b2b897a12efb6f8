using System.Runtime.InteropServices;

namespace AffectAgent.Inference.Native;

/// <summary>
/// Zeroed memory that does not move and begins at a multiple of 64 bytes. It belongs to the garbage collector, so a
/// span over it keeps it alive, whatever is disposed meanwhile.
/// </summary>
internal sealed class PinnedBuffer
{
    private const int Alignment = 64;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _length;

    public PinnedBuffer(int length)
    {
        _bytes = GC.AllocateArray<byte>(length + Alignment, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        _start = (int)(((address + Alignment - 1) & -Alignment) - address);
        _length = length;
    }

    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, _start);

    public int Length => _length;

    public Span<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(_start, _length));
}
