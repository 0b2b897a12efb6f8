namespace AffectAgent.Knowledge.Search;

/// <summary>A stored vector that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Cosine with the query, -1 to 1.</param>
public readonly record struct VectorMatch(string Id, double Score);

/// <summary>A vector to store.</summary>
/// <param name="Id">Its id, not empty.</param>
/// <param name="Vector">Finite numbers, as many as the store's dimensions, not all zero; only its direction counts.</param>
public readonly record struct VectorRecord(string Id, ReadOnlyMemory<float> Vector);

/// <summary>
/// Vectors with ids, and the search for those nearest to a query by cosine. Searching is thread-safe, also while vectors
/// are put or removed.
/// </summary>
public interface IVectorStore
{
    /// <summary>Length of each vector.</summary>
    int Dimensions { get; }

    /// <summary>How many vectors are stored.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores vectors; those of the same ids are replaced, and of two with the same id the later one stays.</summary>
    /// <remarks>
    /// Every vector and id is looked at before anything is stored: a wrong one stores none of the call. Stores of this process
    /// are all or none in every other case too; one on a server that takes a call in parts may keep the first of them where a
    /// later part fails or the call is cancelled on the way. The same call again puts that right.
    /// </remarks>
    /// <param name="records">What to store.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">An empty id, another length, a number that is not finite, or nothing but zeros.</exception>
    ValueTask PutAsync(IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default);

    /// <summary>The nearest vectors, best first, ties by id.</summary>
    /// <param name="query">A vector like those stored.</param>
    /// <param name="limit">How many at most; none where it is not above 0.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">Another length, a number that is not finite, or nothing but zeros.</exception>
    ValueTask<IReadOnlyList<VectorMatch>> NearestAsync(ReadOnlyMemory<float> query, int limit, CancellationToken cancellationToken = default);

    /// <summary>Takes vectors out; ids that are not there are passed over.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default);
}

/// <summary>Opens vector stores of one kind.</summary>
public interface IVectorStoreProvider
{
    /// <summary>The kind's name, as settings write it: "exact", "qdrant".</summary>
    string Name { get; }

    /// <summary>Opens a collection, or makes an empty one.</summary>
    /// <param name="collection">Its name: lower-case letters, digits and hyphens.</param>
    /// <param name="dimensions">Length of each vector, at least 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">The store can't be reached, or holds a collection of that name with vectors of another length.</exception>
    ValueTask<IVectorStore> OpenAsync(string collection, int dimensions, CancellationToken cancellationToken = default);
}
