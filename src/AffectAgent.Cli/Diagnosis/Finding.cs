namespace AffectAgent.Cli.Diagnosis;

/// <summary>How a part of the installation stands.</summary>
internal enum Standing
{
    /// <summary>In place.</summary>
    Found,
    /// <summary>Not there, and not needed.</summary>
    Optional,
    /// <summary>Not there or not usable, and needed.</summary>
    Missing,
}

/// <summary>One line of <c>affect doctor</c>.</summary>
/// <param name="Kind">tool, library, provider, model, knowledge, plugin or backend.</param>
/// <param name="Name">Its name.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Version">Version, or empty.</param>
/// <param name="Where">Path, or empty.</param>
/// <param name="Fix">What to do, or empty.</param>
internal sealed record Finding(string Kind, string Name, Standing Standing, string Version = "", string Where = "", string Fix = "");
