using System.Text;
using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>The composer's sentence templates, read from <c>prompts/composer</c>. Immutable and thread-safe.</summary>
internal sealed class Phrases
{
    private static readonly Lazy<Phrases> BuiltIn = new(static () => Load("en"));

    private readonly Dictionary<string, string[]> _templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private Phrases(JsonElement root)
    {
        Version = root.GetProperty("version").GetString() ?? "";
        foreach (var template in root.GetProperty("templates").EnumerateObject())
            _templates[template.Name] = [.. template.Value.EnumerateArray().Select(variant => variant.GetString() ?? "")];
        Read(root.GetProperty("reasons"), _reasons);
        Read(root.GetProperty("names"), _names);
    }

    /// <summary>The English phrases.</summary>
    public static Phrases English => BuiltIn.Value;

    /// <summary>Name and version of the phrases, e.g. "composer/1".</summary>
    public string Version { get; }

    /// <summary>The keys of all templates.</summary>
    public IEnumerable<string> Keys => _templates.Keys;

    /// <summary>All that is written, with its slots.</summary>
    public IEnumerable<string> Texts => _templates.Values.SelectMany(variants => variants).Concat(_reasons.Values).Concat(_names.Values);

    /// <summary>All reasons for a confidence.</summary>
    public IEnumerable<string> Reasons => _reasons.Values;

    /// <summary>Why a confidence is no higher.</summary>
    public string Reason(string key) => _reasons[key];

    /// <summary>The plain name of a feature or modality; itself where none is given.</summary>
    public string Name(string label) => _names.GetValueOrDefault(label, label);

    /// <summary>A template filled in. A slot with a capital letter takes its value with a capital letter.</summary>
    /// <param name="key">The template.</param>
    /// <param name="variant">Which of its variants; counted round.</param>
    /// <param name="values">Values by slot, without braces.</param>
    public string Fill(string key, int variant, params ReadOnlySpan<(string Slot, string Value)> values)
    {
        var variants = _templates[key];
        var template = variants[(int)((uint)variant % (uint)variants.Length)];
        var text = new StringBuilder(template.Length + 64);
        for (var i = 0; i < template.Length; i++)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(template[i]);
                continue;
            }

            text.Append(ValueOf(template[(i + 1)..end], key, values));
            i = end;
        }

        return text.ToString();
    }

    /// <summary>The same text with a capital letter first.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string ValueOf(string slot, string key, ReadOnlySpan<(string Slot, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (string.Equals(name, slot, StringComparison.OrdinalIgnoreCase))
                return char.IsUpper(slot[0]) ? Capital(value) : value;
        }

        throw new InvalidOperationException($"The template {key} has a slot {slot} that nothing fills.");
    }

    private static void Read(JsonElement from, Dictionary<string, string> into)
    {
        foreach (var pair in from.EnumerateObject())
            into[pair.Name] = pair.Value.GetString() ?? "";
    }

    private static Phrases Load(string language)
    {
        using var stream = typeof(Phrases).Assembly.GetManifestResourceStream($"prompts/composer/{language}.json")
            ?? throw new InvalidOperationException($"The phrases of '{language}' are not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new Phrases(document.RootElement);
    }
}
