namespace AffectAgent.Reasoning;

/// <summary>
/// Tells whether what a question names is denied where it stands: by a word before it in its own clause ("not smiling"), by one
/// before the first of several ("without the smile and the frown", "neither smiling nor frowning"), or by one after it ("with the smile gone").
/// </summary>
internal static class Negation
{
    private static QuestionLexicon Lexicon => QuestionLexicon.English;

    /// <summary>True if the thing named at these places is denied.</summary>
    /// <param name="words">The words of the question.</param>
    /// <param name="places">The places of the words that name it.</param>
    public static bool IsDenied(IReadOnlyList<string> words, IReadOnlyList<int> places) =>
        Before(words, places.Min(), places.Max()) ^ After(words, places.Max());

    // Twice denied is not denied. "Not" reaches over "or", and what takes a thing away over "and" too, unless the next part has a verb of its own.
    private static bool Before(IReadOnlyList<string> words, int first, int last)
    {
        var (denied, carries) = (false, false);
        for (var i = 0; i <= last; i++)
        {
            var word = words[i];
            if (Lexicon.Breaks.Contains(word))
                (denied, carries) = (false, carries && word == "," && !HasVerb(words, i, last));
            else if (word == "and" && !(carries && !HasVerb(words, i, last)))
                denied = false;
            else if (word is "of" or "than" && i > 0 && words[i - 1] is "instead" or "rather")
                (denied, carries) = (true, true);
            else if (Is(Lexicon.Without, word) || (word == "away" && i < first && i > 0 && words[i - 1] is "take" or "taking" or "took") || (word == "out" && i < first && i > 0 && words[i - 1].StartsWith("lea", StringComparison.Ordinal)))
                (denied, carries) = (!denied, true);
            else if (Is(Lexicon.Before, word) && !(i < last && words[i + 1] is "only" or "just" or "merely"))
                (denied, carries) = (!denied, false);
        }

        return denied;
    }

    // "The smile were gone", "took the smile away": in the same clause, before another thing is named.
    private static bool After(IReadOnlyList<string> words, int last)
    {
        for (var i = last + 1; i < words.Count && i <= last + 4; i++)
        {
            if (Lexicon.Breaks.Contains(words[i]) || words[i] is "and" or "or" or "with" or "." or "?")
                break;
            if (Is(Lexicon.After, words[i]) || (words[i] == "out" && words[i - 1] is "left"))
                return true;
        }

        return false;
    }

    // "The raised brows" has no verb, "raised her brows" has one.
    private static bool HasVerb(IReadOnlyList<string> words, int from, int to) => Enumerable.Range(from, to - from + 1).Any(i =>
        words[i] is "was" or "were" or "is" or "are" or "had" or "has" or "would" or "did" or "kept"
        || (words[i] is "opened" or "raised" or "closed" or "lowered" or "lifted" or "pressed" && words[i - 1] is not ("the" or "a" or "an" or "any" or "his" or "her" or "their" or "no")));

    private static bool Is(IReadOnlyList<Cue> cues, string word) => QuestionLexicon.Holds(cues, [word]);
}
