namespace AffectAgent.Reasoning;

/// <summary>A sentence of a model as the checks of loose prose see it.</summary>
/// <param name="Text">In plain words, each quote replaced by a mark.</param>
/// <param name="Sentence">The same, taken apart.</param>
/// <param name="Evidence">What it cites of what was measured.</param>
/// <param name="Ledger">What was measured.</param>
internal sealed record Prose(string Text, ParsedSentence Sentence, IReadOnlyList<Evidence> Evidence, EvidenceLedger Ledger)
{
    /// <summary>
    /// What free prose says besides numbers and names and gets wrong, as a key of the table of faults; null if nothing. The
    /// composer never says such things in words of its own, so the verifier does not ask.
    /// </summary>
    public string? Fault() => Evidence.Count == 0 ? null : ProseNumbers.Fault(this) ?? ProseTimes.Fault(this) ?? ProseAgreement.Fault(this);

    /// <summary>The first cited evidence of a unit that has a time, or null.</summary>
    public Evidence? Timed(int unit) => Evidence.FirstOrDefault(e => e.ActionUnit == unit && e.Interval is not null);
}
