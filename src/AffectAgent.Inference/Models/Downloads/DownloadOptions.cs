namespace AffectAgent.Inference.Models;

/// <summary>Where downloaded models lie and how they are fetched.</summary>
public sealed record DownloadOptions
{
    /// <summary>The folder of downloaded models; default <c>models</c> in <see cref="AffectPaths.Data"/>.</summary>
    public string Folder { get; init; } = Path.Combine(AffectPaths.Data, "models");

    /// <summary>True to allow models whose licence is not commercial; default: whether <c>AFFECT_ALLOW_NONCOMMERCIAL</c> is 1.</summary>
    public bool AllowNonCommercial { get; init; } = AffectPaths.Setting(ModelStoreOptions.OptInVariable) == "1";

    /// <summary>Longest wait for the next bytes; default 60 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A download slower than this over <see cref="Patience"/> is given up, bytes a second; default 1,024.</summary>
    public double LeastRate { get; init; } = 1024;

    /// <summary>How often a cut connection is taken up again in one pull, as long as each time brings bytes; default 20.</summary>
    public int MostCuts { get; init; } = 20;

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Free bytes on the disk of a folder; default: asks the system.</summary>
    public Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;
}
