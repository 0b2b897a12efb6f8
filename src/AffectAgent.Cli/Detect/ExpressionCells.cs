using AffectAgent.Knowledge;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Detect;

/// <summary>The columns of one reading of an expression: label, p_ of each class that the network has, then valence, arousal and dominance.</summary>
/// <param name="classes">The network's classes, in the order of its outputs.</param>
internal sealed class ExpressionCells(IReadOnlyList<Emotion> classes)
{
    private readonly EmotionVocabulary _vocabulary = EmotionVocabulary.LoadBuiltIn();

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("label", "text", "the most probable class"),
        .. classes.Select(Probability),
        .. Affect("valence"),
        .. Affect("arousal"),
        .. Affect("dominance"),
    ];

    /// <summary>The column of one class's probability.</summary>
    public static TableColumn Probability(Emotion emotion) => new("p_" + emotion.Name(), "probability 0-1", $"calibrated probability that the face is seen to express {emotion.Name()}");

    private static IEnumerable<TableColumn> Affect(string name) =>
    [
        new(name, "-1 to 1", $"mean {name} of the classes, weighed by their probabilities (places: knowledge/vad.yaml); derived, not measured"),
        new(name + "_sd", "0 and up", $"standard deviation of that {name}"),
    ];

    /// <summary>Fills the columns.</summary>
    public void Add(TableRow row, EmotionDistribution read)
    {
        row.Add(read.Top.Name());
        foreach (var emotion in classes)
            row.Add(read[emotion], "0.000000");
        var affect = _vocabulary.SpreadOf(read);
        var (mean, deviation) = (affect.Mean, affect.Deviation);
        row.Add(mean.Valence);
        row.Add(deviation.Valence);
        row.Add(mean.Arousal);
        row.Add(deviation.Arousal);
        row.Add(mean.Dominance);
        row.Add(deviation.Dominance);
    }
}
