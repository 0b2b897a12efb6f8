using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>Takes an endpoint's key out of what the endpoint says: some quote the header that they were sent.</summary>
/// <param name="Key">The key, or null.</param>
internal sealed record KeyMask(string? Key)
{
    private const string Instead = "(key)";

    // A shorter one would also be found inside plain words, and say nothing.
    private const int LeastInTraces = 6;

    /// <summary>A message without the key.</summary>
    public string Apply(string text) => string.IsNullOrEmpty(Key) ? text : text.Replace(Key, Instead, StringComparison.OrdinalIgnoreCase);

    /// <summary>A line of JSON without the key; keys of fewer than six characters stay.</summary>
    public string ApplyToJson(string line) => Key is not { Length: >= LeastInTraces } ? line
        : Apply(line).Replace(JsonSerializer.Serialize(Key, TraceForm.Line.String)[1..^1], Instead, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without the key: records print all their members otherwise.</summary>
    public override string ToString() => nameof(KeyMask);
}
