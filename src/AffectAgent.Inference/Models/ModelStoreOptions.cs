namespace AffectAgent.Inference.Models;

/// <summary>Where models lie and which may be used.</summary>
public sealed record ModelStoreOptions
{
    /// <summary>The environment variable that names the models folder.</summary>
    public const string FolderVariable = "AFFECT_MODELS";

    /// <summary>The environment variable that, set to 1, allows models whose licence is not commercial.</summary>
    public const string OptInVariable = "AFFECT_ALLOW_NONCOMMERCIAL";

    /// <summary>The folder with the catalogue and the project's own models; default null: <c>AFFECT_MODELS</c>, else the <c>models</c> folder beside the program, the working folder or a parent of either.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>The folder for imported models; default <c>models</c> in <see cref="AffectPaths.Cache"/>.</summary>
    public string CacheFolder { get; init; } = Path.Combine(AffectPaths.Cache, "models");

    /// <summary>The <c>node_modules</c> folder to import from; default null: <c>AFFECT_NODE_MODULES</c>, else those beside the models folder, the program, the working folder and their parents.</summary>
    public string? NodeModulesFolder { get; init; }

    /// <summary>True to allow models whose licence is not commercial; default: whether <c>AFFECT_ALLOW_NONCOMMERCIAL</c> is 1.</summary>
    public bool AllowNonCommercial { get; init; } = AffectPaths.Setting(OptInVariable) == "1";
}
