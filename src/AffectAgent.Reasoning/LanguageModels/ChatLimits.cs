namespace AffectAgent.Reasoning;

/// <summary>How long a call of a language model may take, how large its answer may be, and how often it is tried.</summary>
public sealed class ChatLimits
{
    /// <summary>Seconds until a connection stands. Default 10; above 0, at most 3600, as all times here.</summary>
    public double ConnectSeconds { get; set; } = 10;

    /// <summary>Seconds until the first piece of a streamed answer. A processor without a GPU reads a long prompt slowly. Default 180.</summary>
    public double FirstTokenSeconds { get; set; } = 180;

    /// <summary>Seconds without a further piece. Default 60.</summary>
    public double StallSeconds { get; set; } = 60;

    /// <summary>Seconds of one try from its start to its end. Default 600.</summary>
    public double WholeSeconds { get; set; } = 600;

    /// <summary>Largest answer, bytes as sent. Default 10 MB; 1,000 to 1,000,000,000.</summary>
    public int MaxAnswerBytes { get; set; } = 10_000_000;

    /// <summary>Tries of a request that was refused or came to a full or failing endpoint, 1 to 10. Default 4.</summary>
    public int Attempts { get; set; } = 4;

    /// <summary>Seconds of the first pause between tries; each further one is twice as long. All are shaken by half. Default 0.5.</summary>
    public double FirstPauseSeconds { get; set; } = 0.5;

    /// <summary>The longest pause, seconds, also where the endpoint asks for a longer one; then the call fails. Default 60.</summary>
    public double MaxPauseSeconds { get; set; } = 60;

    /// <summary>What is out of range, for a message; empty if nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(ConnectSeconds), ConnectSeconds), (nameof(FirstTokenSeconds), FirstTokenSeconds), (nameof(StallSeconds), StallSeconds),
            (nameof(WholeSeconds), WholeSeconds), (nameof(FirstPauseSeconds), FirstPauseSeconds), (nameof(MaxPauseSeconds), MaxPauseSeconds),
        })
        {
            if (value is not (> 0 and <= 3600))
                yield return $"{name} is {value}, give more than 0 and at most 3600";
        }

        if (MaxAnswerBytes is < 1_000 or > 1_000_000_000)
            yield return $"{nameof(MaxAnswerBytes)} is {MaxAnswerBytes}, give 1000 to 1000000000";
        if (Attempts is < 1 or > 10)
            yield return $"{nameof(Attempts)} is {Attempts}, give 1 to 10";
    }
}
