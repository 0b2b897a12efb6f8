using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>Short lines by key from a JSON file of the folder <c>prompts</c>, with slots such as <c>{tool}</c>. Immutable and thread-safe.</summary>
internal sealed class PromptTable
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

    /// <summary>A line with its slots filled, in one pass: values are not looked into for slots.</summary>
    public string Fill(string key, params ReadOnlySpan<(string Slot, string Value)> values)
    {
        var filled = new System.Text.StringBuilder();
        var line = _lines[key];
        for (var i = 0; i < line.Length; i++)
        {
            var close = line[i] == '{' ? line.IndexOf('}', i) : -1;
            if (close < 0)
            {
                filled.Append(line[i]);
                continue;
            }

            foreach (var (slot, value) in values)
            {
                if (line.AsSpan(i + 1, close - i - 1).SequenceEqual(slot))
                    filled.Append(value);
            }

            i = close;
        }

        return filled.ToString();
    }
}
