namespace AffectAgent.Inference;

/// <summary>Finds the npm packages that <c>npm ci --ignore-scripts</c> installed, without npm.</summary>
internal static class NodeModules
{
    /// <summary>The environment variable that names a <c>node_modules</c> folder to look in first.</summary>
    public const string Variable = "AFFECT_NODE_MODULES";

    /// <summary>Every <c>node_modules</c> folder: the one in <see cref="Variable"/>, then beside the start folders and their parents.</summary>
    public static IEnumerable<string> Folders(IEnumerable<string> startFolders)
    {
        string? named = AffectPaths.Setting(Variable);
        var above = startFolders.SelectMany(AffectPaths.Upwards).Select(folder => Path.Combine(folder, "node_modules"));
        return (named is null ? above : above.Prepend(named)).Distinct().Where(Directory.Exists);
    }
}
