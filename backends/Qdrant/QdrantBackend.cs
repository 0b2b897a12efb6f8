using AffectAgent.Knowledge.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent.Backends.Qdrant;

/// <summary>Keeps vectors in a Qdrant server: the vector store "qdrant".</summary>
public sealed class QdrantBackend : IAffectBackend
{
    /// <inheritdoc/>
    public string Name => "qdrant";

    /// <inheritdoc/>
    public string Purpose => "Keeps vectors in a Qdrant server.";

    /// <inheritdoc/>
    public void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var options = QdrantOptions.Read(settings, Environment.GetEnvironmentVariable);
        agent.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IVectorStoreProvider, QdrantVectorStoreProvider>(_ => new QdrantVectorStoreProvider(options)));
    }
}
