namespace AffectAgent.Reasoning;

/// <summary>A movement that a question names.</summary>
/// <param name="Units">Its Action Units, the one meant first in front.</param>
/// <param name="There">True if the question says or supposes it there, false if gone.</param>
/// <param name="Places">The places of the words that name it.</param>
internal sealed record NamedMovement(IReadOnlyList<int> Units, bool There, IReadOnlyList<int> Places);

/// <summary>The Action Units that a question means by everyday words, FACS names or numbers: "the smile", "cheek raiser", "AU4".</summary>
internal static class NamedMovements
{
    /// <summary>The units of the first movement named, the one meant first in front; empty where the question names none.</summary>
    /// <param name="words">The words of the question.</param>
    public static IReadOnlyList<int> In(IReadOnlyList<string> words) => All(words) is [var first, ..] ? first.Units : [];

    /// <summary>All movements named, in order, each there or gone as the words that name or deny it say.</summary>
    public static IReadOnlyList<NamedMovement> All(IReadOnlyList<string> words)
    {
        var found = new List<(CueMatch Match, NamedMovement Movement)>();
        foreach (var movement in QuestionLexicon.English.Movements)
        {
            var best = movement.There.Select(cue => (Match: cue.In(words, IsBreak), There: true)).Concat(movement.Gone.Select(cue => (Match: cue.In(words, IsBreak), There: false)))
                .Where(one => one.Match is not null).OrderByDescending(one => one.Match!.Value.Score).FirstOrDefault();
            if (best.Match is { } match)
                found.Add((match, new NamedMovement(movement.Units, best.There, match.Places)));
        }

        // "Mouth corners" are no mouth: what another match names with more words is not named by itself.
        return [.. found.Where(one => !found.Exists(other => other.Match.Score > one.Match.Score && one.Movement.Places.All(other.Movement.Places.Contains)))
            .OrderBy(one => one.Movement.Places.Min()).ThenByDescending(one => one.Match.Score)
            .Select(one => one.Movement with { There = one.Movement.There ^ Negation.IsDenied(words, one.Movement.Places) })];
    }

    private static bool IsBreak(string word) => QuestionLexicon.English.Breaks.Contains(word);
}
