using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>The Action Units that a question means by everyday words: "the smile", "the brows", "AU4".</summary>
internal static partial class NamedMovements
{
    private static readonly (Regex Words, int[] Units)[] All =
    [
        (Smile(), [12, 6]),
        (Frown(), [4]),
        (Brows(), [1, 2]),
        (Mouth(), [26, 25, 27]),
        (Nose(), [9, 10]),
    ];

    /// <summary>The units, the one meant first in front; empty where the question names no movement.</summary>
    public static IReadOnlyList<int> In(string question)
    {
        var codes = Code().Matches(question).Select(code => int.Parse(code.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture)).Where(unit => ActionUnits.Find(unit) is not null).ToList();
        return codes.Count > 0 ? codes : Array.Find(All, movement => movement.Words.IsMatch(question)).Units ?? [];
    }

    [GeneratedRegex(@"\bAU\s?(?<n>\d{1,2})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?:smil\w+|grin\w*|laugh\w*)\b|\bsmile\b", RegexOptions.IgnoreCase)]
    private static partial Regex Smile();

    [GeneratedRegex(@"\b(?:frown\w*|scowl\w*|lowered brows?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Frown();

    [GeneratedRegex(@"\b(?:brows?|eyebrows?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Brows();

    [GeneratedRegex(@"\b(?:open mouth|jaw|mouth (?:is|was|were) open|lips)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mouth();

    [GeneratedRegex(@"\bnose\b", RegexOptions.IgnoreCase)]
    private static partial Regex Nose();
}
