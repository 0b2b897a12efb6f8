namespace AffectAgent.Reasoning;

/// <summary>What a question supposes to be otherwise.</summary>
/// <param name="Movements">Movements of the face, each there or gone.</param>
/// <param name="Channels">Channels that it supposes away.</param>
/// <param name="Measures">Measures that have no part in the reading, such as a nod, or the voice's loudness.</param>
/// <param name="Card">The card of a circumstance that no measurement holds, or null.</param>
internal sealed record Hypothesis(IReadOnlyList<NamedMovement> Movements, IReadOnlyList<Modality> Channels, IReadOnlyList<MeasureWords> Measures, string? Card)
{
    /// <summary>True if it supposes nothing that is understood.</summary>
    public bool IsEmpty => Movements.Count == 0 && Channels.Count == 0 && Measures.Count == 0 && Card is null;

    /// <summary>Reads what the question supposes.</summary>
    /// <param name="words">The words of the question.</param>
    public static Hypothesis Of(IReadOnlyList<string> words)
    {
        var movements = NamedMovements.All(words);
        // "What if her eyes were shut" supposes the movement, and no measure of it.
        var taken = movements.SelectMany(movement => movement.Places).ToHashSet();
        var measures = QuestionLexicon.English.Measures.Where(measure => measure.Cues.Any(cue => cue.In(words) is { } match && !match.Places.All(taken.Contains))).ToList();
        var card = QuestionLexicon.English.Circumstances.FirstOrDefault(one => QuestionLexicon.Holds(one.Cues, words))?.Card;
        return new Hypothesis(movements, ChannelsAway(words), measures, card);
    }

    // "Without the words", "if you ignore her voice", and with "only by the voice" the others.
    private static IReadOnlyList<Modality> ChannelsAway(IReadOnlyList<string> words)
    {
        var named = words.Select((word, i) => (Word: word, Place: i)).Where(one => Channel(one.Word) is not null).ToList();
        if (words.Any(word => word is "only" or "just" or "alone") && named.Count > 0)
            return [.. new[] { Modality.Face, Modality.Voice, Modality.Words }.Except(named.Select(one => Channel(one.Word)!.Value))];
        return [.. named.Where(one => Negation.IsDenied(words, [one.Place])).Select(one => Channel(one.Word)!.Value).Distinct()];
    }

    private static Modality? Channel(string word) => word switch
    {
        "face" or "picture" or "image" or "video" => Modality.Face,
        "voice" or "sound" or "audio" or "pitch" => Modality.Voice,
        "words" or "transcript" or "text" => Modality.Words,
        _ => null,
    };
}
