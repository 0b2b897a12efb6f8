using System.Collections.Concurrent;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>A word of feeling and the one of its group that was read in its place.</summary>
/// <param name="Was">The word that the text has.</param>
/// <param name="ReadAs">The word that was read.</param>
internal readonly record struct KinWord(string Was, string ReadAs);

/// <summary>
/// Reads a word of feeling that is rare in the training texts ("thrilled") as the word of its group that the model knows best
/// ("happy"). Thread-safe.
/// </summary>
/// <param name="classifier">Reads.</param>
internal sealed class KinWords(TextEmotionClassifier classifier)
{
    private const int Reach = 4;

    private readonly ConcurrentDictionary<string, string?> _bestKnown = new(StringComparer.Ordinal);

    /// <summary>A text with one word read as its kin, or null where it holds no such word, or a negator stands before it.</summary>
    public (KinWord Kin, TextDecision Decision)? Read(string text)
    {
        var tokens = TextTokenizer.Tokenize(text);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Word || tokens.Take(i).TakeLast(Reach).Any(before => before.Kind == TokenKind.Negator))
                continue;
            foreach (string group in Feelings.OfWord(tokens[i]))
            {
                if (_bestKnown.GetOrAdd(group, BestKnown) is not { } kin || kin == tokens[i].Shown)
                    continue;
                string instead = string.Concat(text.AsSpan(0, tokens[i].Start), kin, text.AsSpan(tokens[i].End));
                if (classifier.Classify(instead).Decision is { } decision && IsFirst(group, decision))
                    return (new KinWord(text[tokens[i].Start..tokens[i].End], kin), decision);
            }
        }

        return null;
    }

    private static bool IsFirst(string group, TextDecision decision) => decision.Given.FirstOrDefault(label => label.Name != "neutral")?.Name == group;

    private string? BestKnown(string group) => !classifier.Labels.Any(label => label.Name == group) ? null
        : Feelings.WordsOf(group).Select(word => (Word: word, Decision: classifier.Classify($"I am {word}").Decision)).Where(read => read.Decision is not null && IsFirst(group, read.Decision))
            .OrderByDescending(read => read.Decision!.Probabilities[group]).ThenBy(read => read.Word, StringComparer.Ordinal).Select(read => read.Word).FirstOrDefault();
}
