using AffectAgent.Inference.Text;
using Microsoft.Extensions.AI;

namespace AffectAgent.TextModels;

/// <summary>
/// Text vectors of a pulled model, for the search over cards. The network is loaded at the first text, once. Texts are taken as
/// those that are searched; <c>GetService(typeof(IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;), "query")</c> gives the
/// view that takes them as queries, as some models want a prefix there. Thread-safe.
/// </summary>
internal sealed class OnnxTextEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Lock _gate = new();
    private readonly Func<TextNetwork> _load;
    private readonly string _passagePrefix;
    private readonly QueryView _queries;
    private readonly Lazy<EmbeddingGeneratorMetadata> _metadata;
    private TextNetwork? _network;
    private bool _disposed;

    /// <summary>Of a model that is here.</summary>
    public OnnxTextEmbedder(InstalledTextModel model)
        : this(model.Load, model.Facts.QueryPrefix, model.Facts.PassagePrefix, new(() => new EmbeddingGeneratorMetadata("onnx", null, $"{model.Entry.Id}@{model.Fingerprint()}", model.Facts.Dimensions)))
    {
    }

    /// <summary>Of a network that is made when it is first needed.</summary>
    internal OnnxTextEmbedder(Func<TextNetwork> load, string queryPrefix, string passagePrefix, Lazy<EmbeddingGeneratorMetadata> metadata)
    {
        (_load, _passagePrefix, _metadata) = (load, passagePrefix, metadata);
        _queries = new QueryView(this, queryPrefix);
    }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedAsync(values, _passagePrefix, cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is "query" && serviceType.IsInstanceOfType(_queries))
            return _queries;
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata.Value
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _network?.Dispose();
        }
    }

    private Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(IEnumerable<string> values, string prefix, CancellationToken cancellationToken)
    {
        var texts = values.Select(value => prefix + value).ToList();
        return Task.Run(() => new GeneratedEmbeddings<Embedding<float>>(Network().Embed(texts, cancellationToken).Select(vector => new Embedding<float>(vector))), cancellationToken);
    }

    // What fails is not kept: a file that was mended serves the next try.
    private TextNetwork Network()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _network ??= _load();
        }
    }

    private sealed class QueryView(OnnxTextEmbedder owner, string prefix) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            owner.EmbedAsync(values, prefix, cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => owner.GetService(serviceType, serviceKey);

        public void Dispose()
        {
            // The owner lets go of the network.
        }
    }
}
