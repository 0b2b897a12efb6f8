namespace AffectAgent.Reasoning;

/// <summary>What the reasoner sends to a language model, and what it takes from it.</summary>
public sealed class ReasonerOptions
{
    /// <summary>Explanations of one analysis that the model writes; further persons' are the composer's. Default 3; 0 to 100.</summary>
    public int MostPersons { get; set; } = 3;

    /// <summary>Most pieces of evidence in a prompt. Default 60; 5 to 1000.</summary>
    public int MostEvidence { get; set; } = 60;

    /// <summary>Most cards in a prompt. Default 14; 1 to 100.</summary>
    public int MostCards { get; set; } = 14;

    /// <summary>Most characters of one card's text, of one quote and of the question in a prompt. Default 600; 50 to 10,000.</summary>
    public int MostOfAText { get; set; } = 600;

    /// <summary>Most tokens of an answer, a thinking model's thoughts among them. Default 4000; 100 to 100,000.</summary>
    public int MostTokens { get; set; } = 4000;

    /// <summary>Sentences that must be left after the verifier, a conclusion and an observation among them. Default 3; 2 to 50.</summary>
    public int LeastClaims { get; set; } = 3;

    /// <summary>What is out of range, for a message; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(MostPersons), MostPersons, 0, 100), (nameof(MostEvidence), MostEvidence, 5, 1000), (nameof(MostCards), MostCards, 1, 100),
            (nameof(MostOfAText), MostOfAText, 50, 10_000), (nameof(MostTokens), MostTokens, 100, 100_000), (nameof(LeastClaims), LeastClaims, 2, 50),
        })
        {
            if (value < least || value > most)
                yield return $"{name} is {value}, give {least} to {most}";
        }
    }
}
