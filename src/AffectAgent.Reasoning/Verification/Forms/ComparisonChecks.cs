using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// "X ahead of Y", "X is more probable than Y", between two readings or two persons: the probabilities must go that way; the
/// channel that a reading is said to follow must be the one it agrees with.
/// </summary>
internal static partial class ComparisonChecks
{
    private const double Slack = 0.005;

    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form) => form.Cited.Evidence.Count == 0 ? null : Persons(form) ?? Readings(form) ?? Followed(form);

    private static string? Persons(FormContext form)
    {
        if (AheadOfPerson().Match(form.Plain) is not { Success: true } match || form.Sentence.Persons.Count < 2)
            return null;
        var (first, second) = (form.Sentence.Persons[0], int.Parse(match.Groups["p"].Value, System.Globalization.CultureInfo.InvariantCulture));
        var emotion = form.Sentence.Clauses.SelectMany(clause => clause.Emotions).Select(e => e.Word).FirstOrDefault();
        if (emotion is null)
            return "it compares persons in nothing that was measured";
        var (above, below) = (form.Probability(emotion, first), form.Probability(emotion, second));
        return above is null || below is null ? $"it cites no probability of {emotion} for both persons"
            : above < below - Slack ? $"{emotion} is less probable in person {first} than in person {second}" : null;
    }

    private static string? Readings(FormContext form)
    {
        foreach (Match match in form.Has(" than ") || form.Has("ahead of") ? MoreThan().Matches(form.Plain) : (IEnumerable<Match>)[])
        {
            var (a, b) = (match.Groups["a"].Value.ToLowerInvariant(), match.Groups["b"].Value.ToLowerInvariant());
            if (!Vocabulary.Emotions.ContainsKey(a) || !Vocabulary.Emotions.ContainsKey(b))
                continue;
            var less = match.Groups["less"].Success;
            var right = form.Cited.Evidence.Any(e => EvidenceFacts.ProbabilityOf(e, a) is { } p && EvidenceFacts.ProbabilityOf(e, b) is { } q && (less ? p <= q + Slack : p >= q - Slack));
            if (!right)
                return $"nothing it cites makes {a} {(less ? "less" : "more")} probable than {b}";
        }

        return null;
    }

    private static string? Followed(FormContext form)
    {
        foreach (Match match in Follows().Matches(form.Plain))
        {
            var modality = Vocabulary.Modalities[match.Groups["m"].Value.ToLowerInvariant()];
            var own = form.Cited.Evidence.FirstOrDefault(e => e.Kind == EvidenceKinds.Reading && e.Modality == modality);
            var whole = form.Cited.Evidence.FirstOrDefault(e => e.Kind == EvidenceKinds.Reading && e.Modality == Modality.Other);
            if (own is null || whole is null || own.Label != whole.Label)
                return $"the reading does not follow the {match.Groups["m"].Value}";
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:ahead of|more than|rather than|above) person (?<p>\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex AheadOfPerson();

    [GeneratedRegex(@"\b(?<a>[a-z]+)(?: with \d+(?:\.\d+)? %)?,? (?:is |comes |stands |leads )?(?:ahead of|(?:more|(?<less>less)) (?:probable|likely) than|likelier than) (?<b>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex MoreThan();

    [GeneratedRegex(@"\bfollows the (?<m>face|voice|words)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Follows();
}
