using AffectAgent.Plugins.TextEmotion;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch.Words;

/// <summary>Which of GoEmotions' labels each line's first column expresses: one row a line.</summary>
internal sealed class TextJob(LineFile file, TextEmotionClassifier classifier) : TableJob<LineStretch>
{
    /// <inheritdoc/>
    public override string Schema => "affectagent.table.text/1";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("line", "from 1", "number of the line in the input"),
        new("label", "text", "the labels whose probability is above their threshold, the most probable first, joined by |"),
        .. classifier.Labels.Select(l => new TableColumn($"p_{l.Name}", "probability 0-1", $"that the words express {l.Name}; several may hold")),
        new("known", "share 0-1", "share of the words that the model knows"),
        new("read", "share 0-1", $"share of the text that was read; of a text only the first {TextEmotionClassifier.MostCharacters} characters are"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => [TextEmotionPlugin.ModelId];

    /// <inheritdoc/>
    public override string Noun => "stretches of lines";

    /// <inheritdoc/>
    public override string NameOf(LineStretch input) => input.Name;

    /// <inheritdoc/>
    public override Task<string> HashAsync(LineStretch input, CancellationToken cancellationToken) => Task.FromResult(input.Sha256);

    /// <inheritdoc/>
    public override Task ReadAsync(IReadOnlyList<LineStretch> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            int number = inputs[i].First;
            foreach (var line in file.Read(inputs[i]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(rows[i], number++, line);
            }
        }

        return Task.CompletedTask;
    }

    private void Write(TableRows rows, int number, FileLine line)
    {
        int tab = line.Text.IndexOf('\t', StringComparison.Ordinal);
        string text = tab < 0 ? line.Text : line.Text[..tab];
        var verdict = classifier.Classify(text);
        rows.Row.Add(number);
        if (verdict.Decision is { } decision)
        {
            rows.Row.Add(string.Join('|', decision.Given.Select(l => l.Name)));
            foreach (var label in classifier.Labels)
                rows.Row.Add(decision.Probabilities[label.Name], "0.####");
        }
        else
        {
            rows.Row.Blank(1 + classifier.Labels.Count);
        }

        rows.Row.Add(verdict.KnownShare, "0.##");
        double share = Math.Min(1, (double)TextEmotionClassifier.MostCharacters / Math.Max(1, text.Length));
        rows.Row.Add(tab < 0 ? share * line.Share : share, "0.####");
        rows.Next(verdict.Reason);
    }
}
