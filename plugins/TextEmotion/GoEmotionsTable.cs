using System.Collections.Frozen;
using System.Globalization;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// What each GoEmotions label means in the terms of the conclusion: weights over <see cref="Emotion"/>. The table, with its
/// reasoning, is the embedded file <c>goemotions.csv</c>.
/// </summary>
public static class GoEmotionsTable
{
    private static readonly FrozenDictionary<string, Row> Rows = Load();

    /// <summary>The labels, in GoEmotions' order.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. Rows.Values.OrderBy(r => r.Index).Select(r => r.Label)];

    /// <summary>The emotion weights of one label; they add up to 1.</summary>
    /// <exception cref="KeyNotFoundException">There is no such label.</exception>
    public static EmotionDistribution EmotionsOf(string label) => Rows[label].Emotions;

    /// <summary>Folds label probabilities onto the emotions, each label weighted by its probability.</summary>
    /// <param name="probabilities">By label, 0 to 1 each, at least one above zero; unknown labels are left out.</param>
    public static EmotionDistribution Fold(IReadOnlyDictionary<string, double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return EmotionDistribution.FromWeights(emotion =>
            Rows.Values.Sum(row => probabilities.GetValueOrDefault(row.Label) * row.Emotions[emotion]));
    }

    private static FrozenDictionary<string, Row> Load()
    {
        using var stream = typeof(GoEmotionsTable).Assembly.GetManifestResourceStream("goemotions.csv")
            ?? throw new InvalidOperationException("The table goemotions.csv is not embedded.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').ToArray();
        string[] head = lines[0].Split(',');
        return lines.Skip(1).Select((line, index) => Parse(line.Split(','), head, index)).ToFrozenDictionary(r => r.Label, StringComparer.Ordinal);
    }

    private static Row Parse(string[] cells, string[] head, int index)
    {
        double Cell(string name) => double.Parse(cells[Array.IndexOf(head, name)], CultureInfo.InvariantCulture);
        return new Row(index, cells[0], EmotionDistribution.FromWeights(e => Cell(e.Name())));
    }

    private sealed record Row(int Index, string Label, EmotionDistribution Emotions);
}
