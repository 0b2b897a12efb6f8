namespace AffectAgent.Reasoning;

/// <summary>A sentence of a model, and what is wrong with it.</summary>
/// <param name="Written">The sentence.</param>
/// <param name="Fault">Why it can't stand, or null.</param>
/// <param name="Guarded">True if it was not even fit to be checked.</param>
internal sealed record JudgedClaim(WrittenClaim Written, string? Fault, bool Guarded);

/// <summary>Judges the sentences of a model.</summary>
internal interface IClaimCheck
{
    /// <summary>Judges one.</summary>
    /// <param name="written">The sentence.</param>
    /// <param name="draft">The explanation in which it is to stand.</param>
    /// <param name="ledger">What was measured.</param>
    JudgedClaim Judge(WrittenClaim written, Explanation draft, EvidenceLedger ledger);
}

/// <summary>The guard first, then the verifier.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed class ClaimCheck(IKnowledgeBase knowledge) : IClaimCheck
{
    private readonly ClaimGuard _guard = new(knowledge);
    private readonly Verifier _verifier = new(knowledge);

    /// <inheritdoc/>
    public JudgedClaim Judge(WrittenClaim written, Explanation draft, EvidenceLedger ledger) =>
        _guard.Fault(written.Claim, draft.Distribution!.Top, ledger) is { } unfit
            ? new JudgedClaim(written, unfit, Guarded: true)
            : new JudgedClaim(written, _verifier.Fault(written.Claim with { Text = Paraphrase.Of(written.Claim.Text, [.. written.Claim.Citations.Select(knowledge.Find).OfType<KnowledgeCard>()]) }, draft.Person, ledger), Guarded: false);
}
