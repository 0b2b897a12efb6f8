using System.Collections.Frozen;
using System.Text;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// Groups of words, phrases and pictures that name or show one feeling (embedded file <c>feelings.txt</c>), so that what the
/// model learned of a frequent member holds for its rare members. The trainer reads the same file.
/// </summary>
internal static class Feelings
{
    /// <summary>The group whose members mark a text as not meant.</summary>
    public const string Irony = "irony";

    private static readonly FrozenDictionary<string, string[]> Groups;
    private static readonly FrozenDictionary<string, string[]> DrawnOut;
    private static readonly FrozenSet<string> PleasantGroups;
    private static readonly FrozenSet<string> Firsts;
    private static readonly int LongestPhrase;

#pragma warning disable CA1810 // One file fills several tables.
    static Feelings()
#pragma warning restore CA1810
    {
        var (groups, pleasant) = Load();
        Groups = groups.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
        DrawnOut = groups.Where(pair => pair.Key.EnumerateRunes().All(Rune.IsLetter)).GroupBy(pair => Once(pair.Key), StringComparer.Ordinal)
            .ToFrozenDictionary(same => same.Key, same => same.First().Value.ToArray(), StringComparer.Ordinal);
        PleasantGroups = pleasant.ToFrozenSet(StringComparer.Ordinal);
        var phrases = groups.Keys.Where(member => member.Contains('+', StringComparison.Ordinal)).ToList();
        Firsts = phrases.Select(member => member[..member.IndexOf('+', StringComparison.Ordinal)]).ToFrozenSet(StringComparer.Ordinal);
        LongestPhrase = phrases.Select(member => member.Count(c => c == '+') + 1).DefaultIfEmpty(1).Max();
    }

    /// <summary>False for laughter: a negator beside it ("can't stop laughing") tells nothing by itself.</summary>
    public static bool IsTurned(string group) => group != "amusement";

    /// <summary>True for a word or picture of any group.</summary>
    public static bool Holds(TextToken token) => OfOne(token).Length > 0;

    /// <summary>The words of a group, without phrases and pictures.</summary>
    public static IEnumerable<string> WordsOf(string group) => Groups.Where(pair => pair.Key.All(char.IsLetter) && pair.Value.Contains(group)).Select(pair => pair.Key).Order(StringComparer.Ordinal);

    /// <summary>The groups of a single word.</summary>
    public static IReadOnlyList<string> OfWord(TextToken token) => OfOne(token);

    /// <summary>True for a group of praise, thanks or pleasure.</summary>
    public static bool IsPleasant(string group) => PleasantGroups.Contains(group);

    /// <summary>The groups of each token, by itself or as the first of a phrase.</summary>
    public static string[][] Of(IReadOnlyList<TextToken> tokens)
    {
        var found = new string[tokens.Count][];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = OfOne(tokens[i]);
            if (Firsts.Contains(tokens[i].Shown))
                found[i] = WithPhrases(tokens, i, found[i]);
        }

        return found;
    }

    private static string[] OfOne(TextToken token) =>
        Groups.GetValueOrDefault(token.Shown) ?? (token.Kind == TokenKind.Word ? OfDrawnOut(token.Shown) : []);

    // "saad", "thaanks": the tokeniser leaves two of a letter that is drawn out.
    private static string[] OfDrawnOut(string word) =>
        HasDouble(word) ? DrawnOut.GetValueOrDefault(Once(word)) ?? [] : [];

    private static bool HasDouble(string word)
    {
        Rune last = default;
        foreach (var rune in word.EnumerateRunes())
        {
            if (rune == last)
                return true;
            last = rune;
        }

        return false;
    }

    private static string Once(string word)
    {
        var kept = new StringBuilder(word.Length);
        Rune last = default;
        foreach (var rune in word.EnumerateRunes())
        {
            if (kept.Length == 0 || rune != last)
                kept.Append(rune.ToString());
            last = rune;
        }

        return kept.ToString();
    }

    private static string[] WithPhrases(IReadOnlyList<TextToken> tokens, int at, string[] own)
    {
        var all = own.ToList();
        string phrase = tokens[at].Shown;
        for (int next = at + 1; next < Math.Min(tokens.Count, at + LongestPhrase) && tokens[next].Kind != TokenKind.Break; next++)
        {
            phrase += "+" + tokens[next].Shown;
            if (Groups.TryGetValue(phrase, out var groups))
                all.AddRange(groups.Except(all, StringComparer.Ordinal).ToList());
        }

        return [.. all];
    }

    private static (Dictionary<string, List<string>> Groups, HashSet<string> Pleasant) Load()
    {
        using var stream = typeof(Feelings).Assembly.GetManifestResourceStream("feelings.txt")
            ?? throw new InvalidOperationException("The table feelings.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var pleasant = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = line[..colon].TrimStart('!');
            if (line[0] == '!')
                pleasant.Add(name);
            foreach (string member in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!groups.TryGetValue(member, out var of))
                    groups[member] = of = [];
                of.Add(name);
            }
        }

        return (groups, pleasant);
    }
}
