namespace AffectAgent.Backends.Qdrant;

/// <summary>Keeps vectors in a Qdrant server.</summary>
public sealed class QdrantBackend : IAffectBackend
{
    /// <inheritdoc/>
    public string Name => "qdrant";

    /// <inheritdoc/>
    public string Purpose => "keeps vectors in a Qdrant server";

    /// <inheritdoc/>
    public void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings)
    {
    }
}
