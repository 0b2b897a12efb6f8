namespace AffectAgent.Reasoning;

/// <summary>Checks every sentence against what it cites.</summary>
/// <param name="knowledge">The cards.</param>
public sealed class Verifier(IKnowledgeBase knowledge)
{
    /// <summary>Takes out the sentences that their citations do not support, and says how many.</summary>
    public Explanation Verify(Explanation draft, EvidenceLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(ledger);
        var rejected = draft.Claims.Select(claim => (claim, Why: Why(claim, ledger))).Where(pair => pair.Why is not null)
            .Select(pair => new RejectedClaim(pair.claim, pair.Why!)).ToList();
        var kept = draft.Claims.Except(rejected.Select(r => r.Claim)).ToList();
        return draft with { Claims = kept, Faithfulness = new Faithfulness(draft.Claims.Count, kept.Count, rejected) };
    }

    private string? Why(Claim claim, EvidenceLedger ledger)
    {
        if (claim.Citations.Count == 0)
            return "it cites nothing";
        var missing = claim.Citations.FirstOrDefault(id => ledger.Find(id) is null && knowledge.Find(id) is null);
        return missing is null ? null : $"it cites {missing}, which does not exist";
    }
}
