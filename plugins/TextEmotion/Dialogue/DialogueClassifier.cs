namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// Reads which of MELD's seven emotions (Poria et al., 2019) each line of a dialogue expresses, from its words, its form and
/// the lines around it: the one before, the same speaker's last one and the one after. Of speakers it uses only whether they
/// are the same. Thread-safe.
/// </summary>
public sealed class DialogueClassifier
{
    private const double LogitScale = 0.3;
    private const double LogitMost = 6;

    private readonly TextEmotionClassifier _words;
    private readonly DialogueModel _model;

    private DialogueClassifier(TextEmotionClassifier words, DialogueModel model) => (_words, _model) = (words, model);

    /// <summary>The classes, in the model's order, with precision and F1 out of fold on the training set.</summary>
    public IReadOnlyList<TextLabel> Labels => _model.Words.Labels;

    /// <summary>Loads the model from a file's bytes.</summary>
    /// <param name="bytes">The content of <c>text-dialogue.bin</c>.</param>
    /// <param name="words">The classifier of words by themselves, on whose logits the model was trained.</param>
    /// <exception cref="UserException">The bytes are not such a model, or it was trained on another.</exception>
    public static DialogueClassifier FromBytes(ReadOnlySpan<byte> bytes, TextEmotionClassifier words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var model = DialogueModel.Read(bytes);
        if (model.DenseInputs != words.Labels.Count + LineForm.Count)
            throw new UserException("The dialogue model was trained on another text-emotion model.", "Get both files from the same version.");
        return new DialogueClassifier(words, model);
    }

    /// <summary>Reads a whole dialogue.</summary>
    /// <param name="lines">Its lines in order; one that can't be read (no words, another language) is as if it were missing to the others.</param>
    /// <returns>One reading a line.</returns>
    public IReadOnlyList<DialogueReading> Read(IReadOnlyList<DialogueLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var verdicts = lines.Select(line => _words.Classify(line.Text, unknownToo: true)).ToList();
        var alone = new double[lines.Count][];
        for (int i = 0; i < lines.Count; i++)
            alone[i] = verdicts[i].Reason is null ? Softmax(First(lines, i)) : [];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var readings = new List<DialogueReading>(lines.Count);
        for (int i = 0; i < lines.Count; i++)
        {
            int same = lines[i].Speaker is { } speaker ? last.GetValueOrDefault(speaker, -1) : -1;
            readings.Add(alone[i].Length == 0 ? new DialogueReading(verdicts[i], null, null, null) : InContext(verdicts[i], alone, i, same));
            if (lines[i].Speaker is { } name)
                last[name] = i;
        }

        return readings;
    }

    /// <summary>Logits of one line by itself.</summary>
    internal double[] First(IReadOnlyList<DialogueLine> lines, int at)
    {
        string text = TextEmotionClassifier.Cut(lines[at].Text);
        var tokens = TextTokenizer.Tokenize(text);
        var features = TextFeatures.Of(text, tokens, out _);
        var logits = _model.Words.Logits(features);
        bool spokeBefore = at > 0 && lines[at].Speaker is { } speaker && speaker == lines[at - 1].Speaker;
        var words = _words.Logits(features).Select(z => Math.Clamp(z, -LogitMost, LogitMost) * LogitScale);
        double[] dense = [.. words, .. LineForm.Of(text, tokens, at, at == lines.Count - 1, spokeBefore)];
        _model.AddDense(dense, logits);
        return logits;
    }

    private DialogueReading InContext(TextVerdict verdict, double[][] alone, int at, int same)
    {
        int classes = _model.Classes;
        var inputs = new double[_model.ContextInputs];
        double mean = 0;
        for (int k = 0; k < classes; k++)
            mean += (inputs[k] = Math.Log(alone[at][k] + 1e-6)) / classes;
        for (int k = 0; k < classes; k++)
            inputs[k] -= mean;
        int[] near = [at - 1, same, at + 1 < alone.Length ? at + 1 : -1];
        for (int n = 0; n < near.Length; n++)
        {
            if (near[n] >= 0 && alone[near[n]].Length > 0)
                alone[near[n]].CopyTo(inputs, classes * (1 + n));
            else
                inputs[(classes * (1 + near.Length)) + n] = 1;
        }

        var logits = _model.Second(inputs);
        int best = Enumerable.Range(0, classes).MaxBy(k => logits[k] + _model.Offset(k));
        return new DialogueReading(verdict, Labels[best].Name, Named(Softmax(logits)), Named(alone[at]));
    }

    private Dictionary<string, double> Named(double[] probabilities) =>
        Enumerable.Range(0, probabilities.Length).ToDictionary(k => Labels[k].Name, k => probabilities[k], StringComparer.Ordinal);

    private static double[] Softmax(double[] logits)
    {
        double most = logits.Max();
        double[] exps = [.. logits.Select(z => Math.Exp(z - most))];
        double sum = exps.Sum();
        return [.. exps.Select(e => e / sum)];
    }
}
