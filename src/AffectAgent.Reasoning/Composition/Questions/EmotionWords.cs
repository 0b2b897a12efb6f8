using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>The words by which a question may name an emotion: the eight, and the shades of them that the vocabulary knows.</summary>
internal static class EmotionWords
{
    // Words with another common meaning in a question: "how confident", "a polite smile", "was he moved".
    private static readonly HashSet<string> Ambiguous = ["confident", "content", "cross", "moved", "touched", "superior", "polite", "warm", "tender", "interested", "curious", "guilty", "depressed", "tense", "concerned", "patient", "alert", "numb"];

    private static readonly Lazy<Dictionary<string, Emotion>> Shades = new(() => EmotionVocabulary.LoadBuiltIn().Words
        .Where(word => !Ambiguous.Contains(word.Word)).DistinctBy(word => word.Word).ToDictionary(word => word.Word, word => word.Emotion, StringComparer.Ordinal));

    /// <summary>The emotion that a word names, or that it is a shade of; null where it names none.</summary>
    public static Emotion? Of(string word) => IsPlain(word, out var emotion) ? emotion : Shades.Value.TryGetValue(Adjective(word), out var shaded) ? shaded : null;

    /// <summary>True if the word is a shade of an emotion and none of the eight.</summary>
    public static bool IsShade(string word) => !IsPlain(word, out _) && Of(word) is not null;

    /// <summary>The word as the vocabulary holds it: "proud" for "pride".</summary>
    public static string Adjective(string word) => QuestionLexicon.English.Nouns.GetValueOrDefault(word, word);

    /// <summary>All words.</summary>
    public static IEnumerable<string> All => Vocabulary.Emotions.Keys.Concat(Shades.Value.Keys).Concat(QuestionLexicon.English.Nouns.Keys);

    private static bool IsPlain(string word, out Emotion emotion)
    {
        emotion = default;
        return Vocabulary.Emotions.TryGetValue(word, out var labels) && EmotionNames.TryParse(labels[0], out emotion);
    }
}
