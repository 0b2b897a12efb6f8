using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// What prose says of numbers in words: what is the baseline and what was measured, whose share a percentage is, by how much
/// one reading leads, how sure is "very sure", which way valence and arousal lie, and that something is there at all.
/// </summary>
internal static partial class ProseNumbers
{
    private const double NearCertain = 0.85;
    private const double High = 0.6;
    private const double Moderate = 0.35;
    private const double Low = 0.45;
    private const double VeryLow = 0.25;
    private const double MostModerate = 0.75;
    private const double Close = 0.6;
    private const double Even = 0.8;
    private const double Neutral = 0.05;

    private static readonly (string Label, HashSet<string> Higher, HashSet<string> Lower)[] Affects =
    [
        ("valence", ["pleasant", "positive", "agreeable"], ["unpleasant", "negative", "disagreeable"]),
        ("arousal", ["aroused", "activated", "lively", "energetic", "agitated"], ["calm", "subdued", "muted", "quiet", "passive"]),
    ];

    private static readonly Dictionary<string, int[]> Movements = new(StringComparer.Ordinal)
    {
        ["furrowed"] = [4], ["frown"] = [4, 15], ["frowning"] = [4, 15], ["wrinkled"] = [9, 4], ["wrinkling"] = [9, 4], ["parted"] = [25, 26, 27], ["narrowed"] = [6, 7], ["squinting"] = [6, 7],
        ["widened"] = [5], ["pressed"] = [24, 23], ["dropped"] = [26, 27, 15], ["stretched"] = [20, 27], ["pout"] = [17, 15], ["pouting"] = [17, 15], ["sneer"] = [9, 10], ["smirk"] = [12, 14],
    };

    private static readonly HashSet<string> Still = ["flat", "motionless", "unmoved", "immobile", "untouched", "expressionless", "slack"];

    private static readonly HashSet<string> Faint = ["no", "not", "little", "low", "hardly", "barely", "scarcely", "nearly", "without", "below", "under", "absent", "missing", "neither", "nor", "faint", "weak", "less", "trace"];

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(Prose prose) => Moved(prose) ?? Unseen(prose) ?? Stilled(prose) ?? Baseline(prose) ?? Compared(prose) ?? Share(prose) ?? Margin(prose) ?? Degree(prose) ?? Affect(prose);

    // What some words say moved must be cited.
    private static string? Moved(Prose prose) => prose.Evidence.Any(e => e.ActionUnit is not null)
        && prose.Sentence.Words.Any(word => Movements.TryGetValue(word, out var units) && !prose.Evidence.Any(e => units.Contains(e.ActionUnit ?? 0))) ? "moved" : null;

    // A unit that is named as a fact must be there; one that is not is named with its number, or as faint or absent.
    private static string? Unseen(Prose prose) => prose.Sentence.Clauses.Any(clause => clause.Units.Distinct().Any(unit =>
        prose.Evidence.Where(e => e.ActionUnit == unit && e.Unit == "0-5").Select(e => e.Value).ToList() is { Count: > 0 } values && values.Max() < EvidenceFacts.Visible
        && !clause.Numbers.Any(number => values.Exists(number.Fits)) && !clause.Words.Any(Faint.Contains) && !clause.Negated)) ? "unseen" : null;

    private static string? Stilled(Prose prose) => prose.Sentence.Clauses.Any(clause => !clause.Negated && clause.Words.Any(Still.Contains))
        && prose.Sentence.Units.Any(unit => prose.Evidence.Any(e => e.ActionUnit == unit && e.Unit == "0-5" && e.Value >= EvidenceFacts.Visible)) ? "still" : null;

    private static string? Baseline(Prose prose)
    {
        var based = prose.Evidence.Where(e => e is { Baseline: not null, Value: not null, Modality: Modality.Voice }).ToList();
        if (based.Count == 0)
            return null;
        var baselines = BaselineNumber().Matches(prose.Text).Select(match => match.Groups["n"]).ToList();
        if (baselines.Exists(number => !based.Exists(e => Fits(number.Value, e.Baseline!.Value))))
            return "baseline";
        return AnyNumber().Matches(prose.Text).Where(match => !baselines.Exists(b => b.Index == match.Index))
            .Any(match => based.Exists(e => Fits(match.Value, e.Baseline!.Value)) && !prose.Evidence.Any(e => e.Value is { } value && Fits(match.Value, value))) ? "baseline" : null;
    }

