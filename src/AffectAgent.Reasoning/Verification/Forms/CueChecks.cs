using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// "X speaks for fear", "a sign of fear", "these cues point to fear": a cited card must list the cue for that reading and the
/// cue must be there as the card has it; a balance that is said must be the balance that was computed.
/// </summary>
internal static partial class CueChecks
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form)
    {
        if (form.Cited.Evidence.Count == 0)
            return null;
        foreach (var segment in Says().IsMatch(form.Plain) ? form.Segments : [])
        {
            foreach (Match said in Says().Matches(segment.Plain))
            {
                if (Vocabulary.Emotions.ContainsKey(said.Groups["e"].Value.ToLowerInvariant()) && Cue(segment, said, form) is { } why)
                    return why;
            }
        }

        return Balance(form);
    }

    private static string? Cue(ParsedSentence segment, Match said, FormContext form)
    {
        var emotion = said.Groups["e"].Value.ToLowerInvariant();
        var before = segment.Plain[..said.Index];
        var against = said.Groups["against"].Success ^ Negated().IsMatch(said.Value);
        var low = Low().IsMatch(segment.Text);
        foreach (var unit in segment.Units.Distinct())
        {
            var value = form.Cited.Evidence.Where(e => e.ActionUnit == unit && e.Unit == "0-5").Max(e => e.Value);
            if (low && value >= EvidenceFacts.Visible)
                return $"AU{unit} does not stay low";
            var there = low || value is null ? (bool?)null : value >= EvidenceFacts.Visible;
            if (!form.Cited.Cards.Any(card => Lists(card, unit, emotion, against, there)))
                return $"no cited card has AU{unit} {(against ? "against" : "for")} {emotion} that way";
        }

        return segment.Units.Count > 0 || against ? null : Voice(before, emotion, form) ?? Words(segment, emotion, form);
    }

    private static bool Lists(KnowledgeCard card, int unit, string emotion, bool against, bool? there)
    {
        var labels = Vocabulary.Emotions[emotion];
        if (card.Cues.Count > 0)
        {
            return card.Cues.Any(cue => cue.ActionUnit == unit && labels.Contains(cue.Favours) != against
                && (there is null || cue.Direction == Direction.None || there == (cue.Direction == Direction.Higher)));
        }

        return card.Emotions.Any(labels.Contains) && card.Pattern.TryGetValue(unit, out var weight) && weight > 0 != against;
    }

    // The voice feature that is named must be cited, and a cue of a cited card in the direction in which it was measured.
    private static string? Voice(string before, string emotion, FormContext form)
    {
        foreach (var feature in form.Cited.Evidence.Where(e => e.Kind == EvidenceKinds.VoiceFeature && e.Label is not null))
        {
            if (!before.Contains(Phrases.English.Name(feature.Label!), StringComparison.OrdinalIgnoreCase))
                continue;
            if (!form.Cited.Cards.Any(card => card.Cues.Any(cue => cue.Feature == feature.Label && cue.Direction == feature.Direction && Vocabulary.Emotions[emotion].Contains(cue.Favours))))
                return $"no cited card has {feature.Label} for {emotion} in that direction";
        }

        return null;
    }

    private static string? Words(ParsedSentence segment, string emotion, FormContext form)
    {
        foreach (var line in form.Cited.Evidence.Where(e => e.Kind == EvidenceKinds.TextEmotion && e.Label is not null && segment.Words.Contains(e.Label) && segment.Words.Contains("words")))
        {
            if (line.Label != emotion && !form.Cited.Cards.Any(card => card.Cues.Any(cue => cue.Words == line.Label && Vocabulary.Emotions[emotion].Contains(cue.Favours))))
                return $"no cited card has the label {line.Label} for {emotion}";
        }

        return null;
    }

    // What a balance is said to point to must be where it points; what it is said to leave open must be open or against.
    private static string? Balance(FormContext form)
    {
        var balances = form.Cited.Evidence.Where(e => e.Kind == EvidenceKinds.CueBalance).ToList();
        foreach (Match said in Points().Matches(form.Plain))
        {
            var emotion = said.Groups["e"].Value.ToLowerInvariant();
            if (Vocabulary.Emotions.TryGetValue(emotion, out var labels) && !balances.Exists(balance => labels.Contains(balance.Label)))
                return $"no cited balance of cues points to {emotion}";
        }

        foreach (Match said in Supports().Matches(form.Plain))
        {
            foreach (var emotion in EmotionsIn(said.Groups["list"].Value))
            {
                if (!balances.Exists(balance => EvidenceFacts.ProbabilityOf(balance, emotion) < 0.5 && !EvidenceFacts.Names(balance, emotion) && balance.Label != "undecided"))
                    return $"no cited balance of cues speaks against {emotion}";
            }
        }

        foreach (Match said in form.Has("ruled out") ? LeftOpen().Matches(form.Plain) : (IEnumerable<Match>)[])
        {
            foreach (var emotion in EmotionsIn(said.Groups["list"].Value))
            {
                if (!balances.Exists(balance => EvidenceFacts.ProbabilityOf(balance, emotion) is not null && (EvidenceFacts.Names(balance, emotion) || balance.Label == "undecided")))
                    return $"the cited cues do rule out {emotion}";
            }
        }

        return null;
    }

    private static IEnumerable<string> EmotionsIn(string list) => AnyWord().Matches(list).Select(word => word.Value.ToLowerInvariant()).Where(Vocabulary.Emotions.ContainsKey);

    [GeneratedRegex(@"\b(?:(?:does|do|did)(?:n't| not) )?(?:speaks?|speaking|spoke|stands?|counts?|argues?) (?:for|(?<against>against)) (?<e>[a-z]+)|\bsigns? of (?<e>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Says();

    [GeneratedRegex(@"\b(?:points?|pointing|tips?|leans?) (?:to|towards|toward) (?<e>[a-z]+)|\bcues (?:decide for|favou?r) (?<e>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Points();

    [GeneratedRegex(@"\b(?:supports?|bears?) (?:this|it|that)(?: out)? against (?<list>[^;:.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Supports();

    [GeneratedRegex(@"\b(?<list>[^;:.]+) (?:is|are) not ruled out", RegexOptions.IgnoreCase)]
    private static partial Regex LeftOpen();

    [GeneratedRegex(@"\b(?:not|n't)\b|n't ", RegexOptions.IgnoreCase)]
    private static partial Regex Negated();

    [GeneratedRegex(@"\b(?:stays?|stayed|remains?|remained) (?:at|low|below|under)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Low();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex AnyWord();
}
