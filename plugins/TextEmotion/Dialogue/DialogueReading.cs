namespace AffectAgent.Plugins.TextEmotion;

/// <summary>A line of a dialogue.</summary>
/// <param name="Text">The words.</param>
/// <param name="Speaker">Who says it; null where that isn't known, which counts as somebody else each time.</param>
public readonly record struct DialogueLine(string Text, string? Speaker = null);

/// <summary>What a line expresses, read together with the lines around it.</summary>
/// <param name="Verdict">What the words by themselves were read as, or why they can't be.</param>
/// <param name="Label">The class chosen, e.g. "joy"; null where the line can't be read.</param>
/// <param name="Probabilities">By class, adding up to 1; null where the line can't be read.</param>
/// <param name="Alone">The same from the line by itself; null where the line can't be read.</param>
public sealed record DialogueReading(
    TextVerdict Verdict, string? Label, IReadOnlyDictionary<string, double>? Probabilities, IReadOnlyDictionary<string, double>? Alone);
