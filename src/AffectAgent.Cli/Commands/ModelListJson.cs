using System.Text.Json;
using System.Text.Json.Serialization;
using AffectAgent.Inference.Models;

namespace AffectAgent.Cli.Commands;

/// <summary>The models as JSON, for programs.</summary>
internal static class ModelListJson
{
    /// <summary>All models in one object.</summary>
    public static string Of(IReadOnlyList<ModelStatus> ours, IReadOnlyList<DownloadStatus> others) => JsonSerializer.Serialize(
        new ModelList(
            [.. ours.Select(s => new OurModel(s.Entry.Id, s.Entry.Purpose, s.Entry.Licence, s.Entry.AllowedUse, s.State, s.Path, s.Entry.Sha256))],
            [.. others.Select(s => new OtherModel(
                s.Entry.Id, s.Entry.Kind, s.Entry.Purpose, s.Entry.Licence, s.Entry.LicenceUrl, s.Entry.AllowedUse, s.Entry.Conditions, s.Entry.Note,
                s.Entry.Page, s.Entry.TrainedOn, s.Entry.FitsGb, s.Entry.MemoryGb, s.Entry.Bytes, s.State, s.BytesHere, s.Path, s.Entry.Files))]),
        ModelListContext.Default.ModelList);
}

internal sealed record ModelList(IReadOnlyList<OurModel> Models, IReadOnlyList<OtherModel> Downloads)
{
    public string Schema { get; init; } = "affectagent.models/1";
}

internal sealed record OurModel(string Id, string Purpose, string Licence, ModelUse AllowedUse, ModelState State, string Path, string Sha256);

internal sealed record OtherModel(
    string Id, DownloadKind Kind, string Purpose, string Licence, string LicenceUrl, ModelUse AllowedUse, string? Conditions, string? Note,
    string Page, string TrainedOn, int? FitsGb, double MemoryGb, long Bytes, DownloadState State, long BytesHere, string Path, IReadOnlyList<DownloadFile> Files);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class ModelListContext : JsonSerializerContext;
