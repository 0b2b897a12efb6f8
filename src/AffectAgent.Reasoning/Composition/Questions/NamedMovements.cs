using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>A movement that a question names.</summary>
/// <param name="Units">Its Action Units, the one meant first in front.</param>
/// <param name="There">True if the question supposes it there, false if gone, null if it says neither.</param>
internal sealed record NamedMovement(IReadOnlyList<int> Units, bool? There);

/// <summary>The Action Units that a question means by everyday words, FACS names or numbers: "the smile", "cheek raiser", "AU4".</summary>
internal static partial class NamedMovements
{
    // A state that rules the movement out comes before the movement's own words: "mouth closed" is no open mouth.
    private static readonly (Regex Words, int[] Units, bool? There)[] All =
    [
        (new(@"\beyes? (?:\w+ )?open\b|\bopen(?:ed|s)? (?:his|her|their|the) eyes\b|\bopen eyes\b"), [43, 45], false),
        (new(@"\beyes? (?:\w+ ){0,2}(?:closed|shut)\b|\bclosed? (?:his|her|their|the)? ?eyes\b"), [43, 45], true),
        (new(@"\b(?:mouth|lips|jaw) (?:\w+ ){0,2}(?:closed|shut)\b|\bclosed mouth\b"), [26, 25, 27], false),
        (new(@"\b(?:wide|wider|widened) eyes\b|\beyes (?:\w+ )?(?:wide|wider|widened)\b|\b(?:upper )?(?:eye)?lids?\b"), [5, 7], null),
        (new(@"\b(?:smil\w*|grin\w*|laugh\w*|lip corners? up)\b"), [12, 6], null),
        (new(@"\b(?:frown\w*|scowl\w*|lower\w* (?:eye)?brows?|(?:eye)?brows? (?:\w+ ){0,2}(?:low\w*|knit\w*|furrow\w*|down)|furrow\w*)\b"), [4], null),
        (new(@"\b(?:brows?|eyebrows?|forehead)\b"), [1, 2], null),
        (new(@"\bcheeks?\b"), [6], null),
        (new(@"\b(?:pout\w*|lip corners? down|corners? of (?:the|his|her) mouth (?:\w+ )?down)\b"), [15, 17], null),
        (new(@"\blips? (?:\w+ )?(?:press\w*|tight\w*)\b|\bpressed lips\b"), [24, 23], null),
        (new(@"\b(?:mouth|jaw|lips?)\b"), [26, 25, 27], null),
        (new(@"\bnose\b"), [9, 10], null),
        (new(@"\bchin\b"), [17], null),
        (new(@"\bsquint\w*\b"), [7, 6], null),
        (new(@"\b(?:blink\w*|eyes? closed)\b"), [45, 43], null),
    ];

    /// <summary>The units of the first movement named, the one meant first in front; empty where the question names none.</summary>
    /// <param name="plain">The question as <see cref="QuestionWords"/> writes it.</param>
    public static IReadOnlyList<int> In(string plain) => Find(plain)?.Units ?? [];

    /// <summary>The first movement named and whether it is supposed to be there; null where the question names none.</summary>
    public static NamedMovement? Find(string plain)
    {
        var numbered = Code().Matches(plain).Select(code => int.Parse(code.Groups["n"].Value, CultureInfo.InvariantCulture))
            .Concat(Name().Matches(plain).Select(name => FacsNames.NumberOf(name.Value))).Where(unit => ActionUnits.Find(unit) is not null).Distinct().ToList();
        if (numbered.Count > 0)
            return new NamedMovement(numbered, Gone().IsMatch(plain) ? false : Put().IsMatch(plain) ? true : null);
        var (words, units, there) = Array.Find(All, movement => movement.Words.IsMatch(plain));
        if (words is null)
            return null;
        var gone = Gone().IsMatch(plain);
        return new NamedMovement(units, there is { } state ? state ^ gone : gone ? false : Put().IsMatch(plain) ? true : null);
    }

    [GeneratedRegex(@"\b(?:au|action unit) ?(?<n>\d{1,2})\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?:" + FacsNames.Pattern + @")s?\b(?<!s)", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:no|not|without|gone|never|away|remov\w*|ignor\w*|disregard\w*|leav\w+ out|left out|stop\w*|less|weaker|smaller|missing|relax\w*|at rest|hidden|covered)\b")]
    private static partial Regex Gone();

    [GeneratedRegex(@"\b(?:more|stronger|bigger|wider|deeper|wide|raised|higher|smiled|frowned|laughed|grinned|scowled|marked|added?|with a)\b")]
    private static partial Regex Put();
}
