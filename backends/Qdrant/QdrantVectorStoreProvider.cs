using System.Text.RegularExpressions;
using AffectAgent.Knowledge.Search;
using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace AffectAgent.Backends.Qdrant;

/// <summary>Opens collections of a Qdrant server. The connection is made at the first call.</summary>
internal sealed partial class QdrantVectorStoreProvider(QdrantOptions options) : IVectorStoreProvider, IDisposable
{
    private readonly QdrantClient _client = new(options.Url, options.Key, options.Timeout);

    /// <inheritdoc/>
    public string Name => "qdrant";

    /// <inheritdoc/>
    public async ValueTask<IVectorStore> OpenAsync(string collection, int dimensions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (!NamePattern().IsMatch(collection))
            throw new ArgumentException("A collection's name is lower-case letters, digits and hyphens, at most 100, and begins with a letter or digit.", nameof(collection));
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var name = options.Prefix + collection;
        var faults = new QdrantFaults(options, name);
        var found = await faults.GuardAsync(() => FindOrCreateAsync(name, dimensions, cancellationToken), cancellationToken).ConfigureAwait(false);
        var vectors = found.Config?.Params?.VectorsConfig?.Params
            ?? throw new UserException($"The collection {name} on the Qdrant server at {options.Url.Authority} holds several vectors a point.", "It is not ours: set another Prefix.");
        if (vectors.Size != (ulong)dimensions)
            throw new UserException($"The collection {name} on the Qdrant server at {options.Url.Authority} holds vectors of {vectors.Size} numbers, not {dimensions}.", "Delete it there, or set another Prefix.");
        if (vectors.Distance != Distance.Cosine)
            throw new UserException($"The collection {name} on the Qdrant server at {options.Url.Authority} compares by {vectors.Distance}, not by cosine.", "Delete it there, or set another Prefix.");
        return new QdrantVectorStore(_client, options, faults, name, dimensions);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Takes a collection away, with all that it holds. For tests.</summary>
    internal Task DeleteAsync(string collection, CancellationToken cancellationToken) =>
        _client.DeleteCollectionAsync(options.Prefix + collection, cancellationToken: cancellationToken);

    private async Task<CollectionInfo> FindOrCreateAsync(string name, int dimensions, CancellationToken cancellationToken)
    {
        if (!await _client.CollectionExistsAsync(name, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await _client.CreateCollectionAsync(name, new VectorParams { Size = (ulong)dimensions, Distance = Distance.Cosine }, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
            {
                // Somebody else made it in between.
            }
        }

        return await _client.GetCollectionInfoAsync(name, cancellationToken).ConfigureAwait(false);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,99}\z")]
    private static partial Regex NamePattern();
}
