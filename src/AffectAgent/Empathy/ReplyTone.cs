using AffectAgent.Inference.Models;
using AffectAgent.Knowledge;
using AffectAgent.Plugins.TextEmotion;

namespace AffectAgent.Empathy;

/// <summary>Reads a reply's tone with the model that reads users' words.</summary>
/// <param name="models">Where the model is found.</param>
internal sealed class ReplyTone(ModelStore models) : ITextTone
{
    private readonly Lazy<TextEmotionClassifier> _classifier = new(() => TextEmotionClassifier.FromBytes(models.Read(TextEmotionPlugin.ModelId)));
    private readonly EmotionVocabulary _vocabulary = EmotionVocabulary.LoadBuiltIn();

    /// <inheritdoc/>
    public TextTone? Read(string text)
    {
        if (_classifier.Value.Classify(text).Decision is not { } decision)
            return null;
        var emotions = GoEmotionsTable.Fold(decision.Probabilities);
        return new TextTone(emotions, _vocabulary.VadOf(emotions));
    }
}
