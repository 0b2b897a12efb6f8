using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Empathy;

/// <summary>How a family of situations is answered.</summary>
/// <param name="Need">What the person may need.</param>
/// <param name="Aim">What the reply aims at.</param>
/// <param name="Manner">The name of the manner that sets the reply's own emotion.</param>
/// <param name="Moves">What is said, in order; alternatives in one entry are decided by the search over the cards.</param>
internal sealed record ReplyRule(string Need, string Aim, string Manner, IReadOnlyList<string> Moves);

/// <summary>Where a manner draws the reply's own emotion: base + share * the user's place.</summary>
/// <param name="Base">The place for a user in the middle of the space.</param>
/// <param name="Share">How far each coordinate goes along with the user's, -1 to 1.</param>
/// <param name="Sign">The sign that valence keeps, so that nothing smiles at bad news: -1, 1, or 0 for either.</param>
internal sealed record Manner(Vad Base, Vad Share, int Sign);

/// <summary>What all languages share, from <c>prompts/empathy/rules.json</c>.</summary>
internal sealed class ReplyRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly Lazy<ReplyRules> Shared = new(() => new ReplyRules(ReplyBook.Resource("rules.json")));

    private ReplyRules(JsonElement root)
    {
        Version = root.GetProperty("version").GetString()!;
        Cards = root.GetProperty("moves").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);
        Rules = root.GetProperty("rules").EnumerateObject().ToDictionary(pair => pair.Name, pair => Rule(pair.Value), StringComparer.Ordinal);
        Manners = root.GetProperty("manners").EnumerateObject().ToDictionary(
            pair => pair.Name, pair => new Manner(Place(pair.Value.GetProperty("base")), Place(pair.Value.GetProperty("share")), pair.Value.GetProperty("sign").GetInt32()), StringComparer.Ordinal);
        Emoji = [.. root.GetProperty("emoji").EnumerateObject().SelectMany(pair => pair.Value.GetString()!.Split(' ').Select(sign => (sign, Emotion(pair.Name))))];
        NotRepeated = new Regex(root.GetProperty("not-repeated").GetString()!, Options);
        NeverSaid = [.. root.GetProperty("never-said").EnumerateObject().Select(pair => (pair.Name, new Regex(pair.Value.GetString()!, Options)))];
    }

    /// <summary>The rules.</summary>
    public static ReplyRules Default => Shared.Value;

    /// <summary>Name and version.</summary>
    public string Version { get; }

    /// <summary>The strategy card of each move.</summary>
    public IReadOnlyDictionary<string, string> Cards { get; }

    /// <summary>Rules by situation or family.</summary>
    public IReadOnlyDictionary<string, ReplyRule> Rules { get; }

    /// <summary>Manners by name.</summary>
    public IReadOnlyDictionary<string, Manner> Manners { get; }

    /// <summary>What little pictures express.</summary>
    public IReadOnlyList<(string Sign, Emotion Emotion)> Emoji { get; }

    /// <summary>Words that the reply doesn't repeat: abuse, obscenity.</summary>
    public Regex NotRepeated { get; }

    /// <summary>What no reply may say, whoever wrote it, by the reason why.</summary>
    public IReadOnlyList<(string Why, Regex What)> NeverSaid { get; }

    /// <summary>The rule of the first key that has one.</summary>
    public ReplyRule Of(params IEnumerable<string> keys) => Rules[keys.FirstOrDefault(Rules.ContainsKey) ?? "neutral"];

    private static ReplyRule Rule(JsonElement one) => new(
        one.GetProperty("need").GetString()!, one.GetProperty("aim").GetString()!, one.GetProperty("manner").GetString()!, one.GetProperty("moves").GetString()!.Split(' '));

    private static Vad Place(JsonElement one) => new(one[0].GetDouble(), one[1].GetDouble(), one[2].GetDouble());

    private static Emotion Emotion(string name) => EmotionNames.TryParse(name, out var emotion) ? emotion : throw new InvalidOperationException($"'{name}' is no emotion.");
}
