namespace AffectAgent.Reasoning;

/// <summary>Settings of the agent; the section "AffectAgent" of appsettings.json.</summary>
public sealed class AffectAgentOptions
{
    /// <summary>Name of the section in a configuration file.</summary>
    public const string Section = "AffectAgent";

    /// <summary>Tools that may run at the same time, 1 to 64. Default: the machine's cores, at least 2.</summary>
    public int ParallelTools { get; set; } = Math.Clamp(Environment.ProcessorCount, 2, 64);

    /// <summary>Events kept for a consumer that reads slowly, 16 to 65536; then the tools wait. Default 1024.</summary>
    public int EventBuffer { get; set; } = 1024;

    /// <summary>
    /// The lowest confidence, 0 to 1, at which a reading is concluded; below it the agent abstains. Default 0.35:
    /// of the readings below it, one in three was right (docs/calibration.md).
    /// </summary>
    public double MinConfidence { get; set; } = 0.35;

    /// <summary>The smallest face, in pixels of its box's shorter side, that is read. Default 24; 1 to 512.</summary>
    public double MinFacePixels { get; set; } = 24;

    /// <summary>Folders of plugins to load. A plugin is code with all rights of the process: name only folders you trust. Default none.</summary>
    public IList<string> PluginFolders { get; } = [];

    /// <summary>Folders of one's own knowledge cards, read beside the built-in ones. Default none.</summary>
    public IList<string> KnowledgeFolders { get; } = [];

    /// <summary>Where the text vectors of cards are kept, if there is a model for them: "exact" (default), or a store that a backend brings, such as "qdrant".</summary>
    public string VectorStore { get; set; } = "exact";

    /// <summary>The pulled model that makes text vectors for the search over cards: its id, or "none". Default null: the first of the catalogue that is here.</summary>
    public string? TextModel { get; set; }

    /// <summary>
    /// The folder that backends are loaded from. A backend is code with all rights of the process. Default null:
    /// <c>$AFFECT_BACKENDS</c>, or where <c>./affect backends add</c> installs them.
    /// </summary>
    public string? BackendsFolder { get; set; }

    /// <summary>Settings of each backend by its name; <c>Enabled</c> (true or false) switches it on or off.</summary>
    public IDictionary<string, Dictionary<string, string>> Backends { get; } = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A language model that writes explanations, e.g. <c>openai:http://127.0.0.1:8080/v1#model</c>; null for none, the default: nothing is sent anywhere then.</summary>
    public string? LanguageModel { get; set; }

    /// <summary>
    /// Who chooses the tools: "staged", all that the input allows; "model", the language model; a backend's planner by its
    /// name, such as "semantic-kernel"; or "auto", the default: a backend's planner where one is installed and a language
    /// model is named, else staged.
    /// </summary>
    public string Planner { get; set; } = AutoPlan;

    /// <summary>A file that every call of the language model is recorded in, as lines of JSON; null for none.</summary>
    public string? Trace { get; set; }

    /// <summary>Limits of language models, and what is sent to them.</summary>
    public LanguageModelOptions LanguageModels { get; set; } = new();

    /// <summary>Value of <see cref="Planner"/>: a backend's planner where it can be, else staged.</summary>
    public const string AutoPlan = "auto";

    /// <summary>Value of <see cref="Planner"/>: all tools that the input allows.</summary>
    public const string StagedPlan = "staged";

    /// <summary>Value of <see cref="Planner"/>: the language model chooses.</summary>
    public const string ModelPlan = "model";

    /// <summary>Checks all settings together.</summary>
    /// <exception cref="UserException">Settings are out of range; all of them are listed.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (ParallelTools is < 1 or > 64)
            faults.Add($"ParallelTools is {ParallelTools}, give 1 to 64");
        if (EventBuffer is < 16 or > 65536)
            faults.Add($"EventBuffer is {EventBuffer}, give 16 to 65536");
        if (MinConfidence is not (>= 0 and <= 1))
            faults.Add($"MinConfidence is {MinConfidence}, give 0 to 1");
        if (MinFacePixels is not (>= 1 and <= 512))
            faults.Add($"MinFacePixels is {MinFacePixels}, give 1 to 512");
        if (PluginFolders.Concat(KnowledgeFolders).Any(string.IsNullOrWhiteSpace))
            faults.Add("a folder in PluginFolders or KnowledgeFolders is blank");
        if (string.IsNullOrWhiteSpace(Planner))
            faults.Add($"Planner is blank, give {AutoPlan}, {StagedPlan}, {ModelPlan} or a backend's name");
        if (string.IsNullOrWhiteSpace(LanguageModel))
        {
            if (Planner is ModelPlan)
                faults.Add($"Planner \"{ModelPlan}\" needs a LanguageModel (--llm)");
            else if (!string.IsNullOrWhiteSpace(Planner) && Planner is not (AutoPlan or StagedPlan))
                faults.Add($"Planner \"{Planner}\" is neither {AutoPlan} nor {StagedPlan}, and {ModelPlan} and those of backends, such as semantic-kernel, need a LanguageModel (--llm)");
            if (Trace is not null)
                faults.Add("Trace needs a LanguageModel (--llm)");
        }

        faults.AddRange(LanguageModels.Faults().Select(fault => "LanguageModels: " + fault));
        if (faults.Count > 0)
            throw new UserException($"Settings under \"{Section}\" are wrong: {string.Join("; ", faults)}.");
    }
}
