namespace AffectAgent.Knowledge.Search;

/// <summary>A stored vector that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Cosine with the query, -1 to 1.</param>
public readonly record struct VectorMatch(string Id, double Score);

/// <summary>Vectors with ids, and the search for those nearest to a query by cosine. Searching is thread-safe; adding is not.</summary>
public interface IVectorStore
{
    /// <summary>Length of each vector.</summary>
    int Dimensions { get; }

    /// <summary>How many vectors are stored.</summary>
    int Count { get; }

    /// <summary>Stores a vector; one of the same id is replaced.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="vector">Finite numbers, <see cref="Dimensions"/> of them, not all zero.</param>
    /// <exception cref="ArgumentException">Another length, a number that is not finite, or nothing but zeros.</exception>
    void Put(string id, ReadOnlySpan<float> vector);

    /// <summary>The nearest vectors, best first, ties by id.</summary>
    /// <param name="query">A vector like those stored.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="ArgumentException">As for <see cref="Put"/>.</exception>
    IReadOnlyList<VectorMatch> Nearest(ReadOnlySpan<float> query, int limit);
}
