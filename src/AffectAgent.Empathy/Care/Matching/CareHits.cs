using AffectAgent.Empathy.Care.Data;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>A phrase, found.</summary>
/// <param name="Phrase">The phrase.</param>
/// <param name="At">The first word.</param>
/// <param name="Words">How many words.</param>
internal sealed record CareHit(CarePhrase Phrase, int At, int Words)
{
    /// <summary>The phrase's rule.</summary>
    public CareRule Rule => Phrase.Rule;
}

/// <summary>All that was found in a message, and which signs remain when figures of speech, negations and scenes are taken off.</summary>
internal sealed class CareHits
{
    // A message that repeats itself ten thousand times says nothing new.
    private const int MostSigns = 5000;
    private const int SceneBefore = 20, SceneAfter = 30;

    private readonly IReadOnlyList<CareToken> _tokens;
    private readonly List<CareHit> _signs = [];
    private readonly List<CareHit> _scenes = [];
    private readonly List<CareHit> _dropped = [];
    private readonly Dictionary<CareKind, string> _raised = [];
    private readonly Dictionary<string, int[]> _void = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _scene = new(StringComparer.Ordinal);

    public CareHits(CareRules rules, IReadOnlyList<CareToken> tokens)
    {
        _tokens = tokens;
        Find(rules);
        SpreadScenes();
    }

    /// <summary>True where the writer says an age under 18.</summary>
    public bool IsMinor { get; private set; }

    /// <summary>The signs that count.</summary>
    public IReadOnlyList<CareHit> Signs()
    {
        List<CareHit> kept = [];
        foreach (var sign in _signs)
            (IsOff(sign) ? _dropped : kept).Add(sign);
        return kept;
    }

    /// <summary>The rule that makes a kind acute, or null.</summary>
    public string? Raised(CareKind kind) => _raised.GetValueOrDefault(kind);

    /// <summary>The rules of a kind that were found but didn't count, each with a minus.</summary>
    public IEnumerable<string> Dropped(CareKind kind) => _dropped.Where(hit => hit.Rule.Kind == kind).Select(hit => $"-{hit.Rule.Id}").Distinct();

    private void Find(CareRules rules)
    {
        var known = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var numbers = new int[_tokens.Count][];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!known.TryGetValue(_tokens[i].Form, out var read))
                known[_tokens[i].Form] = read = rules.Vocabulary.Read(_tokens[i].Form);
            numbers[i] = read;
        }
        var minors = new List<int>();
        var notMinor = new HashSet<int>();
        var index = new CareIndex(_tokens, numbers, rules.Vocabulary.Count);
        for (var i = 0; i < numbers.Length; i++)
        {
            var inClause = new CareWords(index, i, index.Open(i, CareBreak.None));
            var inSentence = new CareWords(index, i, index.Open(i, CareBreak.Line));
            foreach (var number in numbers[i])
            {
                foreach (var phrase in rules.From(number))
                    Try(phrase, phrase.Rule.Effect == CareEffect.Void ? inClause : inSentence, minors, notMinor);
            }
        }
        IsMinor = minors.Any(at => !notMinor.Contains(at));
    }

    private void Try(CarePhrase phrase, in CareWords words, List<int> minors, HashSet<int> notMinor)
    {
        var length = phrase.Pattern.Match(words);
        if (length == 0)
            return;
        var (rule, at) = (phrase.Rule, words.At);
        switch (rule.Effect)
        {
            case CareEffect.Sign when _signs.Count < MostSigns:
                _signs.Add(new CareHit(phrase, at, length));
                break;
            case CareEffect.Void:
                Mark(Of(_void, rule), at, at + length, rule.Kinds);
                break;
            case CareEffect.Scene:
                _scenes.Add(new CareHit(phrase, at, length));
                break;
            case CareEffect.Raise:
                foreach (var kind in Enum.GetValues<CareKind>().Where(kind => (rule.Kinds & (1 << (int)kind)) != 0))
                    _raised.TryAdd(kind, rule.Id);
                break;
            case CareEffect.Minor:
                minors.Add(at);
                break;
            case CareEffect.NotMinor:
                notMinor.Add(at);
                break;
        }
    }

    // As far as the sentence goes, and no farther than a reader would carry it where nobody sets full stops.
    private void SpreadScenes()
    {
        foreach (var scene in _scenes)
        {
            var marks = Of(_scene, scene.Rule);
            for (var i = scene.At - 1; i >= Math.Max(0, scene.At - SceneBefore) && _tokens[i].After < CareBreak.Line; i--)
                marks[i] |= scene.Rule.Kinds;
            for (var i = scene.At; i < Math.Min(_tokens.Count, scene.At + SceneAfter); i++)
            {
                marks[i] |= scene.Rule.Kinds;
                if (_tokens[i].After >= CareBreak.Line)
                    break;
            }
        }
    }

    // Words look alike across languages (piece, pièce): figures and scenes of a language bear on its own signs alone.
    private int[] Of(Dictionary<string, int[]> marks, CareRule rule)
    {
        if (!marks.TryGetValue(rule.Language, out var own))
            marks[rule.Language] = own = new int[_tokens.Count];
        return own;
    }

    private bool IsOff(CareHit sign)
    {
        var voids = Of(_void, sign.Rule);
        var quoted = true;
        for (var i = sign.At; i < sign.At + sign.Words; i++)
        {
            if ((voids[i] & sign.Rule.Kinds) != 0)
                return true;
            quoted &= _tokens[i].Quoted;
        }
        return (Of(_scene, sign.Rule)[sign.At] & sign.Rule.Kinds) != 0 && (quoted || !sign.Rule.Firm);
    }

    private static void Mark(int[] marks, int from, int to, int kinds)
    {
        for (var i = from; i < to; i++)
            marks[i] |= kinds;
    }
}
