namespace AffectAgent.Backends;

/// <summary>Whether a backend may be loaded, by its settings and by how it came into its folder.</summary>
internal static class BackendSettings
{
    /// <summary>The key that switches a backend on or off, true or false.</summary>
    public const string Enabled = "Enabled";

    /// <summary>The file that <c>./affect backends add</c> leaves in a backend's folder.</summary>
    public const string Marker = "backend.json";

    /// <summary>A backend's own settings; keys in any case.</summary>
    public static IReadOnlyDictionary<string, string> Of(string name, IDictionary<string, Dictionary<string, string>> settings) =>
        settings.FirstOrDefault(section => section.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } own
            ? new Dictionary<string, string>(own, StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the settings say: true or false, or null where they say nothing.</summary>
    /// <exception cref="UserException">It is neither true nor false.</exception>
    public static bool? IsEnabled(string name, IReadOnlyDictionary<string, string> own)
    {
        if (!own.TryGetValue(Enabled, out var text))
            return null;
        return bool.TryParse(text, out var value)
            ? value
            : throw new UserException($"The setting AffectAgent:Backends:{name}:{Enabled} is '{text}'.", "Write true or false.");
    }

    /// <summary>True where it was installed by the launcher and not switched off, or is switched on.</summary>
    public static bool MayLoad(string folder, bool? enabled) => enabled ?? File.Exists(Path.Combine(folder, Marker));
}
