namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// Reads which of GoEmotions' 28 labels (Demszky et al., 2020) English words express. A linear model: each word's share of a
/// decision is exact. Thread-safe.
/// </summary>
public sealed class TextEmotionClassifier
{
    /// <summary>Characters of a text that are read; the rest is left out.</summary>
    public const int MostCharacters = 2000;

    // The value of a word that stands in 5 of the 43,410 training texts: what is rarer does not show that a text is English.
    private const float RarestKnown = 9.07f;

    private readonly TextEmotionModel _model;

    private TextEmotionClassifier(TextEmotionModel model) => _model = model;

    /// <summary>The labels, in the model's order.</summary>
    public IReadOnlyList<TextLabel> Labels => _model.Labels;

    /// <summary>Loads the model from a file's bytes.</summary>
    /// <param name="bytes">The content of <c>text-emotion.bin</c>.</param>
    /// <exception cref="UserException">The bytes are not such a model.</exception>
    public static TextEmotionClassifier FromBytes(ReadOnlySpan<byte> bytes) => new(TextEmotionModel.Read(bytes));

    /// <summary>Reads a text.</summary>
    /// <param name="text">The words; of a text longer than <see cref="MostCharacters"/> only the beginning is read.</param>
    /// <returns>Probabilities and shares, or the reason why the text can't be read.</returns>
    public TextVerdict Classify(string text) => Classify(text, unknownToo: false);

    /// <summary>The same; a line whose words are all unknown is read too if wanted, for a dialogue tells by its form and place as well.</summary>
    internal TextVerdict Classify(string text, bool unknownToo)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Cut(text);
        var tokens = TextTokenizer.Tokenize(text);
        if (WhyUnreadable(text, tokens, unknownToo, out double known) is { } reason)
            return new TextVerdict(reason, known);
        return new TextVerdict(Decide(text, tokens), known);
    }

    /// <summary>The part of a text that is read.</summary>
    internal static string Cut(string text) => Quoting.Cut(text, MostCharacters);

    /// <summary>The labels' logits, without anything else.</summary>
    internal double[] Logits(IEnumerable<TextFeature> features) => _model.Logits(features);

    /// <summary>Reads the tokens without asking whether they are English; what the trainer's golden file holds.</summary>
    internal TextDecision Decide(string text, IReadOnlyList<TextToken> tokens)
    {
        var features = TextFeatures.Of(text, tokens, out int[] negatedBy);
        var occurrences = new Dictionary<int, List<TextFeature>>();
        foreach (var feature in features)
        {
            int row = _model.Row(feature.Name);
            if (row < 0)
                continue;
            if (!occurrences.TryGetValue(row, out var list))
                occurrences[row] = list = [];
            list.Add(feature);
        }

        double squares = occurrences.Keys.Sum(row => (double)_model.Value(row) * _model.Value(row));
        double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        var shares = new double[tokens.Count, Labels.Count];
        foreach (var (row, list) in occurrences)
        {
            for (int label = 0; label < Labels.Count; label++)
                Spread(shares, list, label, _model.Value(row) * scale * _model.Weight(row, label));
        }

        return new TextDecision(text, tokens, negatedBy, shares, Labels);
    }

    // A feature counts once however often it occurs: its part is split among its occurrences, and of a pair between both tokens.
    private static void Spread(double[,] shares, List<TextFeature> occurrences, int label, double part)
    {
        foreach (var (_, first, last) in occurrences)
        {
            shares[first, label] += part / occurrences.Count / 2;
            shares[last, label] += part / occurrences.Count / 2;
        }
    }

    private string? WhyUnreadable(string text, List<TextToken> tokens, bool unknownToo, out double known)
    {
        var words = tokens.Where(t => t.Kind is TokenKind.Word or TokenKind.Negator && t.Shown[0] != '<').ToList();
        var pictures = tokens.Where(t => t.Kind is TokenKind.Emoji or TokenKind.Smiley).ToList();
        bool seen = pictures.Exists(p => _model.Row("w:" + p.Shown) >= 0 || Feelings.Holds(p));
        int frequent = words.Count(IsFrequent), readable = words.Count(w => IsFrequent(w) || Feelings.Holds(w) || IsNoise(w.Shown));
        known = words.Count > 0 ? (double)readable / words.Count : seen ? 1 : 0;
        if (words.Count == 0)
            return seen ? null : pictures.Count == 0 ? "It holds no words." : "It holds no words, and the model knows none of its pictures.";
        if (LanguageCheck.WhyNot(text, Parts(words), frequent) is { } foreign)
            return foreign;
        if (!unknownToo && !seen && !words.Exists(HasTwoLetters))
            return "It holds no word of two different letters, so nothing can be read from it.";
        return unknownToo || seen || readable > 0 ? null
            : "The model knows none of its words, so nothing can be read from it.";
    }

    private bool IsFrequent(TextToken word) => _model.Row("w:" + word.Shown) is >= 0 and var row && _model.Value(row) <= RarestKnown;

    // One letter drawn out or repeated is a sound at best, however often it comes.
    private static bool HasTwoLetters(TextToken word) => Feelings.Holds(word) || word.Shown.Where(char.IsLetterOrDigit).Distinct().Skip(1).Any();

    // "haha", "mmm", "hahahahoho": few letters for a sound, of which the model knows the parts.
    private static bool IsNoise(string word) =>
        word.Length >= 3 && word.Distinct().Count() <= (word.Length < 6 ? 2 : 3) && Array.TrueForAll(word.ToCharArray(), char.IsAsciiLetter);

    // "j'ai" is two words where the language is asked for; "'s" and "n't" are none.
    private static List<string> Parts(List<TextToken> words)
    {
        var parts = new List<string>(words.Count);
        foreach (string word in words.Select(w => w.Shown).Where(w => w[0] != '\'' && w != "n't"))
        {
            if (word.Contains('\'', StringComparison.Ordinal))
                parts.AddRange(word.Split('\'', StringSplitOptions.RemoveEmptyEntries));
            else
                parts.Add(word);
        }

        return parts;
    }
}
