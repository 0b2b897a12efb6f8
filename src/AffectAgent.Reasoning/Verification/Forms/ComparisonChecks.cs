using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// "X ahead of Y", "X is more probable than Y", between two readings or two persons: the probabilities, or the values of the
/// unit that is named, must go that way; the
/// channel that a reading is said to follow must be the one it agrees with.
/// </summary>
internal static partial class ComparisonChecks
{
    private const double Slack = 0.005;

    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form) => form.Cited.Evidence.Count == 0 ? null : Persons(form) ?? Readings(form) ?? Followed(form) ?? Unlikely(form) ?? Units(form) ?? Channels(form);

    private static string? Persons(FormContext form)
    {
        if (AheadOfPerson().Match(form.Plain) is not { Success: true } match || form.Sentence.Persons.Count < 2)
            return null;
        var (first, second) = (form.Sentence.Persons[0], int.Parse(match.Groups["p"].Value, System.Globalization.CultureInfo.InvariantCulture));
        var emotion = form.Sentence.Clauses.SelectMany(clause => clause.Emotions).Select(e => e.Word).FirstOrDefault();
        if (emotion is null)
            return InUnit(form, second);
        var (above, below) = (form.Probability(emotion, first), form.Probability(emotion, second));
        return above is null || below is null ? $"it cites no probability of {emotion} for both persons"
            : above < below - Slack ? $"{emotion} is less probable in person {first} than in person {second}" : null;
    }

    // Compared in an Action Unit: its value in each of the others must be no lower.
    private static string? InUnit(FormContext form, int other)
    {
        double? Of(int person) => form.Cited.Evidence.Where(e => e.Person == person && e.Unit == "0-5" && form.Sentence.Units.Contains(e.ActionUnit ?? -1)).Max(e => e.Value);
        if (form.Sentence.Units.Count == 0 || Of(other) is not { } below || form.Sentence.Persons.Any(person => Of(person) is null))
            return "it compares persons in nothing that was measured";
        return form.Sentence.Persons.Any(person => Of(person) < below) ? $"AU{form.Sentence.Units[0]} is stronger in person {other} than in one that it is said to be behind" : null;
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

    // What was read first of all is not unlikely.
    private static string? Unlikely(FormContext form)
    {
        foreach (Match match in Excluded().Matches(form.Plain))
        {
            var emotion = match.Groups["e"].Value.ToLowerInvariant();
            if (Vocabulary.Emotions.ContainsKey(emotion) && form.Cited.Evidence.Any(e => e.Distribution is not null && EvidenceFacts.Names(e, emotion)))
                return $"{emotion} is what the cited evidence reads as";
        }

        return null;
    }

    // "AU12 is stronger than AU25".
    private static string? Units(FormContext form)
    {
        foreach (var segment in form.Has(" than ") ? form.Segments : [])
        {
            if (segment.Units.Distinct().ToList() is not [var first, var second] || StrongerThan().Match(segment.Plain) is not { Success: true } said)
                continue;
            var (a, b) = (Intensity(first, form), Intensity(second, form));
            if (a is null || b is null || (said.Groups["less"].Success ? a >= b : a <= b))
                return $"AU{first} is not {said.Groups["how"].Value.ToLowerInvariant()} than AU{second}";
        }

        return null;
    }

    private static double? Intensity(int unit, FormContext form) => form.Cited.Evidence.Where(e => e.ActionUnit == unit && e.Unit == "0-5").Max(e => e.Value);

    // "Fear is more probable in the voice than in the face".
    private static string? Channels(FormContext form)
    {
        foreach (Match match in form.Has(" than ") ? InChannels().Matches(form.Plain) : (IEnumerable<Match>)[])
        {
            var emotion = match.Groups["e"].Value.ToLowerInvariant();
            if (!Vocabulary.Emotions.ContainsKey(emotion))
                continue;
            var (a, b) = (In(match.Groups["a"].Value, emotion, form), In(match.Groups["b"].Value, emotion, form));
            if (a is null || b is null || (match.Groups["less"].Success ? a > b + Slack : a < b - Slack))
                return $"{emotion} is not that way in the {match.Groups["a"].Value} and the {match.Groups["b"].Value}";
        }

        return null;
    }

    private static double? In(string channel, string emotion, FormContext form) => form.Cited.Evidence.Where(e => e.Modality == Vocabulary.Modalities[channel.ToLowerInvariant()])
        .Select(e => EvidenceFacts.ProbabilityOf(e, emotion)).FirstOrDefault(p => p is not null);

    [GeneratedRegex(@"\b(?<e>[a-z]+) (?:is|looks|seems|was|appears) (?:very |quite |highly |most |rather |all but )?(?:unlikely|improbable|implausible|excluded|ruled out|out of the question)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Excluded();

    [GeneratedRegex(@"\b(?<how>stronger|higher|greater|larger|more (?:intense|marked|pronounced)|(?<less>weaker|lower|smaller|fainter|less (?:intense|marked|pronounced))) than\b", RegexOptions.IgnoreCase)]
    private static partial Regex StrongerThan();

    [GeneratedRegex(@"\b(?<e>[a-z]+) (?:is |comes |reads )?(?:more|(?<less>less)) (?:probable|likely|clear|marked) in the (?<a>face|voice|words) than in the (?<b>face|voice|words)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InChannels();

    [GeneratedRegex(@"\b(?:ahead of|more than|rather than|above) person (?<p>\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex AheadOfPerson();

    [GeneratedRegex(@"\b(?<a>[a-z]+)(?: with \d+(?:\.\d+)? %)?,? (?:is |comes |stands |leads )?(?:ahead of|(?:more|(?<less>less)) (?:probable|likely) than|likelier than) (?<b>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex MoreThan();

    [GeneratedRegex(@"\bfollows the (?<m>face|voice|words)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Follows();
}
