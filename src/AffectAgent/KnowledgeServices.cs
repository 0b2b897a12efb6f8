using AffectAgent.Inference;
using AffectAgent.Inference.Text;
using AffectAgent.Knowledge;
using AffectAgent.Knowledge.Search;
using AffectAgent.Reasoning;
using AffectAgent.TextModels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent;

/// <summary>Registration of the cards, the search over them and the stores of vectors.</summary>
internal static class KnowledgeServices
{
    /// <summary>
    /// Registers the cards of the settings' folders, the exact store in the data folder, and the search, which uses text
    /// vectors where an <see cref="IEmbeddingGenerator{TInput,TEmbedding}"/> is registered: one's own, or the model that was pulled.
    /// </summary>
    public static void AddKnowledge(IServiceCollection services, AffectAgentOptions options)
    {
        // A model is only looked for here; it is loaded at the first search for words.
        if (services.All(service => service.ServiceType != typeof(IEmbeddingGenerator<string, Embedding<float>>)) && InstalledTextModel.Find(options.TextModel) is { } model)
            services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(_ => new OnnxTextEmbedder(model));
        services.TryAddSingleton(provider => Load(provider.GetRequiredService<AffectAgentOptions>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IVectorStoreProvider, ExactVectorStoreProvider>(_ => new ExactVectorStoreProvider(Path.Combine(AffectPaths.Data, "vectors"))));
        services.TryAddSingleton<IKnowledgeRetriever>(Retriever);
    }

    /// <summary>The cards for those who write explanations: looked up by words as <c>affect knowledge search</c> does, with text vectors where there is a model.</summary>
    public static IKnowledgeBase Searched(IServiceProvider provider)
    {
        var knowledge = provider.GetRequiredService<IKnowledgeBase>();
        return provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is null
            ? knowledge
            : new RetrievedKnowledge(knowledge, provider.GetRequiredService<IKnowledgeRetriever>());
    }

    private static IKnowledgeBase Load(AffectAgentOptions options) =>
        options.KnowledgeFolders.Aggregate<string, IKnowledgeBase>(KnowledgeBase.LoadBuiltIn(), (cards, folder) => KnowledgeBase.LoadFolder(folder, cards));

    private static KnowledgeRetriever Retriever(IServiceProvider provider)
    {
        var knowledge = provider.GetRequiredService<IKnowledgeBase>();
        return provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is { } model
            ? new KnowledgeRetriever(knowledge, model, Store(provider))
            : new KnowledgeRetriever(knowledge);
    }

    private static IVectorStoreProvider Store(IServiceProvider provider)
    {
        var wanted = provider.GetRequiredService<AffectAgentOptions>().VectorStore;
        var stores = provider.GetServices<IVectorStoreProvider>().ToList();
        return stores.Find(store => store.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserException($"The setting VectorStore is '{wanted}', and there is no such store.", $"Known are {string.Join(", ", stores.Select(store => store.Name))}; others come with a backend.");
    }
}
