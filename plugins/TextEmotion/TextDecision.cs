namespace AffectAgent.Plugins.TextEmotion;

/// <summary>What came of reading a text: a decision, or the reason why there is none.</summary>
public sealed record TextVerdict
{
    internal TextVerdict(TextDecision decision, double known) => (Decision, KnownShare) = (decision, known);

    internal TextVerdict(string reason, double known) => (Reason, KnownShare) = (reason, known);

    /// <summary>The decision, or null.</summary>
    public TextDecision? Decision { get; }

    /// <summary>Why there is no decision, in one sentence; null where there is one.</summary>
    public string? Reason { get; }

    /// <summary>Share of the words that the model knows, 0 to 1.</summary>
    public double KnownShare { get; }
}

/// <summary>The labels of one text and each token's exact share in them.</summary>
public sealed class TextDecision
{
    private const int MostCarriers = 5;
    private const double LeastShare = 0.2;

    private readonly string _text;
    private readonly IReadOnlyList<TextToken> _tokens;
    private readonly int[] _negatedBy;
    private readonly double[,] _shares;
    private readonly IReadOnlyList<TextLabel> _labels;

    internal TextDecision(string text, IReadOnlyList<TextToken> tokens, int[] negatedBy, double[,] shares, IReadOnlyList<TextLabel> labels)
    {
        _text = text;
        _tokens = tokens;
        _negatedBy = negatedBy;
        _shares = shares;
        _labels = labels;
        var probabilities = new Dictionary<string, double>(labels.Count, StringComparer.Ordinal);
        for (int i = 0; i < labels.Count; i++)
            probabilities[labels[i].Name] = labels[i].Curve.Probability(Logit(i));
        Probabilities = probabilities;
        Given = [.. labels.Where(l => probabilities[l.Name] > l.Threshold).OrderByDescending(l => probabilities[l.Name])];
    }

    /// <summary>Calibrated probability of each label, 0 to 1; several may hold, so they don't add up to 1.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; }

    /// <summary>The labels above their thresholds, the most probable first; empty where none stands out.</summary>
    public IReadOnlyList<TextLabel> Given { get; }

    /// <summary>
    /// The words that carried a label, strongest first: those whose share of its logit is at least a fifth of the strongest's,
    /// at most five. A negated word comes with its negator, as the text has it ("not happy"). Empty where nothing spoke for it.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such label.</exception>
    public IReadOnlyList<string> CarryingWords(string label)
    {
        var shares = Shares(label);
        double strongest = shares.DefaultIfEmpty(0).Max();
        var words = new List<string>();
        foreach (int i in Enumerable.Range(0, shares.Count).OrderByDescending(i => shares[i]))
        {
            if (shares[i] <= 0 || shares[i] < LeastShare * strongest || words.Count == MostCarriers)
                break;
            string word = Quoted(i);
            if (words.Exists(w => w.Contains(word, StringComparison.OrdinalIgnoreCase)))
                continue;
            // "not happy" takes the place of "not".
            int part = words.FindIndex(w => word.Contains(w, StringComparison.OrdinalIgnoreCase));
            words.Insert(part < 0 ? words.Count : part, word);
            words.RemoveAll(w => w != word && word.Contains(w, StringComparison.OrdinalIgnoreCase));
        }

        return words;
    }

    /// <summary>Each token's share of a label's logit; they and the label's bias add up to it.</summary>
    internal IReadOnlyList<double> Shares(string label)
    {
        int index = Enumerable.Range(0, _labels.Count).FirstOrDefault(i => _labels[i].Name == label, -1);
        if (index < 0)
            throw new ArgumentException($"There is no label '{label}'.", nameof(label));
        return [.. Enumerable.Range(0, _tokens.Count).Select(i => _shares[i, index])];
    }

    /// <summary>A label's logit before its curve: its bias and the shares of all tokens.</summary>
    internal double Logit(int label)
    {
        double sum = _labels[label].Bias;
        for (int i = 0; i < _tokens.Count; i++)
            sum += _shares[i, label];
        return sum;
    }

    private string Quoted(int token)
    {
        int first = _negatedBy[token] >= 0 ? _negatedBy[token] : token;
        // "n't" and "'m" belong to the word before them.
        while (first > 0 && _tokens[first - 1].End == _tokens[first].Start && _tokens[first].Shown.Contains('\'', StringComparison.Ordinal))
            first--;
        int last = token;
        while (last + 1 < _tokens.Count && _tokens[last + 1].Start == _tokens[last].End && _tokens[last + 1].Shown[0] == '\'')
            last++;
        return _text[_tokens[first].Start.._tokens[last].End];
    }
}
