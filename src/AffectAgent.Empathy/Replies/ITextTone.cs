namespace AffectAgent.Empathy;

/// <summary>What a text expresses, as the program's own reader of words has it.</summary>
/// <param name="Emotions">The distribution.</param>
/// <param name="Vad">Its place.</param>
public sealed record TextTone(EmotionDistribution Emotions, Vad Vad);

/// <summary>Reads the tone of a reply, to check that it agrees with the voice and the face. Thread-safe.</summary>
public interface ITextTone
{
    /// <summary>The tone, or null where it can't read the text (another language, no words).</summary>
    /// <param name="text">The text.</param>
    TextTone? Read(string text);
}
