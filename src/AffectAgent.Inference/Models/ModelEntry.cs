namespace AffectAgent.Inference.Models;

/// <summary>One model of the catalogue.</summary>
public sealed record ModelEntry
{
    /// <summary>What code calls it: lower-case words with hyphens, such as "face-mesh".</summary>
    public required string Id { get; init; }

    /// <summary>What it does, in one line.</summary>
    public required string Purpose { get; init; }

    /// <summary>Its file's plain name. It lies in the models folder, or in the cache when it has a <see cref="Source"/>.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the file is; default <see cref="ModelKind.Onnx"/>.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Onnx;

    /// <summary>Its licence as an SPDX identifier, or a text that says what the licence is.</summary>
    public required string Licence { get; init; }

    /// <summary>What it may be used for.</summary>
    public required ModelUse AllowedUse { get; init; }

    /// <summary>The model card's plain file name in the models folder.</summary>
    public required string Card { get; init; }

    /// <summary>Its inputs in one line: name, shape, range.</summary>
    public required string Inputs { get; init; }

    /// <summary>Its outputs in one line: name, shape, meaning.</summary>
    public required string Outputs { get; init; }

    /// <summary>What the outputs of a classifier mean, in their order; null where the code that reads the model knows.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Where it is imported from; null for a model that lies in the models folder.</summary>
    public ModelSource? Source { get; init; }
}

/// <summary>An npm package's TensorFlow.js model that is imported.</summary>
public sealed record ModelSource
{
    /// <summary>The package, such as "@scope/name".</summary>
    public required string Package { get; init; }

    /// <summary>The package's version, for people; what counts are the files' hashes.</summary>
    public required string Version { get; init; }

    /// <summary>A side in pixels that the network's picture gets instead of its own, a multiple of 32 up to 1024; null for its own.</summary>
    public int? InputSide { get; init; }

    /// <summary>The one node of the network whose value is put out, so that what serves others only is left out; null for its own outputs.</summary>
    public string? OutputNode { get; init; }

    /// <summary>The model's JSON first, then each shard of its weights.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }
}

/// <summary>A file of a package.</summary>
/// <param name="Path">Its path in the package, with forward slashes.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hexadecimal digits.</param>
public sealed record SourceFile(string Path, string Sha256);

/// <summary>What a model's file is.</summary>
public enum ModelKind
{
    /// <summary>An ONNX network.</summary>
    Onnx,

    /// <summary>Numbers that code of the project's reads itself.</summary>
    Data,
}

/// <summary>What a model's licence lets it be used for.</summary>
public enum ModelUse
{
    /// <summary>Any use, commercial use too.</summary>
    Commercial,

    /// <summary>Non-commercial use only.</summary>
    NonCommercial,

    /// <summary>Research only.</summary>
    Research,
}
