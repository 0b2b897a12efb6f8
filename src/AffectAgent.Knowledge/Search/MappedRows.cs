using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace AffectAgent.Knowledge.Search;

/// <summary>Rows that lie in a memory-mapped file. The mapping lives as long as something refers to it.</summary>
/// <param name="view">The mapping, for reading.</param>
/// <param name="offset">Where the rows begin, in bytes from the start of the mapping.</param>
/// <param name="length">How many bytes there are.</param>
internal sealed unsafe class MappedRows(SafeMemoryMappedViewHandle view, long offset, int length) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new((byte*)view.DangerousGetHandle() + offset, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)view.DangerousGetHandle() + offset + elementIndex, pinnable: this);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
