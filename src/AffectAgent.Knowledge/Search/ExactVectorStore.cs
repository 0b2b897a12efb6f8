using System.Numerics.Tensors;

namespace AffectAgent.Knowledge.Search;

/// <summary>Compares the query with every stored vector: exact, in memory, quick up to some 100,000 short vectors.</summary>
public sealed class ExactVectorStore : IVectorStore
{
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
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

    /// <inheritdoc/>
    public int Count => _ids.Count;

    /// <inheritdoc/>
    public void Put(string id, ReadOnlySpan<float> vector)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var norm = NormOf(vector, nameof(vector));
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

    /// <inheritdoc/>
    public IReadOnlyList<VectorMatch> Nearest(ReadOnlySpan<float> query, int limit)
    {
        var norm = NormOf(query, nameof(query));
        var matches = new VectorMatch[Count];
        for (var i = 0; i < matches.Length; i++)
        {
            var cosine = TensorPrimitives.Dot(query, _rows.AsSpan(i * Dimensions, Dimensions)) / norm;
            matches[i] = new(_ids[i], Math.Clamp(cosine, -1f, 1f));
        }

        Array.Sort(matches, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id));
        return limit >= matches.Length ? matches : matches[..Math.Max(0, limit)];
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
