using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Inference.Models;

/// <summary>The models that can be downloaded: <c>downloads.json</c> in the models folder.</summary>
public sealed class DownloadCatalogue
{
    /// <summary>The file's name.</summary>
    public const string FileName = "downloads.json";

    /// <summary>The schema that this program reads.</summary>
    public const string Schema = "affect-downloads/1";

    private DownloadCatalogue(IReadOnlyList<DownloadEntry> entries) => Entries = entries;

    /// <summary>All entries, in the file's order.</summary>
    public IReadOnlyList<DownloadEntry> Entries { get; }

    /// <summary>Reads and checks a catalogue file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">The file is missing or wrong; the message lists every fault.</exception>
    public static DownloadCatalogue Load(string path) => Parse(CatalogueReader.Bytes(path), path);

    /// <summary>Reads and checks a catalogue.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="UserException">It is wrong; the message lists every fault.</exception>
    public static DownloadCatalogue Parse(ReadOnlySpan<byte> json, string name) =>
        new(CatalogueReader.Parse(json, "catalogue of downloads", name, DownloadJson.Default.DownloadCatalogueFile, DownloadRules.Faults).Models);

    /// <summary>A catalogue of entries made in code; they are not checked.</summary>
    internal static DownloadCatalogue Of(IReadOnlyList<DownloadEntry> entries) => new(entries);

    /// <summary>The entry of a model.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="UserException">There is no such model; the message lists those there are.</exception>
    public DownloadEntry Find(string id) => Entries.FirstOrDefault(entry => entry.Id == id)
        ?? throw new UserException($"There is no model '{id}' to download.", $"There are: {string.Join(", ", Entries.Select(entry => entry.Id))}.");
}

/// <summary>The catalogue as it stands in its file.</summary>
/// <param name="Schema">Which schema it follows.</param>
/// <param name="Models">Its entries.</param>
internal sealed record DownloadCatalogueFile(string Schema, IReadOnlyList<DownloadEntry> Models);

/// <summary>What is known of a file that was seen: the pin that later files are compared with.</summary>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Url">Where it came from.</param>
/// <param name="Seen">When.</param>
internal sealed record PinnedFile(string Sha256, long Bytes, string Url, DateTimeOffset Seen);

/// <summary>How far a download has come and of what.</summary>
/// <param name="Url">Where it comes from.</param>
/// <param name="ETag">The server's mark of the file's content, or null.</param>
/// <param name="LastModified">When the server says it was changed, or null.</param>
/// <param name="Bytes">The whole file's size, or null.</param>
internal sealed record PartState(string Url, string? ETag, string? LastModified, long? Bytes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(DownloadCatalogueFile))]
[JsonSerializable(typeof(Dictionary<string, PinnedFile>))]
[JsonSerializable(typeof(PartState))]
internal sealed partial class DownloadJson : JsonSerializerContext;
