using AffectAgent.Knowledge.Search;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace AffectAgent.Backends.Qdrant;

/// <summary>
/// A collection of a Qdrant server, compared by cosine. Above some thousands of vectors the server searches a graph and may
/// miss a near one (option Exact compares with all). A call of more vectors than a batch goes in several: where the server
/// fails in between, those sent are stored, and putting all of them again mends it.
/// </summary>
internal sealed class QdrantVectorStore(QdrantClient client, QdrantOptions options, QdrantFaults faults, string collection, int dimensions) : IVectorStore
{
    private static readonly WithPayloadSelector OnlyId = new() { Include = new PayloadIncludeSelector { Fields = { PointIds.Key } } };

    /// <inheritdoc/>
    public int Dimensions => dimensions;

    /// <inheritdoc/>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = await faults.GuardAsync(() => client.CountAsync(collection, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
        return checked((int)count);
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellationToken.ThrowIfCancellationRequested();
        // Of two with the same id the later one stays.
        var points = new Dictionary<Guid, PointStruct>();
        foreach (var record in records)
        {
            ArgumentException.ThrowIfNullOrEmpty(record.Id, nameof(records));
            var id = PointIds.Of(record.Id);
            points[id] = new PointStruct { Id = id, Vectors = Unit(record.Vector.Span, nameof(records)), Payload = { [PointIds.Key] = record.Id } };
        }

        foreach (var batch in points.Values.Chunk(options.Batch))
            await faults.GuardAsync(() => client.UpsertAsync(collection, batch, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<VectorMatch>> NearestAsync(ReadOnlyMemory<float> query, int limit, CancellationToken cancellationToken = default)
    {
        var vector = Unit(query.Span, nameof(query));
        cancellationToken.ThrowIfCancellationRequested();
        if (limit <= 0)
            return [];
        // One more than asked for shows whether equal scores were cut; then more are fetched, until it is known which ids come first.
        for (long ask = (long)limit + 1; ; ask *= 2)
        {
            if (ask > options.Batch)
                ask = Math.Min(ask, (long)await CountAsync(cancellationToken).ConfigureAwait(false) + 1);
            var found = await SearchAsync(vector, (ulong)ask, cancellationToken).ConfigureAwait(false);
            if (found.Count < ask || found.Count <= limit || found[^1].Score < found[limit - 1].Score)
                return [.. found.OrderByDescending(match => match.Score).ThenBy(match => match.Id, StringComparer.Ordinal).Take(limit)];
        }
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var batch in ids.Select(PointIds.Of).Distinct().Chunk(options.Batch))
            await faults.GuardAsync(() => client.DeleteAsync(collection, batch, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<VectorMatch>> SearchAsync(float[] vector, ulong limit, CancellationToken cancellationToken)
    {
        var found = await faults.GuardAsync(
            () => client.QueryAsync(
                collection, vector, limit: limit, payloadSelector: OnlyId, cancellationToken: cancellationToken,
                searchParams: options.Exact ? new SearchParams { Exact = true } : null),
            cancellationToken).ConfigureAwait(false);
        return [.. found.Select(point => new VectorMatch(point.Payload[PointIds.Key].StringValue, Math.Clamp(point.Score, -1.0, 1.0)))];
    }

    // Length 1: only the direction counts, and numbers beyond the range of squares would be lost on the way.
    private float[] Unit(ReadOnlySpan<float> vector, string parameter)
    {
        if (vector.Length != dimensions)
            throw new ArgumentException($"A vector has {vector.Length} numbers instead of {dimensions}.", parameter);
        var sum = 0.0;
        foreach (var number in vector)
            sum += (double)number * number;
        if (!double.IsFinite(sum) || sum == 0)
            throw new ArgumentException("A vector holds a number that is not finite, or nothing but zeros.", parameter);
        var unit = new float[vector.Length];
        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < unit.Length; i++)
            unit[i] = (float)(vector[i] * scale);
        return unit;
    }
}
