using System.Runtime.CompilerServices;
using System.Text;
using LLama;
using LLama.Native;
using LLama.Sampling;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>How tokens are chosen.</summary>
/// <param name="Gbnf">The grammar that the reply must follow, or null.</param>
/// <param name="Temperature">0 always takes the likeliest.</param>
/// <param name="Seed">Begins the random numbers.</param>
/// <param name="MostTokens">The reply ends after so many.</param>
internal sealed record Sampling(string? Gbnf, float Temperature, uint Seed, int MostTokens);

/// <summary>Writes one reply, token by token, in a context of its own.</summary>
internal sealed class Generation(LLamaWeights weights, LLamaContext context, Sampling sampling)
{
    /// <summary>Tokens written so far.</summary>
    public int Written { get; private set; }

    /// <summary>True if the model ended by itself, false if its tokens ran out.</summary>
    public bool Ended { get; private set; }

    /// <summary>The reply's text in pieces, as soon as characters are whole.</summary>
    /// <param name="prompt">What the model reads first.</param>
    /// <param name="cancellationToken">Stops between two tokens, or two batches of the prompt.</param>
    public async IAsyncEnumerable<string> RunAsync(IReadOnlyList<LLamaToken> prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var sampler = Sampler();
        var decoder = new StreamingTokenDecoder(Encoding.UTF8, weights);
        var batch = new LLamaBatch();
        await Task.Run(() => Read(prompt, batch, cancellationToken), cancellationToken).ConfigureAwait(false);
        var at = prompt.Count;
        while (Written < sampling.MostTokens)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var token = await Task.Run(() => sampler.Sample(context.NativeHandle, batch.TokenCount - 1), cancellationToken).ConfigureAwait(false);
            if (token.IsEndOfGeneration(weights.Vocab))
            {
                Ended = true;
                break;
            }

            Written++;
            decoder.Add(token);
            if (decoder.Read() is { Length: > 0 } piece)
                yield return piece;
            batch.Clear();
            batch.Add(token, at++, LLamaSeqId.Zero, logits: true);
            await Task.Run(() => Decode(batch), cancellationToken).ConfigureAwait(false);
        }
    }

    private void Read(IReadOnlyList<LLamaToken> prompt, LLamaBatch batch, CancellationToken cancellationToken)
    {
        var size = (int)context.BatchSize;
        for (var from = 0; from < prompt.Count; from += size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Clear();
            for (var i = from; i < Math.Min(from + size, prompt.Count); i++)
                batch.Add(prompt[i], i, LLamaSeqId.Zero, logits: i == prompt.Count - 1);
            Decode(batch);
        }
    }

    private void Decode(LLamaBatch batch)
    {
        var result = context.Decode(batch);
        if (result != DecodeResult.Ok)
            throw new UserException($"The language model stopped ({result}).", "Lower the setting 'context' or 'gpu-layers', or take a smaller model.");
    }

    private BaseSamplingPipeline Sampler()
    {
        var grammar = sampling.Gbnf is { } gbnf ? new Grammar(gbnf, "root") : null;
        return sampling.Temperature <= 0
            ? new GreedySamplingPipeline { Grammar = grammar }
            : new DefaultSamplingPipeline { Grammar = grammar, Temperature = sampling.Temperature, Seed = sampling.Seed };
    }
}
