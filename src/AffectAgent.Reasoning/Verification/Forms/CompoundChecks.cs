using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// A compound may be named only with the card of exactly its two emotions and with evidence that the units fit it; a mixture
/// only where cited evidence gives both emotions a part.
/// </summary>
internal static partial class CompoundChecks
{
    /// <summary>The least part of each emotion in a mixture.</summary>
    public const double LeastPart = 0.1;

    private static readonly Dictionary<string, string> Adverbs = new(StringComparer.Ordinal)
    {
        ["happily"] = "happiness", ["sadly"] = "sadness", ["angrily"] = "anger", ["fearfully"] = "fear", ["disgustedly"] = "disgust", ["surprisedly"] = "surprise",
        ["contemptuously"] = "contempt", ["happy"] = "happiness", ["sad"] = "sadness", ["angry"] = "anger", ["fearful"] = "fear", ["disgusted"] = "disgust",
    };

    /// <summary>What is wrong, or null.</summary>
    public static string? Check(FormContext form)
    {
        if (form.Cited.Evidence.Count == 0)
            return null;
        foreach (Match match in Named().Matches(form.Plain))
        {
            if (Vocabulary.Emotions.TryGetValue(match.Groups["b"].Value.ToLowerInvariant(), out var second) && Adverbs[match.Groups["a"].Value.ToLowerInvariant()] is var first && !second.Contains(first)
                && Compound(first, second[0], form) is { } why)
                return why;
        }

        foreach (Match match in Mixed().Matches(form.Plain))
        {
            foreach (var emotion in (string[])[match.Groups["a"].Value.ToLowerInvariant(), match.Groups["b"].Value.ToLowerInvariant()])
            {
                if (Vocabulary.Emotions.ContainsKey(emotion) && !(form.Probability(emotion) >= LeastPart) && !form.Cited.Evidence.Any(e => EvidenceFacts.Names(e, emotion)))
                    return $"no cited evidence gives {emotion} a part in it";
            }
        }

        return null;
    }

    private static string? Compound(string first, string second, FormContext form)
    {
        if (!form.Cited.Cards.Any(card => card.Emotions.Count == 2 && card.Pattern.Count > 0 && card.Emotions.Contains(first) && card.Emotions.Contains(second)))
            return $"no cited card is about {first} with {second}";
        if (!form.Cited.Evidence.Any(e => e.Kind == EvidenceKinds.Compound && e.Distribution is { } parts && parts.ContainsKey(first) && parts.ContainsKey(second)))
            return $"no cited evidence fits {first} with {second}";
        return (string[])[first, second] is var both && both.FirstOrDefault(emotion => !(form.Probability(emotion) >= LeastPart)) is { } missing
            ? $"no cited evidence gives {missing} a part in it" : null;
    }

    [GeneratedRegex(@"\b(?<a>happily|sadly|angrily|fearfully|disgustedly|surprisedly|contemptuously|happy|sad|angry|fearful|disgusted)\s+(?<b>surprised?|disgust(?:ed)?|fear(?:ful)?|angry|anger|sad(?:ness)?|happy|contempt(?:uous)?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:mixture|mix|blend|compound) of (?<a>[a-z]+) (?:and|with) (?<b>[a-z]+)|\bbetween (?<a>[a-z]+) and (?<b>[a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Mixed();
}
