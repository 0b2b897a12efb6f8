namespace AffectAgent.Inference.Models;

/// <summary>How a network's vectors of tokens become the vector of a text, as its card says.</summary>
public sealed record TextVectorFacts
{
    /// <summary>Which vector it is.</summary>
    public required TextPooling Pooling { get; init; }

    /// <summary>Numbers of a vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The longest text, in tokens, [CLS] and [SEP] among them.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>True if vectors are brought to length 1; default true.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>What a query begins with; default nothing.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>What a text that is searched begins with; default nothing.</summary>
    public string PassagePrefix { get; init; } = "";
}

/// <summary>How the vectors of tokens become one.</summary>
public enum TextPooling
{
    /// <summary>Their mean, padding left out.</summary>
    Mean,

    /// <summary>That of the first token, [CLS].</summary>
    First,
}
