using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>Short lines by key from a JSON file of the folder <c>prompts</c>, with slots such as <c>{tool}</c>. Immutable and thread-safe.</summary>
internal sealed partial class PromptTable
{
    private readonly Dictionary<string, string> _lines;

    private PromptTable(string version, Dictionary<string, string> lines)
    {
        Version = version;
        _lines = lines;
    }

    /// <summary>Name and version, e.g. "planner/answers/1".</summary>
    public string Version { get; }

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => _lines.Keys;

    /// <summary>Reads a table that is embedded in this assembly.</summary>
    public static PromptTable Load(string name)
    {
        using var stream = typeof(PromptTable).Assembly.GetManifestResourceStream($"prompts/{name}.json")
            ?? throw new InvalidOperationException($"The table '{name}' is not embedded.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        return new PromptTable(root.GetProperty("version").GetString()!, root.GetProperty("lines").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal));
    }

    /// <summary>The slots of a line, in order.</summary>
    public IReadOnlyList<string> Slots(string key) => [.. Slot().Matches(_lines[key]).Select(match => match.Groups["name"].Value)];

    /// <summary>A line with its slots filled, in one pass: values are not looked into for slots.</summary>
    /// <exception cref="ArgumentException">A slot of the line got no value, or a value has no slot.</exception>
    public string Fill(string key, params ReadOnlySpan<(string Slot, string Value)> values)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (slot, value) in values)
            given.Add(slot, value);
        var slots = Slots(key).ToHashSet(StringComparer.Ordinal);
        return slots.SetEquals(given.Keys)
            ? Slot().Replace(_lines[key], match => given[match.Groups["name"].Value])
            : throw new ArgumentException($"'{key}' of {Version} has the slots [{string.Join(", ", slots)}] and was given [{string.Join(", ", given.Keys)}].", nameof(values));
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex Slot();
}
