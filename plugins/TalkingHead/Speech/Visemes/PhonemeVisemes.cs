using System.Globalization;
using System.Reflection;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A part of a phoneme and its mouth shape.</summary>
/// <param name="Viseme">The shape.</param>
/// <param name="Strength">How clearly lips and jaw show it, 0 to 1.</param>
/// <param name="Share">Its share of the phoneme's time; the shares of a phoneme add up to 1.</param>
public readonly record struct VisemeShare(Viseme Viseme, float Strength, double Share);

/// <summary>
/// The mouth shapes of phonemes in the International Phonetic Alphabet, by the table <c>Resources/phonemes.tsv</c>. A diphthong
/// is two shapes, an affricate its closure's and its noise's where the lips tell them apart; stress, length and tone change nothing.
/// </summary>
public static class PhonemeVisemes
{
    private static readonly Dictionary<string, Symbol> Table = Read();
    private static readonly int Longest = Table.Keys.Max(symbol => symbol.Length);

    private enum Kind
    {
        Vowel,
        Glide,
        Stop,
        Sound,
        None,
        Mark,
    }

    /// <summary>The shapes of a phoneme in their order; none for one that takes the shape of what follows (h, a glottal stop).</summary>
    /// <param name="phoneme">IPA of one phoneme, such as "aɪ", "tʃ" or "ɔ̃ː".</param>
    public static IReadOnlyList<VisemeShare> Of(string phoneme)
    {
        ArgumentNullException.ThrowIfNull(phoneme);
        var parts = new List<VisemeShare>();
        foreach (var symbol in Split(phoneme).OfType<Symbol>())
        {
            foreach (var (viseme, weight) in symbol.Shapes)
            {
                if (parts.Count > 0 && parts[^1].Viseme == viseme)
                    parts[^1] = new(viseme, Math.Max(parts[^1].Strength, symbol.Strength), parts[^1].Share + weight);
                else
                    parts.Add(new(viseme, symbol.Strength, weight));
            }
        }

        var whole = parts.Sum(part => part.Share);
        return [.. parts.Select(part => part with { Share = part.Share / whole })];
    }

    /// <summary>False if the phoneme has a letter that the table lacks.</summary>
    public static bool IsKnown(string phoneme)
    {
        ArgumentNullException.ThrowIfNull(phoneme);
        return Split(phoneme).All(symbol => symbol is not null);
    }

    /// <summary>True if it begins with a closure (p, t, k, ts and their like), which is seen before it sounds.</summary>
    internal static bool BeginsClosed(string phoneme) => Split(phoneme).FirstOrDefault(symbol => symbol?.Kind != Kind.Mark)?.Kind == Kind.Stop;

    /// <summary>True if it has a vowel, and so makes a syllable.</summary>
    internal static bool HasVowel(string phoneme) => Split(phoneme).Any(symbol => symbol?.Kind == Kind.Vowel);

    // The longest symbols first; null for an unknown letter.
    private static IEnumerable<Symbol?> Split(string phoneme)
    {
        for (var at = 0; at < phoneme.Length;)
        {
            Symbol? found = null;
            var length = Math.Min(Longest, phoneme.Length - at);
            while (length > 0 && !Table.TryGetValue(phoneme.Substring(at, length), out found))
                length--;
            yield return found;
            at += Math.Max(1, length);
        }
    }

    private static Dictionary<string, Symbol> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("AffectAgent.Plugins.TalkingHead.Resources.phonemes.tsv")!;
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, Symbol>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var cells = line.Split('\t');
            var kind = Enum.Parse<Kind>(cells[1], ignoreCase: true);
            table[cells[0]] = new(kind, Shapes(cells[2]), float.Parse(cells[3], CultureInfo.InvariantCulture));
        }

        return table;
    }

    // "DD+SS": a closure and a longer noise.
    private static (Viseme, double)[] Shapes(string cell) => cell.Split('+') switch
    {
        ["-" or "next"] => [],
        [var one] => [(Enum.Parse<Viseme>(one, ignoreCase: true), 1)],
        [var first, var second] => [(Enum.Parse<Viseme>(first, ignoreCase: true), 0.4), (Enum.Parse<Viseme>(second, ignoreCase: true), 0.6)],
        _ => throw new InvalidDataException($"The table of phonemes can't hold \"{cell}\"."),
    };

    private sealed record Symbol(Kind Kind, (Viseme Viseme, double Weight)[] Shapes, float Strength);
}