    // "Softer than", "brisker than": only what the verifier can check.
    private static string? Compared(Prose prose) => ThanUsual().Matches(prose.Text).Any(match => !Vocabulary.Directions.ContainsKey(match.Groups["how"].Value.ToLowerInvariant())) ? "compared" : null;

    // A percentage belongs to the emotion that stands nearest to it in its part of the sentence; what is compared with is no bearer.
    private static string? Share(Prose prose)
    {
        var all = AnyWord().Matches(prose.Text).Where(word => Vocabulary.Emotions.ContainsKey(word.Value.ToLowerInvariant())).ToList();
        var bearers = all.Where(word => !Compares().IsMatch(prose.Text[..word.Index]) || Followed().IsMatch(prose.Text[(word.Index + word.Length)..])).ToList();
        if (bearers.Count == 0 || all.Select(e => e.Value.ToLowerInvariant()).Distinct().Count() < 2)
            return null;
        foreach (Match number in Percent().Matches(prose.Text))
        {
            var (from, to) = (prose.Text.LastIndexOfAny([',', ';', ':'], number.Index), prose.Text.IndexOfAny([',', ';', ':'], number.Index));
            var near = bearers.Where(e => e.Index > from && (to < 0 || e.Index < to)).ToList();
            var nearest = (near.Count > 0 ? near : [.. bearers.Where(e => e.Index < number.Index)])
                .MinBy(e => e.Index > number.Index ? e.Index - (number.Index + number.Length) : number.Index - (e.Index + e.Length))?.Value.ToLowerInvariant();
            if (nearest is not null && !Holds(prose, number, nearest) && all.Exists(e => Holds(prose, number, e.Value.ToLowerInvariant())))
                return "share";
        }

        return null;
    }

    private static bool Holds(Prose prose, Match number, string emotion) => prose.Evidence.Any(e =>
        (e.Distribution is not null && EvidenceFacts.ProbabilityOf(e, emotion) is { } p && Fits(number.Groups["n"].Value, 100 * p))
        || (EvidenceFacts.Names(e, emotion) && e.Value is { } value && Fits(number.Groups["n"].Value, 100 * value)));

    private static string? Margin(Prose prose)
    {
        var distribution = prose.Evidence.FirstOrDefault(e => e.Distribution is { Count: > 1 })?.Distribution;
        if (distribution is null)
            return null;
        var ranked = distribution.Values.OrderDescending().ToList();
        var named = AnyWord().Matches(prose.Text).Select(word => word.Value.ToLowerInvariant()).Where(Vocabulary.Emotions.ContainsKey).Distinct()
            .Select(word => Vocabulary.Emotions[word].Where(distribution.ContainsKey).Select(label => (double?)distribution[label]).FirstOrDefault()).OfType<double>().OrderDescending().ToList();
        // Two that are named are compared with each other, unless neither leads: "a distant second" is measured by the first.
        var (first, second) = named.Count >= 2 && named[0] == ranked[0] ? (named[0], named[1]) : (ranked[0], named.Count > 0 && named[0] < ranked[0] ? named[0] : ranked[1]);
        var ratio = first > 0 ? second / first : 0;
        if (Evenly().IsMatch(prose.Text) && ratio < Even)
            return "margin";
        if (Narrow().IsMatch(prose.Text) && ratio < Close)
            return "margin";
        return Wide().IsMatch(prose.Text) && ratio > Close ? "margin" : null;
    }

    private static string? Degree(Prose prose)
    {
        if (Sureness().Match(prose.Text) is not { Success: true } said)
            return null;
        var sure = Confidence().IsMatch(prose.Text);
        var value = prose.Evidence.FirstOrDefault(e => sure && e.Label == "confidence")?.Value
            ?? prose.Evidence.FirstOrDefault(e => e is { Unit: "probability", Value: not null })?.Value;
        if (value is not { } at)
            return null;
        var how = said.Groups["how"].Value.ToLowerInvariant();
        var (least, most) = NearlyCertain().IsMatch(how) ? (NearCertain, 1.0)
            : how.EndsWith("low", StringComparison.Ordinal) ? (0, how.StartsWith("very", StringComparison.Ordinal) ? VeryLow : Low)
            : how.EndsWith("moderate", StringComparison.Ordinal) ? (Moderate, MostModerate) : (High, 1.0);
        return at >= least && at <= most ? null : "degree";
    }

