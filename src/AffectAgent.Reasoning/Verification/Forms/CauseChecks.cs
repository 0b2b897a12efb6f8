using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// An occasion that is quoted must be a span found as one, of the emotion that is named, and of the kind of event that the
/// cited card is about; a reason given with "because" must itself be something that is cited.
/// </summary>
internal static partial class CauseChecks
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form) => Occasion(form) ?? Kind(form) ?? Reason(form);

    private static string? Occasion(FormContext form)
    {
        if (!Occasions().IsMatch(form.Plain) || form.Cited.Evidence.Count == 0)
            return null;
        var causes = form.Cited.Evidence.Where(e => e.Kind == EvidenceKinds.Cause).ToList();
        if (causes.Count == 0 && NoOccasion().IsMatch(form.Plain))
            return form.Ledger.All.Any(e => e.Kind == EvidenceKinds.Cause && (form.Person is null || e.Person is null || e.Person == form.Person)) ? "an occasion was found" : null;
        if (causes.Count == 0)
            return "it names an occasion and cites none that was found";
        foreach (var quote in form.Sentence.Quotes)
        {
            var bare = quote.Trim('.', ',', ' ', '…');
            if (!causes.Exists(cause => cause.Quote!.Contains(bare, StringComparison.OrdinalIgnoreCase)))
                return $"“{quote}” was not found as an occasion";
        }

        var named = form.Sentence.Clauses.SelectMany(clause => clause.Emotions).Select(e => e.Word).FirstOrDefault(word => !causes.Exists(cause => EvidenceFacts.Names(cause, word)));
        return named is null ? null : $"the occasion cited is none of {named}";
    }

    private static string? Kind(FormContext form)
    {
        var causes = form.Cited.Evidence.Where(e => e.Kind == EvidenceKinds.Cause).ToList();
        var wrong = form.Cited.Cards.FirstOrDefault(card => card.Kind == CardKind.Appraisal && causes.Count > 0 && !causes.Exists(cause => cause.Note?.Contains(card.Id, StringComparison.Ordinal) is true));
        return wrong is null ? null : $"the occasion was not found to be of the kind that {wrong.Id} is about";
    }

    private static string? Reason(FormContext form)
    {
        foreach (Match match in Because().Matches(form.Plain))
        {
            var why = match.Groups["why"].Value;
            var read = SentenceReader.Read(why);
            var anchored = why.Contains('‹', StringComparison.Ordinal) || read.Units.Count > 0
                || read.Clauses.Any(c => c.Numbers.Count > 0 || c.Emotions.Count > 0 || c.Directions.Count > 0 || c.Modalities.Count > 0)
                || form.Cited.Evidence.Any(e => e.Label is { Length: > 2 } label && why.Contains(label, StringComparison.OrdinalIgnoreCase));
            if (!anchored && !CardStatements.Restated(form.Cited.Cards, why) && !(form.Cited.Evidence.Count == 0 && CardStatements.Restated(form.Cited.Cards, form.Sentence.Text)))
                return $"nothing it cites is the reason “{why.Trim()}”";
        }

        return null;
    }

    [GeneratedRegex(@"\boccasion\b|\bwhat (?:it|this|that) is about\b|\bcaused by\b|\bthe cause\b", RegexOptions.IgnoreCase)]
    private static partial Regex Occasions();

    [GeneratedRegex(@"\bno occasion\b|\bno words\b[^.]*\boccasion\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoOccasion();

    [GeneratedRegex(@"\b(?:because(?: of)?|due to|caused by|thanks to|owing to|as a result of|brought on by|triggered by|in response to|on account of)\s+(?<why>[^,;.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Because();
}
