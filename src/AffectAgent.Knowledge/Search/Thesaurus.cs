using System.Reflection;

namespace AffectAgent.Knowledge.Search;

/// <summary>Words and short phrases that stand for the same, as the file thesaurus.txt lists them: a line a group. Immutable.</summary>
internal sealed class Thesaurus
{
    private const int LongestPhrase = 3;

    private static readonly Lazy<Thesaurus> Embedded = new(Load);

    private readonly Dictionary<string, HashSet<string>> _others = new(StringComparer.Ordinal);

    private Thesaurus(IEnumerable<string> lines)
    {
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            // "a, b > c": a and b stand for c as well, but c does not stand for them.
            var sides = line.Split('>');
            var left = Phrases(sides[0]);
            var right = sides.Length > 1 ? Phrases(sides[1]) : left;
            foreach (var phrase in left)
            {
                if (!_others.TryGetValue(phrase, out var others))
                    _others[phrase] = others = new(StringComparer.Ordinal);
                others.UnionWith(right.Where(other => other != phrase).SelectMany(other => other.Split(' ')));
            }
        }
    }

    /// <summary>The thesaurus that comes with AffectAgent.</summary>
    public static Thesaurus BuiltIn => Embedded.Value;

    /// <summary>The stems that stand for the same as stems of a text, alone or in a row, and where in the text those begin.</summary>
    public IEnumerable<(string Stem, int Place)> Others(IReadOnlyList<string> stems)
    {
        for (var i = 0; i < stems.Count; i++)
        {
            var phrase = "";
            for (var length = 1; length <= LongestPhrase && i + length <= stems.Count; length++)
            {
                phrase = length == 1 ? stems[i] : $"{phrase} {stems[i + length - 1]}";
                if (!_others.TryGetValue(phrase, out var others))
                    continue;
                foreach (var other in others)
                    yield return (other, i);
            }
        }
    }

    private static List<string> Phrases(string text) =>
        [.. text.Split(',').Select(phrase => string.Join(' ', Stemmer.Stems(phrase))).Where(phrase => phrase.Length > 0)];

    private static Thesaurus Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("thesaurus.txt")
            ?? throw new InvalidDataException("The assembly was built without its thesaurus.");
        using var reader = new StreamReader(stream);
        return new Thesaurus(reader.ReadToEnd().Split('\n'));
    }
}
