namespace AffectAgent.Reasoning;

/// <summary>Settings of language models; the section "AffectAgent:LanguageModels".</summary>
public sealed class LanguageModelOptions
{
    /// <summary>True to allow http, which is not encrypted, to hosts other than this machine. Default false.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>How long a call may take, how large its answer may be, how often it is tried.</summary>
    public ChatLimits Limits { get; set; } = new();

    /// <summary>What a planner that asks a model may spend.</summary>
    public PlannerBudget Planner { get; set; } = new();

    /// <summary>What the reasoner sends to a model and takes from it.</summary>
    public ReasonerOptions Reasoner { get; set; } = new();

    /// <summary>What is out of range, for a message; empty if nothing is.</summary>
    public IEnumerable<string> Faults() => Limits.Faults().Concat(Planner.Faults()).Concat(Reasoner.Faults());
}
