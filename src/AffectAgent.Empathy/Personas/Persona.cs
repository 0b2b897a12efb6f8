namespace AffectAgent.Empathy;

/// <summary>Who the program speaks as. A manner of speaking, never a human being: every persona says that it is a program.</summary>
public sealed record Persona
{
    /// <summary>What it is called, 1 to 40 characters.</summary>
    public string Name { get; init; } = "AffectAgent";

    /// <summary>Its traits; they set its usual mood and how fast its expression follows.</summary>
    public BigFive Traits { get; init; } = new(0.6, 0.7, 0.5, 0.8, 0.2);

    /// <summary>The avatar's look by its name, or null for the default.</summary>
    public string? Look { get; init; }

    /// <summary>A voice of the synthesizer's own naming, or null for its default of the language.</summary>
    public string? Voice { get; init; }

    /// <summary>The language that it answers in, ISO 639-1, or null to answer in the language that is spoken to it.</summary>
    public string? Language { get; init; }

    /// <summary>Topics that it keeps out of, as words or phrases that a message would hold; at most 50.</summary>
    public IReadOnlyList<string> Boundaries { get; init; } = [];

    /// <summary>The one used where none is given: warm, calm and steady.</summary>
    public static Persona Default { get; } = new();
}
