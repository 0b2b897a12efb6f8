namespace AffectAgent.Plugins.TextEmotion;

/// <summary>Turns a transcript's reading in context into evidence: one piece for each line that reads as something but neutral.</summary>
internal static class DialogueEvidence
{
    private const double LeastTold = 0.3;

    // What MELD's classes are called among the emotions.
    private static readonly Dictionary<string, Emotion> Emotions = new(StringComparer.Ordinal)
    {
        ["neutral"] = Emotion.Neutral, ["surprise"] = Emotion.Surprise, ["fear"] = Emotion.Fear, ["sadness"] = Emotion.Sadness,
        ["joy"] = Emotion.Happiness, ["disgust"] = Emotion.Disgust, ["anger"] = Emotion.Anger,
    };

    /// <summary>The evidence of a transcript, in its order.</summary>
    /// <param name="classifier">Reads the dialogue.</param>
    /// <param name="lines">The transcript.</param>
    /// <param name="tool">The tool's name.</param>
    public static IEnumerable<Evidence> Of(DialogueClassifier classifier, IReadOnlyList<TranscriptLine> lines, string tool)
    {
        var readings = classifier.Read([.. lines.Select(l => new DialogueLine(l.Text, l.Speaker))]);
        foreach (var (line, reading) in lines.Zip(readings))
        {
            if (reading is not { Label: { } label and not "neutral", Probabilities: { } probabilities, Alone: { } alone } || probabilities[label] < LeastTold)
                continue;
            var trained = classifier.Labels.First(l => l.Name == label);
            double value = Math.Round(probabilities[label], 4), before = Math.Round(alone[label], 4);
            yield return new Evidence
            {
                Kind = EvidenceKinds.DialogueEmotion,
                Modality = Modality.Words,
                Interval = line.Interval,
                Label = label,
                Value = value,
                Unit = "probability",
                Baseline = before,
                Direction = value > before ? Direction.Higher : value < before ? Direction.Lower : Direction.Same,
                Distribution = probabilities.ToDictionary(p => Emotions[p.Key].Name(), p => Math.Round(p.Value, 4), StringComparer.Ordinal),
                Quote = line.Text,
                Confidence = Math.Round(trained.Precision * reading.Verdict.KnownShare, 4),
                Reliability = trained.F1 >= 0.5 ? Reliability.Verified : Reliability.Weak,
                Source = new EvidenceSource(tool, TextEmotionPlugin.DialogueModelId),
                Note = "The baseline is the line read by itself.",
            };
        }
    }
}
