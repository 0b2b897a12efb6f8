using System.Text.RegularExpressions;

namespace AffectAgent.Knowledge.Search;

/// <summary>A stem of a query.</summary>
/// <param name="Weight">How much it counts: 1 if it was written, less if it stands for something that was.</param>
/// <param name="Place">Which word of the query it is, or stands for.</param>
internal readonly record struct QueryTerm(double Weight, int Place);

/// <summary>
/// The words of a query as stems with weights: those that were written, and with less weight what they stand for: the
/// emotion of an emotion word, the code of a named or numbered Action Unit, and other words for the same thing.
/// </summary>
internal sealed partial class QueryWords
{
    private const int MaxWords = 64;
    private const int MaxText = 4000;

    /// <summary>Weight of the emotion that a word stands for.</summary>
    internal const double EmotionWeight = 0.5;

    /// <summary>Weight of another word for the same thing.</summary>
    internal const double SynonymWeight = 0.3;

    /// <summary>Begins the term of a unit that is asked for by its number; no word has this sign.</summary>
    internal const string AskedUnit = "#";

    private static readonly Lazy<Dictionary<string, string[]>> EmotionsByWord = new(EmotionsOfWords);

    private static readonly Dictionary<string, string> EmotionByStem = EmotionNames.All.ToDictionary(emotion => Stemmer.Stem(emotion.Name()), emotion => emotion.Name(), StringComparer.Ordinal);

    private readonly HashSet<string> _emotions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueryTerm> _terms = new(StringComparer.Ordinal);

    private QueryWords(bool typos)
    {
        Typos = typos;
    }

    /// <summary>The emotions that the text names, by name or by a word for them.</summary>
    public IReadOnlySet<string> Emotions => _emotions;

    /// <summary>True if the text asks what to say or do, and not what something is.</summary>
    public bool AsksWhatToDo { get; private init; }

    /// <summary>True if the text weighs two things against each other.</summary>
    public bool AsksWhich { get; private init; }

    /// <summary>True if the text speaks of what is heard.</summary>
    public bool AsksOfVoice { get; private init; }

    /// <summary>Weight and origin by stem.</summary>
    public IReadOnlyDictionary<string, QueryTerm> Terms => _terms;

    /// <summary>How many different words were written, stop words aside.</summary>
    public int Places => _terms.Values.Select(term => term.Place).Distinct().Count();

    /// <summary>The stems in order, stop words among them.</summary>
    public IReadOnlyList<string> Sequence { get; private init; } = [];

    /// <summary>True if a stem that no card has may be taken for one that is a slip away.</summary>
    public bool Typos { get; }

    /// <summary>Reads a query's text; only its first part where it is very long.</summary>
    /// <param name="text">Words of a user.</param>
    /// <param name="synonyms">False to take the words as they are.</param>
    public static QueryWords Of(string text, bool synonyms = true)
    {
        text = text.Length > MaxText ? text[..MaxText] : text;
        var asked = text;
        text += synonyms ? WrittenSigns.Of(text) : "";
        var words = new QueryWords(synonyms)
        {
            AsksWhatToDo = synonyms && WhatToDoPattern().IsMatch(asked),
            AsksWhich = synonyms && WhichPattern().IsMatch(asked),
            AsksOfVoice = synonyms && VoicePattern().IsMatch(asked),
            Sequence = Stemmer.Stems(text, MaxWords, stopWords: true),
        };
        foreach (Match unit in UnitPattern().Matches(text))
            words.Add(AskedUnit + unit.Groups[1].Value, 1, -1);
        text = UnitPattern().Replace(text, " AU$1 ");
        var stems = Stemmer.Stems(text, MaxWords);
        for (var i = 0; i < stems.Count; i++)
            words.Add(stems[i], 1, i);
        if (!synonyms)
            return words;
        for (var i = 0; i < stems.Count; i++)
        {
            foreach (var emotion in EmotionsByWord.Value.GetValueOrDefault(stems[i], []))
                words.Add(emotion, EmotionWeight, i);
        }

        foreach (var (other, i) in Thesaurus.BuiltIn.Others(stems))
        {
            words.Add(other, SynonymWeight, i);
            if (other.StartsWith("au", StringComparison.Ordinal) && other.Length > 2 && char.IsDigit(other[2]))
                words.Add(AskedUnit + other[2..], SynonymWeight, i);
        }

        return words;
    }

    private void Add(string stem, double weight, int place)
    {
        if (EmotionByStem.TryGetValue(stem, out var emotion))
            _emotions.Add(emotion);
        if (weight > _terms.GetValueOrDefault(stem).Weight)
            _terms[stem] = new(weight, place);
    }

    private static Dictionary<string, string[]> EmotionsOfWords() =>
        EmotionVocabulary.LoadBuiltIn().Words
            .Where(word => !word.Word.Contains(' ', StringComparison.Ordinal))
            .Select(word => (Stem: Stemmer.Stem(word.Word), Emotion: Stemmer.Stem(word.Emotion.Name())))
            .Where(pair => pair.Stem != pair.Emotion)
            .Distinct()
            .GroupBy(pair => pair.Stem, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Emotion).ToArray(), StringComparer.Ordinal);

    [GeneratedRegex(@"\b(?:(?:what|how)\s+(?:do|should|can|could|shall)\s+(?:i|we|you|one)\s+(?:say|do|tell|write|react|respond|answer|reply|comfort|console|help|calm|deal|cheer)"
        + @"|(?:should|shall|may|can)\s+(?:i|we)|how\s+to\s+(?:say|tell|react|respond|answer|reply|comfort|console|help|calm|deal|cheer|acknowledge)|tips|advice|comfort|comforting|consoling|calming)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhatToDoPattern();

    [GeneratedRegex(@"\b(?:or|vs|versus|difference|apart|confus\w*|mistak\w*|mix\w* up)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhichPattern();

    [GeneratedRegex(@"\b(?:voice|hear|hears|hearing|sounds?|audio|speaks?|speaking|talks?|talking|pitch|caller|phone|mic|microphone|recording)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VoicePattern();

    [GeneratedRegex(@"\b(?:AU|action\s+units?)[\s_-]*0*([1-9][0-9]?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();
}
