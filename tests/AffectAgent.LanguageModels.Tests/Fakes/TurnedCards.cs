namespace AffectAgent.LanguageModels.Tests;

/// <summary>What a card says, turned round in its own words: false statements that share nearly all words with it.</summary>
internal static class TurnedCards
{
    private static readonly HashSet<string> Turning = ["not", "no", "never", "nor", "neither", "nothing", "hardly", "rarely", "without", "only"];

    /// <summary>The turned sentences of a card.</summary>
    public static IEnumerable<string> Of(KnowledgeCard card)
    {
        foreach (var sentence in $"{card.Text} {card.Gist}".Split(['.', ';', '?', '(', ')'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 5 || words.Any(word => word.Any(char.IsDigit)))
                continue;
            if (words.Any(Turning.Contains))
                yield return Sentence(words.Where(word => !Turning.Contains(word)));
            else
                yield return Sentence(["Never", .. words]);
            yield return Sentence(["Always", .. words]);
            if (Swapped(words) is { } swapped)
                yield return Sentence(swapped);
        }
    }

    // The first and the last long word change places.
    private static string[]? Swapped(string[] words)
    {
        var (first, last) = (Array.FindIndex(words, IsLong), Array.FindLastIndex(words, IsLong));
        if (first == last || words[first].Equals(words[last], StringComparison.OrdinalIgnoreCase))
            return null;
        string[] swapped = [.. words];
        (swapped[first], swapped[last]) = (words[last], words[first]);
        return swapped;
    }

    private static bool IsLong(string word) => word.Length > 5 && word.All(char.IsLetter);

    private static string Sentence(IEnumerable<string> words)
    {
        var text = string.Join(' ', words).Trim(',', ':', ' ').ToLowerInvariant();
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }
}
