namespace AffectAgent.Inference.Onnx;

/// <summary>One operator of a graph.</summary>
/// <param name="Operator">Its ONNX name, such as "Conv".</param>
/// <param name="Inputs">Names of the values it reads; an empty name leaves an optional input out.</param>
/// <param name="Outputs">Names of the values it makes.</param>
/// <param name="Attributes">Its attributes.</param>
public sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, params IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>An attribute of an operator: a whole number, a list of them, a float or a text.</summary>
public sealed record OnnxAttribute
{
    private OnnxAttribute(string name, object value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    internal object Value { get; }

    /// <summary>A whole number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttribute Of(string name, long value) => new(name, value);

    /// <summary>A list of whole numbers.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="values">Its values.</param>
    public static OnnxAttribute Of(string name, IReadOnlyList<long> values) => new(name, values);

    /// <summary>A floating-point number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttribute Of(string name, float value) => new(name, value);

    /// <summary>A text.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttribute Of(string name, string value) => new(name, value);
}
