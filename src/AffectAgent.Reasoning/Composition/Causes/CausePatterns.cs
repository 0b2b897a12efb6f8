using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>The patterns by which a sentence states its occasion, for one group of emotions.</summary>
internal sealed class CausePatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Degree = @"(?:so|very|really|quite|too|incredibly|extremely|absolutely|just|that|a bit|kind of) ";
    private const string Subject = @"(?:I|you|he|she|we|they|it|my|your|his|her|our|their|the|this|that|these|those|some|somebody|someone|everyone|everybody|nobody|no one|a|an|all)\b";
    private static readonly Dictionary<string, CausePatterns> ByGroup = CauseWords.English.Stated.Keys.ToDictionary(group => group, group => new CausePatterns(group), StringComparer.Ordinal);

    private CausePatterns(string group)
    {
        var (stated, verbs, moves) = (CauseWords.English.Stated[group], CauseWords.English.Verbs[group], CauseWords.English.Moves[group]);
        Stated = new Regex($@"\b(?:{stated})\b", Options);
        InOrder =
        [
            // "so sad because X", "because of X"; connectives that always give a reason.
            new(@"\b(?:because of|because|'?cause|cuz|due to|on account of|thanks to|as a result of|owing to)\s+(?<x>.+)", Options),
            // "sad that X", "glad X", "afraid of X", "furious with X"
            new($@"\b(?:{stated})\s+(?:that|about|of|at|with|by|over|for|to|when|whenever|after|since|now that|if|as)\s+(?<x>.+)", Options),
            new($@"\b(?:{stated})\s+(?<x>{Subject}.+)", Options),
            new($@"\b(?:{verbs})\s+(?:that\s+)?(?<x>.+)", Options),
        ];
        InFront =
        [
            // "Because X, I'm sad", "Ever since X, I've been sad", "When X, I was so happy", "Hearing X made me sad"
            new($@"^\W*(?:and |but |so )?(?:because of|because|ever since|since|when|whenever|after|now that|as|due to|thanks to)\s+(?<x>[^,]+),\s*.*\b(?:{stated}|{verbs}|{moves}|cr(?:y|ied|ying)|laugh\w*|smil\w+|tears)\b", Options),
            new($@"^\W*(?:and |but |so )?(?<x>.+?)\s+(?:really |just |always |totally |completely )?(?:makes?|made|leaves?|left|gets?|got|is making|has made|keeps?)\s+(?:me|us)\s+(?:feel\s+)?(?:{Degree})*(?:{stated}|cry|laugh|smile|jump|shiver|gag)\b", Options),
            new($@"^\W*(?:and |but |so )?(?<x>.+?)\s+(?:really |just |always |totally |completely )?(?:{moves})", Options),
            // "X, so I'm sad", "X and now I'm furious", "X, that's why I'm scared"
            new($@"^\W*(?<x>.+?)(?:,?\s+so|,?\s+and now|\s*[,;—–-]\s*(?:that's|that is|this is) why|,\s*which is why|,?\s+and)\s+(?:I|we)(?:'m|'re|\s+am|\s+are|\s+was|\s+were|\s+feel|\s+felt|\s+got)\s+(?:{Degree})*(?:{stated})\b", Options),
        ];
    }

    /// <summary>The patterns of a group.</summary>
    public static CausePatterns Of(string group) => ByGroup[group];

    /// <summary>A word that states the emotion.</summary>
    public Regex Stated { get; }

    /// <summary>The occasion follows.</summary>
    public IReadOnlyList<Regex> InOrder { get; }

    /// <summary>The occasion comes first.</summary>
    public IReadOnlyList<Regex> InFront { get; }
}
