using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.TextEmotion.Tests;

/// <summary>The model of the repository, once for all tests.</summary>
internal static class Model
{
    private static readonly Lazy<ModelStore> LazyStore = new(() => ModelStore.Open(new ModelStoreOptions()));

    private static readonly Lazy<TextEmotionClassifier> LazyClassifier = new(() => TextEmotionClassifier.FromBytes(Store.Read(TextEmotionPlugin.ModelId)));

    private static readonly Lazy<DialogueClassifier> LazyDialogue = new(() => DialogueClassifier.FromBytes(Store.Read(TextEmotionPlugin.DialogueModelId), Classifier));

    public static ModelStore Store => LazyStore.Value;

    public static TextEmotionClassifier Classifier => LazyClassifier.Value;

    public static DialogueClassifier Dialogue => LazyDialogue.Value;

    public static TextDecision Decide(string text) =>
        Classifier.Classify(text).Decision ?? throw new InvalidOperationException($"'{text}' was not read.");
}
