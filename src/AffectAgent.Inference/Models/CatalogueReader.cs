using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AffectAgent.Inference.Import;

namespace AffectAgent.Inference.Models;

/// <summary>Reads the JSON files that list models.</summary>
internal static class CatalogueReader
{
    private const int MaxBytes = 4 << 20;

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">It is missing or too large.</exception>
    public static byte[] Bytes(string path) => BoundedFile.Read(path, MaxBytes);

    /// <summary>Reads and checks a catalogue.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="what">What messages call it, such as "model catalogue".</param>
    /// <param name="name">Its own name in messages.</param>
    /// <param name="type">What the JSON holds.</param>
    /// <param name="rules">All that is wrong with it.</param>
    /// <exception cref="UserException">It is wrong; the message lists every fault.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string what, string name, JsonTypeInfo<T> type, Func<T, IReadOnlyList<string>> rules)
        where T : class
    {
        T file;
        try
        {
            file = JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new UserException($"The {what} '{name}' cannot be read: {error.Message.ReplaceLineEndings(" ")}", "Correct it, or take it from the program's package again.", error);
        }

        var faults = rules(file);
        return faults.Count == 0 ? file : throw new UserException($"The {what} '{name}' has {faults.Count} fault(s): {string.Join("; ", faults)}.", "Correct them all.");
    }
}
