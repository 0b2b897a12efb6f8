using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>A side is said, or a measure called verified, only where cited evidence says so; channels agree only where their readings do.</summary>
internal static partial class SideChecks
{
    private static readonly (string Word, string Label)[] Sorts =
        [(" nod", "nod"), (" shakes", "shake"), ("smile with raised cheeks", "smile with raised cheeks"), ("open smile", "open smile"), ("one-sided smile", "one-sided smile"), ("averted smile", "averted smile")];

    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form) => form.Cited.Evidence.Count == 0 ? null : Side(form) ?? Verified(form) ?? Sign(form) ?? Agreement(form);

    private static string? Side(FormContext form)
    {
        foreach (Match match in Sides().Matches(form.Plain))
        {
            var side = match.Groups["side"].Value;
            if (!form.Cited.Evidence.Any(e => $"{e.Label} {e.Note}".Contains(side, StringComparison.OrdinalIgnoreCase)))
                return $"nothing it cites tells the {side.ToLowerInvariant()} side from the other";
        }

        return null;
    }

    private static string? Verified(FormContext form)
    {
        if (form.Sentence.Units.Count == 0 || Verification().Match(form.Plain) is not { Success: true } said)
            return null;
        var unverified = said.Groups["un"].Success;
        var wrong = form.Sentence.Units.FirstOrDefault(unit => !form.Cited.Evidence.Any(e => e.ActionUnit == unit && e.Reliability == Reliability.Unverified == unverified));
        return wrong == 0 ? null : $"the measure of AU{wrong} is not said to be {(unverified ? "unverified" : "verified")}";
    }

    // A sign is of the sort that was found: a nod is no shake, an open smile no one-sided one.
    private static string? Sign(FormContext form)
    {
        foreach (var (word, label) in Sorts)
        {
            if (form.Has(word) && form.Cited.Evidence.FirstOrDefault(e => e.Kind is EvidenceKinds.Smile or EvidenceKinds.HeadGesture) is { } sign
                && !form.Cited.Evidence.Any(e => e.Kind == sign.Kind && e.Label == label))
                return $"what it cites is a sign of another sort, {sign.Label}";
        }

        return null;
    }

    // "The face and the voice agree on fear", "the face reads as fear, and so does the voice".
    private static string? Agreement(FormContext form)
    {
        if (!form.Has("agree") && !AsWell().IsMatch(form.Plain))
            return null;
        foreach (var segment in form.Segments.Where(segment => Agree().IsMatch(segment.Plain) || AsWell().IsMatch(segment.Plain)))
        {
            var emotion = segment.Clauses.SelectMany(clause => clause.Emotions).Select(e => e.Word).LastOrDefault();
            var channels = segment.Clauses.SelectMany(clause => clause.Modalities).Distinct().ToList();
            var labels = channels.Select(channel => form.Cited.Evidence.FirstOrDefault(e => e.Modality == channel && e.Kind == EvidenceKinds.Reading)?.Label).ToList();
            if (emotion is not null && channels.Find(channel => !form.Cited.Evidence.Any(e => e.Modality == channel && EvidenceFacts.Names(e, emotion))) is var other and not default(Modality))
                return $"the {other.ToString().ToLowerInvariant()} does not read as {emotion}";
            if (emotion is null && labels.Distinct().Count() > 1)
                return "the channels do not agree";
        }

        return null;
    }

    [GeneratedRegex(@"\b(?<side>left|right)(?:-hand)?\s+(?:half|side|cheek|brow|brows|eyebrow|eye|eyes|lip|lips|corner|mouth|nostril|ear|hand|one)\b|\bto (?:the|his|her|its|their) (?<side>left|right)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sides();

    [GeneratedRegex(@"\b(?<un>un|not )?verified\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verification();

    [GeneratedRegex(@"(?<!not )\bagrees?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Agree();

    [GeneratedRegex(@"\b(?:so|as) (?:does|do|is|are) (?:the )?(?:face|voice|words)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsWell();
}
