using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>A kind of event that tends to go with an emotion.</summary>
/// <param name="Name">In plain words, e.g. "loss".</param>
/// <param name="Card">Id of its card.</param>
/// <param name="Groups">The groups of emotions that it goes with.</param>
/// <param name="Signs">Words that show it.</param>
internal sealed record CauseKind(string Name, string Card, IReadOnlySet<string> Groups, Regex Signs);

/// <summary>The words by which occasions are found, from <c>Resources/cause-words.json</c>. Immutable and thread-safe.</summary>
internal sealed class CauseWords
{
    private static readonly Lazy<CauseWords> BuiltIn = new(Load);
    private readonly Dictionary<string, string> _groupOf = new(StringComparer.Ordinal);

    private CauseWords(JsonElement root)
    {
        foreach (var group in root.GetProperty("groups").EnumerateObject())
        {
            foreach (var label in group.Value.GetString()!.Split(' '))
                _groupOf[label] = group.Name;
        }

        Stated = Read(root.GetProperty("stated"));
        Verbs = Read(root.GetProperty("verbs"));
        Moves = Read(root.GetProperty("moves"));
        Kinds = [.. root.GetProperty("kinds").EnumerateArray().Select(kind => new CauseKind(
            kind.GetProperty("name").GetString()!,
            kind.GetProperty("card").GetString()!,
            kind.GetProperty("emotions").GetString()!.Split(' ').ToHashSet(StringComparer.Ordinal),
            new Regex(kind.GetProperty("signs").GetString()!, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)))];
    }

    /// <summary>The English words.</summary>
    public static CauseWords English => BuiltIn.Value;

    /// <summary>Words that state an emotion, as alternatives of a pattern, by group.</summary>
    public IReadOnlyDictionary<string, string> Stated { get; }

    /// <summary>Verbs whose object is the occasion, by group.</summary>
    public IReadOnlyDictionary<string, string> Verbs { get; }

    /// <summary>Predicates whose subject is the occasion, by group.</summary>
    public IReadOnlyDictionary<string, string> Moves { get; }

    /// <summary>The kinds of events, the more telling first.</summary>
    public IReadOnlyList<CauseKind> Kinds { get; }

    /// <summary>The group of a label: "grief" belongs to sadness; null for a label that names no occasion, such as neutral.</summary>
    public string? GroupOf(string label) => _groupOf.GetValueOrDefault(label);

    /// <summary>The kind of event that a text shows and that goes with the group, or null.</summary>
    public CauseKind? KindOf(string text, string group) => Kinds.FirstOrDefault(kind => kind.Groups.Contains(group) && kind.Signs.IsMatch(text));

    private static Dictionary<string, string> Read(JsonElement from) =>
        from.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);

    private static CauseWords Load()
    {
        using var stream = typeof(CauseWords).Assembly.GetManifestResourceStream("cause-words.json")
            ?? throw new InvalidOperationException("The words of causes are not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new CauseWords(document.RootElement);
    }
}
