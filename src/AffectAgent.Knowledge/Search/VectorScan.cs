using System.Runtime.CompilerServices;

namespace AffectAgent.Knowledge.Search;

/// <summary>Compares a query with every row of a store's snapshot, on several cores where that pays.</summary>
internal static class VectorScan
{
    /// <summary>Numbers to compare from which more than one core is used.</summary>
    private const long Many = 1 << 20;

    /// <summary>The best rows.</summary>
    /// <param name="segments">The rows.</param>
    /// <param name="count">How many rows there are in all.</param>
    /// <param name="query">A vector that <see cref="VectorSegment.Check"/> accepted.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops it between segments.</param>
    public static VectorMatch[] Nearest(IReadOnlyList<VectorSegment> segments, int count, ReadOnlySpan<float> query, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        limit = Math.Min(limit, count);
        if (limit <= 0)
            return [];
        var asked = new VectorQuery(query);
        var used = Math.Min(segments.Count, (count + VectorSegment.Rows - 1) / VectorSegment.Rows);
        if (used == 1 || (long)count * query.Length < Many)
        {
            var best = new TopMatches(limit);
            for (var i = 0; i < used; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Scan(segments[i], RowsOf(i, count), asked, best);
            }

            return best.Take();
        }

        return InParallel(segments, count, used, asked, limit, cancellationToken);
    }

    private static VectorMatch[] InParallel(IReadOnlyList<VectorSegment> segments, int count, int used, VectorQuery query, int limit, CancellationToken cancellationToken)
    {
        var all = new TopMatches(limit);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, used, options, () => new TopMatches(limit), (i, _, best) =>
        {
            Scan(segments[i], RowsOf(i, count), query, best);
            return best;
        }, best =>
        {
            lock (all)
                all.Add(best);
        });
        return all.Take();
    }

    private static int RowsOf(int segment, int count) => Math.Min(VectorSegment.Rows, count - (segment * VectorSegment.Rows));

    // Compiled at its best from the first search on; a store may be searched once only.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scan(VectorSegment segment, int rows, VectorQuery query, TopMatches best)
    {
        var high = segment.High.Span;
        var low = segment.Low.Span;
        for (var row = 0; row < rows; row++)
        {
            var (at, scale) = (row * query.Length, segment.Scales[row]);
            var upper = high.Slice(at, query.Length);
            if (best.IsFull && query.AtMost(upper, scale) < best.Least)
                continue;
            var score = query.Score(upper, low.Slice(at, query.Length), scale);
            if (score >= best.Least)
                best.Add(score, segment.Ids[row]);
        }

        // The rows may lie in a mapped file that is let go with the segment.
        GC.KeepAlive(segment);
    }
}
