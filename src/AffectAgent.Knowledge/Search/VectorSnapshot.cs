namespace AffectAgent.Knowledge.Search;

/// <summary>The rows of a store at one moment: full segments but for the last. Never changes.</summary>
/// <param name="Dimensions">Numbers of a row.</param>
/// <param name="Segments">The rows; may hold more than are counted.</param>
/// <param name="Count">How many rows count.</param>
internal sealed record VectorSnapshot(int Dimensions, IReadOnlyList<VectorSegment> Segments, int Count)
{
    /// <summary>The id of a row.</summary>
    public string IdOf(int row) => Segments[row / VectorSegment.Rows].Ids[row % VectorSegment.Rows];
}

/// <summary>Makes the next snapshot out of one; copies each segment that it has to change, once.</summary>
internal sealed class VectorEdit(VectorSnapshot from)
{
    private readonly List<VectorSegment> _segments = [.. from.Segments];
    private readonly HashSet<VectorSegment> _copied = [];

    /// <summary>How many rows there are now.</summary>
    public int Count { get; private set; } = from.Count;

    /// <summary>Writes a row, or a new one at the end.</summary>
    public void Put(int row, string id, ReadOnlySpan<float> vector)
    {
        Count = Math.Max(Count, row + 1);
        Open(row).Write(row % VectorSegment.Rows, id, vector);
    }

    /// <summary>Takes a row out: the last one takes its place. Returns the id that moved, or null.</summary>
    public string? Remove(int row)
    {
        var last = Count - 1;
        string? moved = null;
        if (row != last)
        {
            var source = _segments[last / VectorSegment.Rows];
            moved = source.Ids[last % VectorSegment.Rows];
            Open(row).Write(row % VectorSegment.Rows, source, last % VectorSegment.Rows, from.Dimensions);
        }

        Count = last;
        return moved;
    }

    /// <summary>The new snapshot; segments that hold no row any more are let go.</summary>
    public VectorSnapshot Done() => new(from.Dimensions, _segments[..((Count + VectorSegment.Rows - 1) / VectorSegment.Rows)], Count);

    private VectorSegment Open(int row)
    {
        var index = row / VectorSegment.Rows;
        if (index == _segments.Count)
        {
            _segments.Add(new VectorSegment(from.Dimensions));
            _copied.Add(_segments[index]);
        }

        var segment = _segments[index];
        if (_copied.Contains(segment) || segment.CanWrite(row % VectorSegment.Rows))
            return segment;
        _segments[index] = segment.Copy(Math.Min(VectorSegment.Rows, Count - (index * VectorSegment.Rows)), from.Dimensions);
        _copied.Add(_segments[index]);
        return _segments[index];
    }
}
