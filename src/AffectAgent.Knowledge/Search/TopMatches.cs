namespace AffectAgent.Knowledge.Search;

/// <summary>Keeps the best matches of many in a heap whose root is the worst one kept. Not thread-safe.</summary>
internal sealed class TopMatches(int limit)
{
    private readonly PriorityQueue<VectorMatch, VectorMatch> _kept = new(Math.Min(limit, 1024), WorstFirst.Instance);

    /// <summary>A score below this one can't be among the best any more.</summary>
    public double Least { get; private set; } = double.NegativeInfinity;

    /// <summary>True once there are as many as are kept.</summary>
    public bool IsFull => _kept.Count == limit;

    /// <summary>Offers a match.</summary>
    public void Add(double score, string id) => Add(new VectorMatch(id, score));

    /// <summary>Offers all matches of another one.</summary>
    public void Add(TopMatches other)
    {
        foreach (var (match, _) in other._kept.UnorderedItems)
            Add(match);
    }

    /// <summary>The matches, best first, ties by id.</summary>
    public VectorMatch[] Take()
    {
        var matches = new VectorMatch[_kept.Count];
        for (var i = matches.Length - 1; i >= 0; i--)
            matches[i] = _kept.Dequeue();
        return matches;
    }

    private void Add(VectorMatch match)
    {
        if (_kept.Count < limit)
            _kept.Enqueue(match, match);
        else if (WorstFirst.Instance.Compare(match, _kept.Peek()) > 0)
            _kept.DequeueEnqueue(match, match);
        if (_kept.Count == limit)
            Least = _kept.Peek().Score;
    }

    private sealed class WorstFirst : IComparer<VectorMatch>
    {
        public static readonly WorstFirst Instance = new();

        public int Compare(VectorMatch x, VectorMatch y) =>
            x.Score != y.Score ? x.Score.CompareTo(y.Score) : string.CompareOrdinal(y.Id, x.Id);
    }
}
