namespace AffectAgent.Empathy;

/// <summary>What happened, in the person's own words.</summary>
/// <param name="Text">The span as it stands in what was said.</param>
/// <param name="Clause">The same turned to the second person, a whole clause such as "you failed your exam"; null where that isn't safe.</param>
/// <param name="About">A noun phrase to put after "about", such as "your operation"; null where the span is none.</param>
/// <param name="RestsOn">Ids of the evidence it was found in.</param>
public sealed record Occasion(string Text, string? Clause, string? About, IReadOnlyList<string> RestsOn);
