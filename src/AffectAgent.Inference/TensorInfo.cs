using System.Diagnostics.CodeAnalysis;

namespace AffectAgent.Inference;

/// <summary>What an input or output of a model is.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its size along each dimension; -1 where it is free.</param>
/// <param name="DimensionNames">The name of each free dimension ("batch"), empty where it has none or is fixed.</param>
public sealed record TensorInfo(string Name, TensorElementType Type, IReadOnlyList<long> Shape, IReadOnlyList<string> DimensionNames)
{
    /// <summary>Name, type and shape on one line: <c>input float32 [batch, 3, 64, 64]</c>.</summary>
    public override string ToString() => $"{Name} {Type.ToString().ToLowerInvariant()} [{string.Join(", ", Shape.Select(Dimension))}]";

    private string Dimension(long size, int index) => size >= 0 ? $"{size}" : DimensionNames[index] is { Length: > 0 } name ? name : "?";
}

/// <summary>The type of a tensor's elements, with ONNX's own numbers.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The members are names of number types.")]
public enum TensorElementType
{
    /// <summary>Not known.</summary>
    Undefined = 0,

    /// <summary>32-bit floating point.</summary>
    Float32 = 1,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8 = 2,

    /// <summary>8-bit signed integer.</summary>
    Int8 = 3,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16 = 4,

    /// <summary>16-bit signed integer.</summary>
    Int16 = 5,

    /// <summary>32-bit signed integer.</summary>
    Int32 = 6,

    /// <summary>64-bit signed integer.</summary>
    Int64 = 7,

    /// <summary>Text; can be described, not bound.</summary>
    Text = 8,

    /// <summary>Truth value, one byte.</summary>
    Boolean = 9,

    /// <summary>16-bit floating point.</summary>
    Float16 = 10,

    /// <summary>64-bit floating point.</summary>
    Float64 = 11,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32 = 12,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = 13,
}
