using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Tests;

namespace AffectAgent.Plugins.Vision.Tests.Expression;

/// <summary>The repository's network; skips a test where ONNX Runtime is not installed.</summary>
internal static class Network
{
    private static readonly Lazy<ModelStore> LazyStore = new(() => ModelStore.Open());

    private static readonly Lazy<OnnxModel> Model = new(() => LazyStore.Value.Load(ExpressionPlugin.ModelId, new InferenceOptions { Provider = ExecutionProvider.Cpu }));

    public static ModelStore Store => LazyStore.Value;

    public static ExpressionClassifier Classifier()
    {
        Need();
        return new ExpressionClassifier(Model.Value, ExpressionClasses.Of(Store));
    }

    public static void Need() => OnnxNeeded.Check();
}
