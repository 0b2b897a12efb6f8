using System.Text.Json.Serialization;

namespace AffectAgent.Cli.Data;

/// <summary>A file that was written.</summary>
internal sealed record CotFile(string Name, int Samples, string Sha256);

/// <summary>What <c>FILE.jsonl.json</c> holds; no path but names.</summary>
internal sealed record CotSidecar
{
    /// <summary>How many of the unusable rows are named here; the file of rejected samples names them all.</summary>
    public const int MostUnusable = 100;

    public string Schema { get; init; } = "affectagent.cot/1";
    public required string Program { get; init; }
    public required DateTimeOffset Finished { get; init; }
    public required string Input { get; init; }
    public required string Prompts { get; init; }
    public required string Reasoner { get; init; }
    public required CotOptions Options { get; init; }
    public required int Inputs { get; init; }
    public required int Kept { get; init; }
    public required int Disagreeing { get; init; }
    public required IReadOnlyDictionary<string, int> Rejected { get; init; }
    public required IReadOnlyList<string> Unusable { get; init; }
    public required IReadOnlyDictionary<string, LabelCount> Labels { get; init; }
    public required int SentencesStruck { get; init; }
    public required IReadOnlyList<CotFile> Files { get; init; }
    public required IReadOnlyList<UsedModel> Models { get; init; }
    public required string Licence { get; init; }
}

/// <summary>How many of a label's inputs were kept.</summary>
internal sealed record LabelCount(int Inputs, int Kept);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(CotSidecar))]
internal sealed partial class CotSidecarJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CotRejection))]
internal sealed partial class CotRejectionJson : JsonSerializerContext;
