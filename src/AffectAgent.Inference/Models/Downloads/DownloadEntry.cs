namespace AffectAgent.Inference.Models;

/// <summary>A model that a user may download: never part of the program, never fetched unasked.</summary>
public sealed record DownloadEntry
{
    /// <summary>What the command line calls it: lower-case letters, digits, points and hyphens, such as "whisper-small".</summary>
    public required string Id { get; init; }

    /// <summary>What kind of model it is.</summary>
    public required DownloadKind Kind { get; init; }

    /// <summary>What it does, in one line.</summary>
    public required string Purpose { get; init; }

    /// <summary>Its licence as an SPDX identifier, or a text that says what the licence is.</summary>
    public required string Licence { get; init; }

    /// <summary>Where the licence can be read.</summary>
    public required string LicenceUrl { get; init; }

    /// <summary>What it may be used for.</summary>
    public required ModelUse AllowedUse { get; init; }

    /// <summary>Conditions that the user must accept before it is pulled, in one sentence; null where there are none worth asking.</summary>
    public string? Conditions { get; init; }

    /// <summary>What else one should know before using it, in one sentence; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The page of those who give it out.</summary>
    public required string Page { get; init; }

    /// <summary>What it was trained on, as far as is known; "unknown" where it isn't.</summary>
    public required string TrainedOn { get; init; }

    /// <summary>For language models: the smallest common memory size, GB, that holds it with a context of some thousand tokens: 4, 8, 16, 24 or 80. Null for others.</summary>
    public int? FitsGb { get; init; }

    /// <summary>For text vectors: how they are made. Null for others.</summary>
    public TextVectorFacts? Vectors { get; init; }

    /// <summary>About how much memory it needs at work, GB (10^9 bytes).</summary>
    public required double MemoryGb { get; init; }

    /// <summary>Among those of its kind: the higher, the better it does its work. The doctor recommends the highest that fits.</summary>
    public required int Rank { get; init; }

    /// <summary>Where file names and sizes were checked.</summary>
    public required DownloadCheck Confirmed { get; init; }

    /// <summary>Its files, the one to load first.</summary>
    public required IReadOnlyList<DownloadFile> Files { get; init; }

    /// <summary>Size of all files, bytes, as far as the catalogue knows it.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);
}

/// <summary>One file of a model that can be downloaded.</summary>
public sealed record DownloadFile
{
    /// <summary>Share by which a file's size may differ from <see cref="Bytes"/>: pages round sizes to three digits.</summary>
    public const double Tolerance = 0.03;

    /// <summary>Its plain name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it may be got; https.</summary>
    public required string Url { get; init; }

    /// <summary>About how large it is, bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its SHA-256 as its source states it; null where the source's statement is not known to us.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its SHA-1 as its source states it; null where the source states none.</summary>
    public string? Sha1 { get; init; }

    /// <summary>The smallest size that is believed, bytes.</summary>
    public long LeastBytes => (long)(Bytes * (1 - Tolerance));

    /// <summary>The largest size that is believed, bytes.</summary>
    public long MostBytes => (long)(Bytes * (1 + Tolerance)) + 4096;
}

/// <summary>Kinds of models that can be downloaded.</summary>
public enum DownloadKind
{
    /// <summary>Speech recognition, GGML.</summary>
    Speech,

    /// <summary>A language model, GGUF.</summary>
    LanguageModel,

    /// <summary>Vectors of texts, ONNX.</summary>
    TextEmbedding,

    /// <summary>Faces, ONNX.</summary>
    Vision,
}

/// <summary>Where an entry's file names and sizes were checked when it was written.</summary>
public enum DownloadCheck
{
    /// <summary>On the page of those who give the file out.</summary>
    Page,

    /// <summary>Only in other projects that use the file.</summary>
    Others,
}
