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
        foreach (Match match in form.Has("agree") ? Agree().Matches(form.Plain) : (IEnumerable<Match>)[])
        {
            if (match.Groups["list"].Captures.Select(channel => Disagrees(channel.Value, match.Groups["e"].Value, form)).FirstOrDefault(why => why is not null) is { } fault)
                return fault;
        }

        foreach (Match match in AsWell().Matches(form.Plain))
        {
            var emotion = SentenceReader.Read(form.Plain[..match.Index]).Clauses.SelectMany(clause => clause.Emotions).Select(e => e.Word).LastOrDefault();
            if (emotion is not null && Disagrees(match.Groups["channel"].Value, emotion, form) is { } fault)
                return fault;
        }

        return null;
    }

    private static string? Disagrees(string channel, string emotion, FormContext form)
    {
        var modality = Vocabulary.Modalities[channel.ToLowerInvariant()];
        return Vocabulary.Emotions.ContainsKey(emotion.ToLowerInvariant()) && !form.Cited.Evidence.Any(e => e.Modality == modality && EvidenceFacts.Names(e, emotion.ToLowerInvariant()))
            ? $"the {channel.ToLowerInvariant()} does not read as {emotion}" : null;
    }

    [GeneratedRegex(@"\b(?<side>left|right)(?:-hand)?\s+(?:half|side|cheek|brow|brows|eyebrow|eye|eyes|lip|lips|corner|mouth|nostril|ear|hand|one)\b|\bto (?:the|his|her|its|their) (?<side>left|right)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sides();

    [GeneratedRegex(@"\b(?<un>un|not )?verified\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verification();

    [GeneratedRegex(@"\b(?<list>face|voice|words)(?:(?:,| and|, and) (?:the )?(?<list>face|voice|words))+ (?:both |all )?agree on (?<e>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Agree();

    [GeneratedRegex(@"\b(?:so|as) (?:does|do|is|are) (?:the )?(?<channel>face|voice|words)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsWell();
}
