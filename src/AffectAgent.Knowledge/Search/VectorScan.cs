using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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
        var unit = Unit(query);
        var used = Math.Min(segments.Count, (count + VectorSegment.Rows - 1) / VectorSegment.Rows);
        if (used == 1 || (long)count * query.Length < Many)
        {
            var best = new TopMatches(limit);
            for (var i = 0; i < used; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Scan(segments[i], RowsOf(i, count), unit, best);
            }

            return best.Take();
        }

        return InParallel(segments, count, used, unit, limit, cancellationToken);
    }

    private static VectorMatch[] InParallel(IReadOnlyList<VectorSegment> segments, int count, int used, float[] unit, int limit, CancellationToken cancellationToken)
    {
        var all = new TopMatches(limit);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, used, options, () => new TopMatches(limit), (i, _, best) =>
        {
            Scan(segments[i], RowsOf(i, count), unit, best);
            return best;
        }, best =>
        {
            lock (all)
                all.Add(best);
        });
        return all.Take();
    }

    private static int RowsOf(int segment, int count) => Math.Min(VectorSegment.Rows, count - (segment * VectorSegment.Rows));

    private static void Scan(VectorSegment segment, int rows, float[] unit, TopMatches best)
    {
        var codes = segment.Codes.Span;
        for (var row = 0; row < rows; row++)
        {
            var score = Math.Clamp(Dot(unit, codes.Slice(row * unit.Length, unit.Length)) * segment.Scales[row], -1f, 1f);
            if (score >= best.Least)
                best.Add(score, segment.Ids[row]);
        }

        // The rows may lie in a mapped file that is let go with the segment.
        GC.KeepAlive(segment);
    }

    // The query at length 1; divided by its largest number first, so that squares neither overflow nor vanish.
    private static float[] Unit(ReadOnlySpan<float> query)
    {
        var unit = query.ToArray();
        TensorPrimitives.Divide(unit, Math.Abs(TensorPrimitives.MaxMagnitude<float>(unit)), unit);
        TensorPrimitives.Divide(unit, TensorPrimitives.Norm<float>(unit), unit);
        return unit;
    }

    /// <summary>The sum of products of numbers and 16-bit whole numbers.</summary>
    public static float Dot(ReadOnlySpan<float> query, ReadOnlySpan<short> codes)
    {
        var wide = Vector<short>.Count;
        var half = Vector<float>.Count;
        var (a, b) = (Vector<float>.Zero, Vector<float>.Zero);
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var c = ref MemoryMarshal.GetReference(codes);
        var i = 0;
        for (; i <= codes.Length - wide; i += wide)
        {
            Vector.Widen(Vector.LoadUnsafe(ref c, (nuint)i), out var low, out var high);
            a = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(low), Vector.LoadUnsafe(ref q, (nuint)i), a);
            b = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(high), Vector.LoadUnsafe(ref q, (nuint)(i + half)), b);
        }

        var sum = Vector.Sum(a + b);
        for (; i < codes.Length; i++)
            sum += query[i] * codes[i];
        return sum;
    }
}
