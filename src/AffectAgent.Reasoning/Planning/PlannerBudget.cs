namespace AffectAgent.Reasoning;

/// <summary>What a planner that asks a language model may spend on one analysis, and how far the model decides.</summary>
public sealed class PlannerBudget
{
    /// <summary>Tool calls that the model may make, refused ones counted. Default 24; 1 to 1000.</summary>
    public int Calls { get; set; } = 24;

    /// <summary>Questions to the model. Default 12; 1 to 1000.</summary>
    public int Turns { get; set; } = 12;

    /// <summary>Tokens sent and received in all; counted from characters where the endpoint tells none. Default 60,000; 100 to 100,000,000.</summary>
    public int Tokens { get; set; } = 60_000;

    /// <summary>Seconds that the model may think in all; what tools take is not counted. Default 300; above 0, at most 86,400.</summary>
    public double Seconds { get; set; } = 300;

    /// <summary>
    /// True to run, after the model, the tools that the input allows and the model left out. Default true: no word in the
    /// input can then talk a model into leaving out what would have changed the reading. False leaves the choice to the model.
    /// </summary>
    public bool RunTheRest { get; set; } = true;

    /// <summary>
    /// True to let the model choose tools' arguments, such as the most faces to follow. Default false: tools run with the
    /// arguments with which they were measured.
    /// </summary>
    public bool Arguments { get; set; }

    /// <summary>What is out of range, for a message; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Calls is < 1 or > 1000)
            yield return $"{nameof(Calls)} is {Calls}, give 1 to 1000";
        if (Turns is < 1 or > 1000)
            yield return $"{nameof(Turns)} is {Turns}, give 1 to 1000";
        if (Tokens is < 100 or > 100_000_000)
            yield return $"{nameof(Tokens)} is {Tokens}, give 100 to 100000000";
        if (Seconds is not (> 0 and <= 86_400))
            yield return $"{nameof(Seconds)} is {Seconds}, give more than 0 and at most 86400";
    }
}
