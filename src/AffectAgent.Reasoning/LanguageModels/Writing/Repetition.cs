namespace AffectAgent.Reasoning;

/// <summary>Finds observations of a model that say once more what an earlier one said.</summary>
internal static class Repetition
{
    private static readonly PromptTable Faults = PromptTable.Load("reasoner/faults");

    /// <summary>The sentences, with a fault for each observation that stands already. Two of the same movement stand where times tell them apart.</summary>
    /// <param name="claims">The sentences, in order; those with a fault of their own are left as they are.</param>
    public static List<JudgedClaim> Mark(IReadOnlyList<JudgedClaim> claims)
    {
        var told = new List<Told>();
        var marked = new List<JudgedClaim>(claims.Count);
        foreach (var claim in claims)
        {
            if (claim is not { Fault: null, Written.Claim: { Stage: ReasoningStage.Observation } observation })
            {
                marked.Add(claim);
                continue;
            }

            var own = Told.Of(observation);
            marked.Add(told.Exists(own.Repeats) ? claim with { Fault = Faults.Fill("twice") } : claim);
            told.Add(own);
        }

        return marked;
    }

    private sealed record Told(HashSet<int> Units, HashSet<string> Cited, HashSet<string> Numbers, bool IsTimed)
    {
        public static Told Of(Claim claim)
        {
            var sentence = SentenceReader.Read(claim.Text);
            var numbers = sentence.Clauses.SelectMany(clause => clause.Numbers).ToList();
            return new Told([.. sentence.Clauses.SelectMany(clause => clause.Units)], [.. claim.Citations], [.. numbers.Select(number => FormattableString.Invariant($"{number.Value} {number.Unit}"))], numbers.Exists(number => number.Unit == NumberUnit.Seconds));
        }

        public bool Repeats(Told earlier) => IsTimed || earlier.IsTimed ? Cited.SetEquals(earlier.Cited) && Numbers.IsSubsetOf(earlier.Numbers) && Units.SetEquals(earlier.Units)
            : Units.Count > 0 ? Units.IsSubsetOf(earlier.Units) && (Numbers.Count > 0 || earlier.Numbers.Count == 0)
            : Cited.IsSubsetOf(earlier.Cited) && Numbers.Count > 0 && Numbers.IsSubsetOf(earlier.Numbers);
    }
}
