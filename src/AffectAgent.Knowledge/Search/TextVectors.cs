using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Text vectors of the cards, made by a model and kept in a store; those that are there from an earlier run are used again.
/// A model that fails is left alone for a minute, and the search goes on without it.
/// </summary>
/// <param name="cards">The cards.</param>
/// <param name="model">Turns text into vectors.</param>
/// <param name="stores">Where they are kept; null for memory.</param>
internal sealed class TextVectors(IReadOnlyList<KnowledgeCard> cards, IEmbeddingGenerator<string, Embedding<float>> model, IVectorStoreProvider? stores)
{
    private const int Batch = 64;
    private const int MaxText = 4000;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    // Some models take a query otherwise than a text that is searched, and offer a view for it.
    private readonly IEmbeddingGenerator<string, Embedding<float>> _queries = model.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>), "query") as IEmbeddingGenerator<string, Embedding<float>> ?? model;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _rows = cards.Select((card, i) => (Id: IdOf(card), i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
    private Task<IVectorStore>? _filled;
    private (long At, string Notice)? _failed;

    /// <summary>The cosine of each card, or null with the reason why there is none.</summary>
    public async ValueTask<(double?[]? Scores, string? Notice)> ScoresAsync(string text, CancellationToken cancellationToken)
    {
        if (_failed is { } failed && Stopwatch.GetElapsedTime(failed.At) < Rest)
            return (null, failed.Notice);
        try
        {
            var query = await _queries.GenerateVectorAsync(text.Length > MaxText ? text[..MaxText] : text, cancellationToken: cancellationToken).ConfigureAwait(false);
            var store = await StoreAsync(query, cancellationToken).ConfigureAwait(false);
            var scores = new double?[cards.Count];
            foreach (var match in await store.NearestAsync(query, int.MaxValue, cancellationToken).ConfigureAwait(false))
            {
                if (_rows.TryGetValue(match.Id, out var row))
                    scores[row] = match.Score;
            }

            return (scores, null);
        }
        // A model is anyone's code, and whatever it throws must not take the search down.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var notice = $"Ranked without text vectors: the model for them failed ({Words.OneLine(e.Message, 150)}).";
            _failed = (Stopwatch.GetTimestamp(), notice);
            return (null, notice);
        }
    }

    // The first search fills the store for all; one that is cancelled leaves the filling to go on for the others.
    private async Task<IVectorStore> StoreAsync(ReadOnlyMemory<float> query, CancellationToken cancellationToken)
    {
        Task<IVectorStore> filled;
        lock (_gate)
        {
            if (_filled is { IsFaulted: true } or { IsCanceled: true })
                _filled = null;
            filled = _filled ??= FillAsync(query);
        }

        return await filled.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IVectorStore> FillAsync(ReadOnlyMemory<float> query)
    {
        var store = stores is null ? new ExactVectorStore(query.Length) : await stores.OpenAsync(Collection(query.Length), query.Length).ConfigureAwait(false);
        var there = (await store.NearestAsync(query, int.MaxValue).ConfigureAwait(false)).Select(match => match.Id).ToHashSet(StringComparer.Ordinal);
        // Each batch is kept at once: a first search that is broken off need not begin anew.
        foreach (var batch in _rows.Where(row => !there.Contains(row.Key)).Chunk(Batch))
        {
            var vectors = await model.GenerateAsync(batch.Select(row => TextOf(cards[row.Value]))).ConfigureAwait(false);
            await store.PutAsync([.. batch.Zip(vectors, (row, vector) => new VectorRecord(row.Key, vector.Vector))]).ConfigureAwait(false);
        }

        // Cards that were changed or taken out leave their vectors behind; they go once they are many.
        var stale = there.Where(id => !_rows.ContainsKey(id)).ToList();
        if (stale.Count > cards.Count)
            await store.RemoveAsync(stale).ConfigureAwait(false);
        return store;
    }

    private string Collection(int dimensions)
    {
        var metadata = model.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var name = $"{metadata?.ProviderName} {metadata?.ProviderUri} {metadata?.DefaultModelId}";
        return string.Create(CultureInfo.InvariantCulture, $"cards-{Hash(name)}-{dimensions}");
    }

    private static string TextOf(KnowledgeCard card) => $"{card.Title}. {card.Gist ?? ""}\n{card.Text}";

    private static string IdOf(KnowledgeCard card) => $"{card.Id}#{Hash(TextOf(card))}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
}
