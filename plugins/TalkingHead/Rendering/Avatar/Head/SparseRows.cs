using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Weighted means of points: a sparse matrix, a row for each resulting point. Immutable.</summary>
internal sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _places;
    private readonly float[] _weights;

    /// <summary>Packs rows.</summary>
    public SparseRows(IReadOnlyList<(int Point, float Weight)[]> rows)
    {
        _starts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
            _starts[i + 1] = _starts[i] + rows[i].Length;
        _places = new int[_starts[^1]];
        _weights = new float[_starts[^1]];
        for (var i = 0; i < rows.Count; i++)
        {
            var at = _starts[i];
            foreach (var (place, weight) in rows[i])
                (_places[at], _weights[at++]) = (place, weight);
        }
    }

    /// <summary>Resulting points.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Computes every row's mean.</summary>
    public void Multiply(ReadOnlySpan<Vector128<float>> points, Span<Vector128<float>> result)
    {
        for (var row = 0; row < Count; row++)
        {
            var sum = Vector128<float>.Zero;
            for (var i = _starts[row]; i < _starts[row + 1]; i++)
                sum += points[_places[i]] * _weights[i];
            result[row] = sum;
        }
    }
}