    private static string? Affect(Prose prose)
    {
        foreach (var (label, higher, lower) in Affects)
        {
            if (prose.Evidence.FirstOrDefault(e => e.Label == label && e.Unit == "-1..1")?.Value is not { } value)
            {
                // Words that the verifier does not know can't be checked without it.
                if (prose.Sentence.Words.Any(word => (higher.Contains(word) || lower.Contains(word)) && !Vocabulary.Directions.ContainsKey(word)))
                    return "affect";
                continue;
            }

            if ((prose.Sentence.Words.Any(higher.Contains) && value < Neutral) || (prose.Sentence.Words.Any(lower.Contains) && value > -Neutral))
                return "affect";
        }

        return null;
    }

    private static bool Fits(string written, double value)
    {
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var step = Math.Pow(10, point < 0 ? 0 : point + 1 - written.Length);
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number - value) <= Math.Max(step / 2, Math.Abs(value) * NumberMention.Loosely) + 1e-9;
    }

    [GeneratedRegex(@"\b(?:baseline(?: value| level| pitch| rate)? (?:of|is|was)|versus|vs\.?|compared (?:with|to)|rather than|instead of|against|as opposed to)\s+(?:(?:a|an|the|its|usual|normal|average|baseline|neutral|typical|value|level|of|about|around|nearly|just|over|under)\s+)*(?<n>-?\d+(?:\.\d+)?)", RegexOptions.IgnoreCase)]
    private static partial Regex BaselineNumber();

    [GeneratedRegex(@"(?<![\w.])-?\d+(?:\.\d+)?(?!\.?\d)")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"\b(?<how>[a-z]{2,}er)(?: in [a-z]+)? than (?:the |its |their |a |in )?(?:(?:person|speaker)'s )?(?:own )?(?:baseline|usual|normal|average|neutral|typical|expected)", RegexOptions.IgnoreCase)]
    private static partial Regex ThanUsual();

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)?)\s*(?:%|percent|per cent)", RegexOptions.IgnoreCase)]
    private static partial Regex Percent();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex AnyWord();

    [GeneratedRegex(@"^\s*(?:\(|at|with|by)\s*(?:about |just |nearly |over |under |around |only )*\d", RegexOptions.IgnoreCase)]
    private static partial Regex Followed();

    [GeneratedRegex(@"\b(?:than|ahead of|behind|over|from|of the)\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex Compares();

    [GeneratedRegex(@"\b(?:as|equally) (?:likely|probable)\b|\ban even (?:split|match)\b|\b(?:tie|tied)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Evenly();

    [GeneratedRegex(@"\bclose (?:second|behind|runner-up)\b|\bnarrowly\b|\b(?:slightly|just|a little|barely) (?:ahead|behind|more likely|less likely|more probable|less probable)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Narrow();

    [GeneratedRegex(@"\bdistant (?:second|runner-up)\b|\b(?:far|much|way|clearly|well) (?:ahead|behind|more likely|less likely|more probable|less probable)\b|\bby a (?:wide|large|clear) margin\b|\bclear(?:ly)? lead", RegexOptions.IgnoreCase)]
    private static partial Regex Wide();

    [GeneratedRegex(@"\b(?<how>nearly certain|virtually certain|practically certain|all but certain|beyond doubt|(?:very|extremely|exceptionally) (?:certain|sure|confident))\b|\b(?<how>(?:very |extremely |fairly |quite |rather )?(?:high|moderate|low))\s+(?:degree of |level of )?(?:confidence|certainty|probability)\b|\b(?:confidence|certainty|probability)(?: [a-z]+){0,4}? (?:is|was|are|remains|stays|seems)(?: (?:only|still|just|also|rather|fairly|quite))*\s+(?<how>(?:very |extremely )?(?:high|moderate|low))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sureness();

    [GeneratedRegex(@"\b(?:confiden(?:ce|t)|certain(?:ty)?|sure|doubt)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Confidence();

    [GeneratedRegex(@"certain|doubt|sure|confident|(?:very|extremely) high")]
    private static partial Regex NearlyCertain();
}
