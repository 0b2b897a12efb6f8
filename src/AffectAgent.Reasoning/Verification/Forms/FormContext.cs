namespace AffectAgent.Reasoning;

/// <summary>A sentence with everything that the checks of its form may look at.</summary>
/// <param name="Sentence">The sentence, taken apart.</param>
/// <param name="Cited">What it cites.</param>
/// <param name="Person">The person whose explanation it stands in, or null.</param>
/// <param name="Ledger">All that was measured.</param>
internal sealed record FormContext(ParsedSentence Sentence, Cited Cited, int? Person, EvidenceLedger Ledger)
{
    private IReadOnlyList<ParsedSentence>? _segments;

    /// <summary>Its text with each quote replaced by a mark.</summary>
    public string Plain => Sentence.Plain;

    /// <summary>The sentence's stretches between semicolons, colons and words of contrast, each taken apart by itself; quotes are kept.</summary>
    public IReadOnlyList<ParsedSentence> Segments => _segments ??= SentenceReader.Segments(Sentence.Text) is { Count: > 1 } parts ? [.. parts.Select(SentenceReader.Read)] : [Sentence];

    /// <summary>True if the words stand in it, whatever the case: a first look that saves most sentences a slow pattern.</summary>
    public bool Has(string words) => Plain.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if it cites anything that was only assumed.</summary>
    public bool IsHypothetical => Cited.Evidence.Any(e => e.Kind is EvidenceKinds.Assumption or EvidenceKinds.WhatIf);

    /// <summary>The probability that cited evidence gives an emotion, or null; a person's own where one is named.</summary>
    public double? Probability(string emotion, int? person = null) => Cited.Evidence
        .Where(e => e.Distribution is not null && (person is null || e.Person == person))
        .Select(e => EvidenceFacts.ProbabilityOf(e, emotion)).FirstOrDefault(p => p is not null);
}
