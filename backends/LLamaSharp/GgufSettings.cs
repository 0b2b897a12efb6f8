using System.Globalization;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>How GGUF models are run. Every value has a default that suits a machine without a graphics card.</summary>
internal sealed record GgufSettings
{
    /// <summary>Tokens that a request and its reply may have together; cut to what the model was trained on. 8192.</summary>
    public int Context { get; init; } = 8192;
    /// <summary>
    /// Processor threads; half the cores unless told. llama.cpp's threads wait for each other at full speed: more of them than
    /// there are free cores makes every token many times slower.
    /// </summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);
    /// <summary>Layers on the graphics card; -1 for all, 0 for none; null for all where CUDA natives are loaded.</summary>
    public int? GpuLayers { get; init; }
    /// <summary>Begins the random numbers; the same seed, model and request give the same reply on one machine.</summary>
    public uint Seed { get; init; }
    /// <summary>0 always takes the likeliest token; 0 to 2.</summary>
    public float Temperature { get; init; } = 0.2f;
    /// <summary>Most tokens of a reply.</summary>
    public int MaxTokens { get; init; } = 1024;
    /// <summary>Requests that are answered at the same time; further ones wait.</summary>
    public int Parallel { get; init; } = 1;
    /// <summary>Longest string of a constrained reply where its schema names no limit, 1 to 2000.</summary>
    public int MaxString { get; init; } = SchemaGrammar.DefaultStringCharacters;
    /// <summary>Name of one of llama.cpp's own chat templates (chatml, llama3, gemma, …); null for the model's.</summary>
    public string? Template { get; init; }
    /// <summary>Folder with llama.cpp's shared libraries; null for those of the installed package.</summary>
    public string? Natives { get; init; }

    /// <summary>Reads settings; keys in any case.</summary>
    /// <exception cref="UserException">Some are wrong; all of them are listed.</exception>
    public static GgufSettings Read(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var values = new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase);
        List<string> faults = [];
        var d = new GgufSettings();
        var read = new GgufSettings
        {
            Context = Whole("context", 256, 1 << 20) ?? d.Context,
            Threads = Whole("threads", 1, 512) ?? d.Threads,
            GpuLayers = Whole("gpu-layers", -1, 1000),
            Seed = (uint)(Whole("seed", 0, int.MaxValue) ?? 0),
            Temperature = Number("temperature", 0, 2) ?? d.Temperature,
            MaxTokens = Whole("max-tokens", 1, 1 << 20) ?? d.MaxTokens,
            Parallel = Whole("parallel", 1, 64) ?? d.Parallel,
            MaxString = Whole("max-string", 1, SchemaGrammar.MostRepetitions) ?? d.MaxString,
            Template = Take("template"),
            Natives = Take("natives"),
        };
        if (read.Natives is { } folder && !Directory.Exists(folder))
            faults.Add($"natives: there is no folder '{folder}'");
        faults.AddRange(values.Keys.Where(key => !key.Equals("enabled", StringComparison.OrdinalIgnoreCase)).Select(key => $"'{key}' is no setting"));
        return faults.Count == 0 ? read : throw new UserException($"The settings of the backend llamasharp are wrong: {string.Join("; ", faults)}.", "docs/backends.md lists them.");

        string? Take(string key) => values.Remove(key, out var text) && text.Trim() is { Length: > 0 } found ? found : null;

        int? Whole(string key, int least, int most)
        {
            if (Take(key) is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            faults.Add($"{key} is {least} to {most}, not '{text}'");
            return null;
        }

        float? Number(string key, float least, float most)
        {
            if (Take(key) is not { } text)
                return null;
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {least} to {most}, not '{text}'"));
            return null;
        }
    }
}
