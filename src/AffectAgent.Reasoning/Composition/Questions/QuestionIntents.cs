namespace AffectAgent.Reasoning;

/// <summary>Finds what a question asks for: of all forms that it takes, the one whose words count most.</summary>
internal static class QuestionIntents
{
    /// <summary>What the question asks for, or null where it takes no form that is known.</summary>
    /// <param name="words">The words of the question, as <see cref="QuestionWords.Split"/> gives them.</param>
    public static Intent? Of(IReadOnlyList<string> words)
    {
        Intent? best = null;
        var most = double.MinValue;
        foreach (var intent in QuestionLexicon.English.Intents.Where(intent => Fits(intent.Kind, words)))
        {
            foreach (var cue in intent.Cues)
            {
                if (cue.In(words) is { } match && match.Score + intent.Weight > most + 1e-9)
                    (best, most) = (intent, match.Score + intent.Weight);
            }
        }

        return best;
    }

    // "What if it were fear?" supposes a reading, and nothing that could be scored again.
    private static bool Fits(QuestionKind kind, IReadOnlyList<string> words) =>
        kind != QuestionKind.Without || !words.Any(word => EmotionWords.Of(word) is not null) || Hypothesis.Of(words) is not { IsEmpty: true };
}
