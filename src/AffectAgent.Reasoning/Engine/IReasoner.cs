namespace AffectAgent.Reasoning;

/// <summary>Writes explanations from what was measured. The composer is built in; a language model can take its place.</summary>
public interface IReasoner
{
    /// <summary>"composer", or a language model's name.</summary>
    string Name { get; }

    /// <summary>
    /// Explains each person, the most visible first, or the voice and words alone where no face was found. What it
    /// computes (such as the fused distribution) it appends to the ledger, so that its sentences can cite it.
    /// </summary>
    /// <param name="context">The analysis, its tools done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>At least one explanation; their claims are not yet verified.</returns>
    ValueTask<IReadOnlyList<Explanation>> ExplainAsync(AnalysisContext context, CancellationToken cancellationToken = default);
}

/// <summary>A reasoner that takes its time: it hands on each explanation when it is done.</summary>
public interface IStreamingReasoner : IReasoner
{
    /// <summary>The explanations of <see cref="IReasoner.ExplainAsync"/>, each as soon as it is written.</summary>
    /// <param name="context">The analysis, its tools done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<Explanation> StreamAsync(AnalysisContext context, CancellationToken cancellationToken = default);
}
