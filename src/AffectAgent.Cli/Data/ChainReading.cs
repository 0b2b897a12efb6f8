using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Cli.Data;

/// <summary>A sentence of a chain of thought.</summary>
/// <param name="Part">0 observations, 1 interpretation, 2 conclusion, 3 limits.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Citations">What it rests on.</param>
internal sealed record ChainSentence(int Part, string Text, IReadOnlyList<string> Citations);

/// <summary>
/// What was read from one input, whatever its label says: all that samples are made from. Kept in the table of readings, so that
/// other labels, formats or splits need no second look at the media.
/// </summary>
internal sealed record ChainReading
{
    /// <summary>Hash of the medium's content and its words.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The sentences that the verifier kept, in order.</summary>
    public required IReadOnlyList<ChainSentence> Sentences { get; init; }

    /// <summary>How many it struck.</summary>
    public required int Struck { get; init; }

    /// <summary>How many people were read.</summary>
    public required int People { get; init; }

    /// <summary>Why nothing is concluded, or null.</summary>
    public string? Abstained { get; init; }

    /// <summary>What it reads as; null if it abstains.</summary>
    public Emotion? Reading { get; init; }

    /// <summary>By emotion.</summary>
    public IReadOnlyDictionary<string, double>? Distribution { get; init; }

    /// <summary>How sure the reading is, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Measured Action Units: the largest intensity by FACS number, 0 to 5.</summary>
    public IReadOnlyDictionary<string, double> ActionUnits { get; init; } = new Dictionary<string, double>();

    /// <summary>The evidence that the sentences cite: id to what was measured, in short.</summary>
    public IReadOnlyDictionary<string, string> Evidence { get; init; } = new Dictionary<string, string>();

    /// <summary>What the cited observations say of the emotion, each by itself.</summary>
    public IReadOnlyList<Observed> Observed { get; init; } = [];

    /// <summary>The reading of an analysis.</summary>
    public static ChainReading Of(AnalysisResult result, string sha256)
    {
        var explanation = result.Explanations[0];
        var units = result.Evidence
            .Where(e => e is { ActionUnit: not null, Value: not null, Kind: EvidenceKinds.ActionUnit or EvidenceKinds.ActionUnitEpisode } && e.Person == explanation.Person)
            .GroupBy(e => e.ActionUnit!.Value).OrderBy(g => g.Key)
            .ToDictionary(g => $"AU{g.Key}", g => Math.Round(g.Max(e => e.Value!.Value), 2));
        // Ids are given anew in the order of citing, so that they count from E1 within the sample.
        var byId = result.Evidence.ToDictionary(e => e.Id, StringComparer.Ordinal);
        var ids = explanation.Claims.SelectMany(c => c.Citations).Where(byId.ContainsKey).Distinct(StringComparer.Ordinal)
            .Select((id, i) => (id, New: $"E{i + 1}")).ToDictionary(pair => pair.id, pair => pair.New, StringComparer.Ordinal);
        return new ChainReading
        {
            Sha256 = sha256,
            Sentences = [.. explanation.Claims.Select(c => new ChainSentence((int)c.Stage, c.Text, [.. c.Citations.Select(id => ids.GetValueOrDefault(id, id))]))],
            Struck = explanation.Faithfulness.Rejected.Count,
            People = result.Explanations.Count(e => e.Person is not null),
            Abstained = explanation.AbstainedBecause,
            Reading = explanation is { AbstainedBecause: null, Distribution: { } distribution } ? distribution.Top : null,
            Distribution = explanation.AbstainedBecause is null ? explanation.Distribution?.ByName() : null,
            Confidence = Math.Round(explanation.Confidence, 3),
            ActionUnits = units,
            Observed = [.. ids.Keys.Select(id => Data.Observed.Of(byId[id])).OfType<Observed>()],
            Evidence = ids.ToDictionary(pair => pair.Value, pair => Short(byId[pair.Key])),
        };
    }

    /// <summary>Writes it in one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ChainReadingJson.Default.ChainReading);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ChainReading Parse(string json) => JsonSerializer.Deserialize(json, ChainReadingJson.Default.ChainReading)!;

    private static string Short(Evidence e)
    {
        string value = e.Value is { } v ? FormattableString.Invariant($" {v:0.##}") + (e.Unit is { } unit ? $" ({unit})" : "") : "";
        string time = e.Interval is { } at ? FormattableString.Invariant($" at {at.Start:0.00}-{at.End:0.00} s") : "";
        return $"{e.Kind}{(e.ActionUnit is { } au ? $" AU{au}" : "")}{(e.Label is { } label ? $" {label}" : "")}{value}{time}";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChainReading))]
internal sealed partial class ChainReadingJson : JsonSerializerContext;
