using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Inference.Models;

/// <summary>The models that the program knows: what they are, what they may be used for, and the hash each must have.</summary>
public sealed class ModelCatalogue
{
    /// <summary>The catalogue's file name in the models folder.</summary>
    public const string FileName = "catalogue.json";

    /// <summary>The schema that this program reads.</summary>
    public const string Schema = "affect-models/1";

    private ModelCatalogue(IReadOnlyList<ModelEntry> entries) => Entries = entries;

    /// <summary>All entries, in the file's order.</summary>
    public IReadOnlyList<ModelEntry> Entries { get; }

    /// <summary>Reads and checks a catalogue file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">The file is missing or wrong; the message lists every fault.</exception>
    public static ModelCatalogue Load(string path) => Parse(CatalogueReader.Bytes(path), path);

    /// <summary>Reads and checks a catalogue.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="UserException">It is wrong; the message lists every fault.</exception>
    public static ModelCatalogue Parse(ReadOnlySpan<byte> json, string name) =>
        new(CatalogueReader.Parse(json, "model catalogue", name, CatalogueJson.Default.CatalogueFile, CatalogueRules.Faults).Models);

    /// <summary>The entry of a model.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="UserException">There is no such model; the message lists those there are.</exception>
    public ModelEntry Find(string id) => Entries.FirstOrDefault(entry => entry.Id == id)
        ?? throw new UserException($"There is no model '{id}' in the catalogue.", $"Known are: {string.Join(", ", Entries.Select(entry => entry.Id))}.");
}

/// <summary>The catalogue as it stands in its file.</summary>
/// <param name="Schema">Which schema it follows.</param>
/// <param name="Models">Its entries.</param>
internal sealed record CatalogueFile(string Schema, IReadOnlyList<ModelEntry> Models);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(CatalogueFile))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
