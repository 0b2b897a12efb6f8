using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// What was assumed may be said as an assumption only, what would follow only as it was computed, and what "would" follow
/// only where it was computed; what is said not to be on record must be in no evidence.
/// </summary>
internal static partial class HypothesisChecks
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form) => Assumed(form) ?? Follows(form) ?? Unrecorded(form);

    private static string? Assumed(FormContext form) =>
        form.IsHypothetical && !Hypothetical().IsMatch(form.Plain) ? "it states as measured what was only assumed" : null;

    private static string? Follows(FormContext form)
    {
        foreach (Match match in Would().Matches(form.Plain))
        {
            var emotion = match.Groups["e"].Value.ToLowerInvariant();
            if (!Vocabulary.Emotions.TryGetValue(emotion, out var labels))
                continue;
            var computed = form.Cited.Evidence.Where(e => e.Kind == EvidenceKinds.WhatIf).ToList();
            if (!computed.Exists(e => labels.Contains(e.Label)))
                return $"it was not computed that it would come to {emotion}";
        }

        return null;
    }

    private static string? Unrecorded(FormContext form)
    {
        if (!form.Has("on record") && !form.Has("not measured"))
            return null;
        foreach (var segment in form.Segments.Where(segment => NotOnRecord().IsMatch(segment.Text)))
        {
            // Only the part that speaks of the record: "…; AU5 is not on record".
            var unit = segment.Units.FirstOrDefault(unit => form.Ledger.All.Any(e => e.ActionUnit == unit && e.Kind != EvidenceKinds.Assumption && (form.Person is null || e.Person == form.Person)));
            if (unit != 0)
                return $"AU{unit} is on record";
            foreach (var modality in segment.Clauses.SelectMany(clause => clause.Modalities).Distinct())
            {
                if (form.Ledger.All.Any(e => e.Modality == modality && e.DerivedFrom is null && (e.Person is null || form.Person is null || e.Person == form.Person) && e.Value is not null))
                    return $"the {modality.ToString().ToLowerInvariant()} is on record";
            }
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:would|were|if|had|could|assum\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Hypothetical();

    [GeneratedRegex(@"\bwould (?:then |still |rather |also )?(?:read as|turn (?:to|into)|become|be|come to|give|stay|lead to|fit) (?<e>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Would();

    [GeneratedRegex(@"\b(?:not|nothing is|none is) on record\b|\b(?:was|were|is|are) not measured\b|\bnot measured:", RegexOptions.IgnoreCase)]
    private static partial Regex NotOnRecord();
}
