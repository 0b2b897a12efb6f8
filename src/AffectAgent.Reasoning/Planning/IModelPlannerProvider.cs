namespace AffectAgent.Reasoning;

/// <summary>What a planner that asks a language model is made of.</summary>
/// <param name="Model">The model.</param>
/// <param name="Budget">What it may spend.</param>
/// <param name="Limits">How long one call may take, and how large an answer may be.</param>
/// <param name="Staged">Runs what the model left out.</param>
/// <param name="Clock">Measures times; null for the system's.</param>
public sealed record ModelPlannerParts(LanguageModel Model, PlannerBudget Budget, ChatLimits Limits, StagedPlanner Staged, TimeProvider? Clock = null);

/// <summary>Makes planners of one kind that ask a language model. Backends register theirs beside the built-in one.</summary>
public interface IModelPlannerProvider
{
    /// <summary>The kind's name, as settings write it: "semantic-kernel".</summary>
    string Name { get; }

    /// <summary>Makes a planner.</summary>
    /// <param name="parts">What it is made of.</param>
    IPlanner Create(ModelPlannerParts parts);
}
