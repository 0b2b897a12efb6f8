using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Cli.Data;

/// <summary>The questions, headings and phrases of training data: <c>prompts/data/cot.json</c>.</summary>
internal sealed class CotPrompts
{
    private static readonly string[] PartNames = ["observations", "interpretation", "conclusion"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SampleKind, string[]> _questions;
    private readonly Regex[] _leaveOut;
    private readonly Regex[] _cut;
    private readonly string _words;
    private readonly string _disagreement;

    private CotPrompts(JsonElement root)
    {
        Version = root.GetProperty("version").GetString()!;
        Licence = root.GetProperty("licence").GetString()!;
        System = root.GetProperty("system").GetString()!;
        var headings = root.GetProperty("headings");
        Headings = [.. PartNames.Select(part => headings.GetProperty(part).GetString()!)];
        _words = root.GetProperty("words").GetString()!;
        _disagreement = root.GetProperty("disagreement").GetString()!;
        var questions = root.GetProperty("questions");
        _questions = Enum.GetValues<SampleKind>().ToDictionary(kind => kind, kind => questions.GetProperty(kind.Name()).EnumerateArray().Select(q => q.GetString()!).ToArray());
        _leaveOut = Patterns(root.GetProperty("leaveOut"));
        _cut = Patterns(root.GetProperty("cut"));
    }

    /// <summary>The built-in prompts.</summary>
    public static CotPrompts BuiltIn { get; } = Load();

    /// <summary>Name and version, e.g. "data-cot/1".</summary>
    public string Version { get; }

    /// <summary>What is said of licences beside the samples.</summary>
    public string Licence { get; }

    /// <summary>The system turn.</summary>
    public string System { get; }

    /// <summary>Headings of the three parts.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>All questions of a kind.</summary>
    public IReadOnlyList<string> Questions(SampleKind kind) => _questions[kind];

    /// <summary>The question of a sample: the same for the same name and seed.</summary>
    public string Question(SampleKind kind, string name, int seed) => _questions[kind][(int)(Draw(name, seed) % (ulong)_questions[kind].Length)];

    /// <summary>How given words stand in the user's turn.</summary>
    public string Words(string words) => _words.Replace("{words}", words, StringComparison.Ordinal);

    /// <summary>The sentence that says that label and reading differ.</summary>
    public string Disagreement(string label, string reading) =>
        _disagreement.Replace("{label}", label, StringComparison.Ordinal).Replace("{reading}", reading, StringComparison.Ordinal);

    /// <summary>True for a sentence about the method and not about the case, which a model should not learn to say.</summary>
    public bool LeavesOut(string sentence) => _leaveOut.Any(pattern => pattern.IsMatch(sentence));

    /// <summary>The sentence without clauses about the method; what is left says less and is supported as before.</summary>
    public string Cut(string sentence) => _cut.Aggregate(sentence, (text, pattern) => pattern.Replace(text, ""));

    /// <summary>A number that depends on the name and the seed alone.</summary>
    public static ulong Draw(string name, int seed) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}")));

    private static Regex[] Patterns(JsonElement list) => [.. list.EnumerateArray().Select(p => new Regex(p.GetString()!, RegexOptions.CultureInvariant, Patience))];

    private static CotPrompts Load()
    {
        using var stream = typeof(CotPrompts).Assembly.GetManifestResourceStream("prompts/data/cot.json")
            ?? throw new InvalidOperationException("The prompts of training data are not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new CotPrompts(document.RootElement);
    }
}
