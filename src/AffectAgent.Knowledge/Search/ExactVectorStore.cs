using System.Numerics.Tensors;

namespace AffectAgent.Knowledge.Search;

/// <summary>Compares the query with every stored vector: exact, in memory, quick up to some 100,000 short vectors.</summary>
public sealed class ExactVectorStore : IVectorStore
{
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private float[] _rows = [];

    /// <summary>Creates an empty store.</summary>
    /// <param name="dimensions">Length of each vector, at least 1.</param>
    public ExactVectorStore(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        Dimensions = dimensions;
    }

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <summary>How many vectors are stored.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _ids.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Count);

    /// <inheritdoc/>
    public ValueTask PutAsync(IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            ArgumentException.ThrowIfNullOrEmpty(record.Id, nameof(records));
            NormOf(record.Vector.Span, nameof(records));
        }

        lock (_gate)
        {
            foreach (var record in records)
                Put(record.Id, record.Vector.Span);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<VectorMatch>> NearestAsync(ReadOnlyMemory<float> query, int limit, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Nearest(query.Span, limit));

    /// <inheritdoc/>
    public ValueTask RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        lock (_gate)
        {
            foreach (var id in ids)
                Remove(id);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Stores a vector; one of the same id is replaced.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="vector">Finite numbers, <see cref="Dimensions"/> of them, not all zero.</param>
    /// <exception cref="ArgumentException">Another length, a number that is not finite, or nothing but zeros.</exception>
    public void Put(string id, ReadOnlySpan<float> vector)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var norm = NormOf(vector, nameof(vector));
        lock (_gate)
        {
            if (!_index.TryGetValue(id, out var row))
            {
                row = _ids.Count;
                _ids.Add(id);
                _index[id] = row;
                if (_rows.Length < _ids.Count * Dimensions)
                    Array.Resize(ref _rows, Math.Max(16, _ids.Count * 2) * Dimensions);
            }

            TensorPrimitives.Divide(vector, norm, _rows.AsSpan(row * Dimensions, Dimensions));
        }
    }

    /// <summary>The nearest vectors, best first, ties by id.</summary>
    /// <param name="query">A vector like those stored.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="ArgumentException">As for <see cref="Put"/>.</exception>
    public IReadOnlyList<VectorMatch> Nearest(ReadOnlySpan<float> query, int limit)
    {
        var norm = NormOf(query, nameof(query));
        lock (_gate)
        {
            var matches = new VectorMatch[_ids.Count];
            for (var i = 0; i < matches.Length; i++)
            {
                var cosine = TensorPrimitives.Dot(query, _rows.AsSpan(i * Dimensions, Dimensions)) / norm;
                matches[i] = new(_ids[i], Math.Clamp(cosine, -1f, 1f));
            }

            Array.Sort(matches, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id));
            return limit >= matches.Length ? matches : matches[..Math.Max(0, limit)];
        }
    }

    private void Remove(string id)
    {
        if (!_index.Remove(id, out var row))
            return;
        var last = _ids.Count - 1;
        if (row != last)
        {
            _rows.AsSpan(last * Dimensions, Dimensions).CopyTo(_rows.AsSpan(row * Dimensions));
            _ids[row] = _ids[last];
            _index[_ids[row]] = row;
        }

        _ids.RemoveAt(last);
    }

    private float NormOf(ReadOnlySpan<float> vector, string name)
    {
        if (vector.Length != Dimensions)
            throw new ArgumentException($"The vector has {vector.Length} numbers; this store takes {Dimensions}.", name);
        var norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm) || norm <= 0)
            throw new ArgumentException("The vector must hold finite numbers, and not only zeros.", name);
        return norm;
    }
}
