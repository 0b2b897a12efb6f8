using AffectAgent.Inference;
using AffectAgent.Tests;

namespace AffectAgent.Plugins.ActionUnits.Tests;

/// <summary>The repository's second witness with its network; skips a test where ONNX Runtime is not installed.</summary>
internal static class Network
{
    private static readonly Lazy<AppearanceNetwork> Loaded = new(() =>
        new(Shared.Store().Load(AppearanceNetwork.ModelId, new InferenceOptions { Provider = ExecutionProvider.Cpu })));

    public static AppearanceNetwork Read()
    {
        Need();
        return Loaded.Value;
    }

    public static AppearanceWitness Witness() => AppearanceWitness.Parse(Shared.Store().Read(AppearanceWitness.ModelId), Read());

    public static ActionUnitsPlugin Plugin()
    {
        Need();
        return new ActionUnitsPlugin(Shared.Store());
    }

    public static void Need() => OnnxNeeded.Check();
}
