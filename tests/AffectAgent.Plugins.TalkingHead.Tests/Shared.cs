using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead.Tests;

/// <summary>The repository's models, found upwards from the tests.</summary>
internal static class Shared
{
    public static string Root { get; } = FindRoot();

    public static ActionUnitBasis Basis { get; } = ActionUnitBasis.Load(Path.Combine(Root, "models", "au-basis.safetensors"));

    public static FaceShape Shape { get; } = new(Basis);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AffectAgent.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No AffectAgent.sln above the tests.");
        return folder;
    }
}
