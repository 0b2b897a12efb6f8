using System.Globalization;

namespace AffectAgent.Backends.Whisper;

/// <summary>How speech is recognised.</summary>
internal sealed record WhisperSettings
{
    /// <summary>Catalogue id of a model that was pulled, or the path of a ggml file. "whisper-base".</summary>
    public string Model { get; init; } = "whisper-base";
    /// <summary>Two-letter code of the language; null to find out for each stretch.</summary>
    public string? Language { get; init; }
    /// <summary>Processor threads; half the cores unless told.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);
    /// <summary>True to compute on the graphics card where the natives can.</summary>
    public bool Gpu { get; init; } = true;
    /// <summary>Folder that holds <c>runtimes/linux-x64/libwhisper.so</c> (or the like); null for the installed package's.</summary>
    public string? Natives { get; init; }

    /// <summary>Reads settings; keys in any case.</summary>
    /// <exception cref="UserException">Some are wrong; all of them are listed.</exception>
    public static WhisperSettings Read(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var values = new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase);
        List<string> faults = [];
        var d = new WhisperSettings();
        var read = new WhisperSettings
        {
            Model = Take("model") ?? d.Model,
            Language = Take("language")?.ToLowerInvariant() is { } code && code != "auto" ? code : null,
            Threads = Whole("threads", 1, 512) ?? d.Threads,
            Gpu = Switch("gpu") ?? d.Gpu,
            Natives = Take("natives"),
        };
        if (read.Language is { Length: not (2 or 3) } odd)
            faults.Add($"language is a code of two or three letters, not '{odd}'");
        if (read.Natives is { } folder && !Directory.Exists(Path.Combine(folder, "runtimes")))
            faults.Add($"natives: '{folder}' holds no folder 'runtimes'");
        faults.AddRange(values.Keys.Where(key => !key.Equals("enabled", StringComparison.OrdinalIgnoreCase)).Select(key => $"'{key}' is no setting"));
        return faults.Count == 0 ? read : throw new UserException($"The settings of the backend whisper are wrong: {string.Join("; ", faults)}.", "docs/backends.md lists them.");

        string? Take(string key) => values.Remove(key, out var text) && text.Trim() is { Length: > 0 } found ? found : null;

        int? Whole(string key, int least, int most)
        {
            if (Take(key) is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            faults.Add($"{key} is {least} to {most}, not '{text}'");
            return null;
        }

        bool? Switch(string key)
        {
            if (Take(key) is not { } text)
                return null;
            if (bool.TryParse(text, out var on))
                return on;
            faults.Add($"{key} is true or false, not '{text}'");
            return null;
        }
    }
}
