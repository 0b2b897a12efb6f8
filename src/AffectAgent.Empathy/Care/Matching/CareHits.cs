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
    // So many words apart two signs still speak of one matter.
    private const int Reach = 50;
    private const int SceneBefore = 20, SceneAfter = 30;

    private readonly IReadOnlyList<CareToken> _tokens;
    private readonly List<CareHit> _signs = [];
    private readonly List<CareHit> _scenes = [];
    private readonly List<CareHit> _dropped = [];
    private readonly List<CareHit> _raises = [];
    private readonly int[] _sentences;
    private readonly Dictionary<string, int[]> _void = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _scene = new(StringComparer.Ordinal);

    /// <summary>Reads a message.</summary>
    /// <param name="rules">The phrases.</param>
    /// <param name="tokens">The message's words.</param>
    /// <param name="capitalNouns">True where the message may be in a language that writes all nouns with a capital, so that one tells no name.</param>
    public CareHits(CareRules rules, IReadOnlyList<CareToken> tokens, bool capitalNouns)
    {
        _tokens = tokens;
        _sentences = new int[tokens.Count];
        for (var i = 1; i < tokens.Count; i++)
            _sentences[i] = _sentences[i - 1] + (tokens[i - 1].After == CareBreak.Sentence ? 1 : 0);
        Find(rules, !capitalNouns && tokens.Count(token => token.Capital) * 2 < tokens.Count);
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

    /// <summary>The rule that makes a kind acute, in the sentence of one of its signs or the one beside it; null where there is none.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="signs">Its signs, in order.</param>
    public string? Raised(CareKind kind, IReadOnlyList<CareHit> signs)
    {
        var next = 0;
        foreach (var raise in _raises.Where(hit => (hit.Rule.Kinds & (1 << (int)kind)) != 0))
        {
            while (next < signs.Count && signs[next].At < raise.At)
                next++;
            if ((next > 0 && IsNear(signs[next - 1], raise)) || (next < signs.Count && IsNear(signs[next], raise)))
                return raise.Rule.Id;
        }
        return null;
    }

    /// <summary>The signs but for weak ones that stand alone: two a page apart say nothing, nor do two rules that met the same words.</summary>
    public List<CareHit> Together(IEnumerable<CareHit> hits)
    {
        var signs = hits.OrderBy(hit => hit.At).Select(hit => (Hit: hit, Said: Said(hit))).ToList();
        bool IsBeside(int i, int step)
        {
            var (one, said) = signs[i];
            for (var j = i + step; j >= 0 && j < signs.Count && Math.Abs(signs[j].Hit.At - one.At) <= Reach; j += step)
            {
                if (signs[j].Hit.Phrase.Voice != one.Phrase.Voice && signs[j].Said != said && !Overlap(one, signs[j].Hit))
                    return true;
            }
            return false;
        }
        return [.. signs.Where((sign, i) => !sign.Hit.Rule.Weak || IsBeside(i, 1) || IsBeside(i, -1)).Select(sign => sign.Hit)];
    }

    /// <summary>The words that were met.</summary>
    public string Said(CareHit hit) => string.Join(' ', _tokens.Skip(hit.At).Take(hit.Words).Select(token => token.Form));

    private bool IsNear(CareHit one, CareHit other) => Math.Abs(one.At - other.At) <= Reach && Math.Abs(_sentences[one.At] - _sentences[other.At]) <= 1;

    // The same words are one hint, whatever they hint at.
    private static bool Overlap(CareHit one, CareHit other) => one.At < other.At + other.Words && other.At < one.At + one.Words;

    /// <summary>The rules of a kind that were found but didn't count, each with a minus.</summary>
    public IEnumerable<string> Dropped(CareKind kind) => _dropped.Where(hit => hit.Rule.Kind == kind).Select(hit => $"-{hit.Rule.Id}").Distinct();

    private void Find(CareRules rules, bool hasNames)
    {
        var known = new Dictionary<(string Form, string Tail, bool IsName), int[]>();
        var numbers = new int[_tokens.Count][];
        for (var i = 0; i < numbers.Length; i++)
        {
            // A capital within a sentence is a name's.
            var word = (_tokens[i].Form, _tokens[i].Tail, hasNames && i > 0 && _tokens[i].Capital && _tokens[i - 1].After < CareBreak.Line);
            if (!known.TryGetValue(word, out var read))
                known[word] = read = rules.Vocabulary.Read(word.Form, word.Tail, word.Item3);
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
            case CareEffect.Raise when _raises.Count < MostSigns:
                _raises.Add(new CareHit(phrase, at, length));
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
