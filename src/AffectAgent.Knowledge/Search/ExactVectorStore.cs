namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Compares the query with every stored vector: nothing is left out, as approximate indexes do. A number takes 16 bits and a
/// row one factor, which halves the memory of single precision; a cosine is off by some 0.000002 (and by at most
/// √dimensions/65534). Searches take no lock and see the state of before or after a call that changes something.
/// </summary>
public sealed class ExactVectorStore : IVectorStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly Action<VectorSnapshot>? _persist;
    private volatile VectorSnapshot _now;

    /// <summary>Creates an empty store in memory.</summary>
    /// <param name="dimensions">Length of each vector, at least 1.</param>
    public ExactVectorStore(int dimensions)
        : this(new VectorSnapshot(Checked(dimensions), [], 0), null)
    {
    }

    /// <summary>Opens a store on rows that are there already.</summary>
    /// <param name="rows">The rows; their ids are unique.</param>
    /// <param name="persist">Called with the new rows before they can be seen; a call that it refuses changes nothing.</param>
    internal ExactVectorStore(VectorSnapshot rows, Action<VectorSnapshot>? persist)
    {
        _now = rows;
        _persist = persist;
        IndexRows();
    }

    /// <inheritdoc/>
    public int Dimensions => _now.Dimensions;

    /// <summary>How many vectors are stored.</summary>
    public int Count => _now.Count;

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Count);
    }

    /// <inheritdoc/>
    public ValueTask PutAsync(IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ArgumentException.ThrowIfNullOrEmpty(record.Id, nameof(records));
            VectorSegment.Check(record.Vector.Span, Dimensions, nameof(records));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (records.Count == 0)
            return ValueTask.CompletedTask;
        Change(edit =>
        {
            foreach (var record in records)
            {
                if (!_rows.TryGetValue(record.Id, out var row))
                    _rows[record.Id] = row = edit.Count;
                edit.Put(row, record.Id, record.Vector.Span);
            }
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<VectorMatch>> NearestAsync(ReadOnlyMemory<float> query, int limit, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Nearest(query.Span, limit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        cancellationToken.ThrowIfCancellationRequested();
        if (ids.Count == 0)
            return ValueTask.CompletedTask;
        Change(edit =>
        {
            foreach (var id in ids)
            {
                if (_rows.Remove(id, out var row) && edit.Remove(row) is { } moved)
                    _rows[moved] = row;
            }
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>The nearest vectors, best first, ties by id.</summary>
    /// <param name="query">A vector like those stored.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">Another length, a number that is not finite, or nothing but zeros.</exception>
    public IReadOnlyList<VectorMatch> Nearest(ReadOnlySpan<float> query, int limit, CancellationToken cancellationToken = default)
    {
        var now = _now;
        VectorSegment.Check(query, now.Dimensions, nameof(query));
        return VectorScan.Nearest(now.Segments, now.Count, query, limit, cancellationToken);
    }

    private static int Checked(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        return dimensions;
    }

    private void Change(Action<VectorEdit> change)
    {
        lock (_gate)
        {
            var done = false;
            try
            {
                var edit = new VectorEdit(_now);
                change(edit);
                var next = edit.Done();
                _persist?.Invoke(next);
                _now = next;
                done = true;
            }
            finally
            {
                if (!done)
                    IndexRows();
            }
        }
    }

    private void IndexRows()
    {
        _rows.Clear();
        _rows.EnsureCapacity(_now.Count);
        for (var row = 0; row < _now.Count; row++)
            _rows[_now.IdOf(row)] = row;
    }
}
