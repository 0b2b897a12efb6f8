using System.Text.Json.Serialization;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch;

/// <summary>A stretch of a file, bytes.</summary>
internal readonly record struct TableSlice(long Offset, long Length);

/// <summary>The rows of one input that is done.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Hash">SHA-256 of its content; empty where it could not be read.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Failed">Why it could not be read, or null.</param>
/// <param name="Slices">Where its rows lie.</param>
internal sealed record TableEntry(string Name, string Hash, int Rows, string? Failed, IReadOnlyList<TableSlice> Slices)
{
    /// <summary>True if the rows lie in the finished table of a former run.</summary>
    [JsonIgnore]
    public bool InFinished { get; init; }
}

/// <summary>First line of the journal: what the rows were made with.</summary>
internal sealed record JournalHead(string Key);

/// <summary>One input in the sidecar; rows stand in the table in this order.</summary>
internal sealed record SidecarInput(string Name, string Sha256, int Rows, long Bytes, string? Failed);

/// <summary>How many of what.</summary>
internal sealed record SidecarCounts(int Inputs, int Failed, int Rows);

/// <summary>What <c>FILE.csv.json</c> holds.</summary>
internal sealed record Sidecar
{
    /// <summary>Name and version of this record.</summary>
    public const string SchemaId = "affectagent.table/1";

    public string Schema { get; init; } = SchemaId;
    public required string Rows { get; init; }
    public required TableEncoding Encoding { get; init; }
    public required string Program { get; init; }
    public required IReadOnlyList<string> CommandLine { get; init; }
    public required DateTimeOffset Finished { get; init; }
    public required IReadOnlyList<UsedModel> Models { get; init; }
    public required IReadOnlyDictionary<string, string> Options { get; init; }
    public required SidecarCounts Counts { get; init; }
    public required string TableSha256 { get; init; }
    public required string Key { get; init; }
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Grades { get; init; }

    public required IReadOnlyList<SidecarInput> Inputs { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalHead))]
[JsonSerializable(typeof(TableEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(Sidecar))]
internal sealed partial class SidecarJson : JsonSerializerContext;
