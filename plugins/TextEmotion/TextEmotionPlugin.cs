using System.ComponentModel;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>The tool that reads what words express. Thread-safe; loads its model at first use.</summary>
public sealed class TextEmotionPlugin : IAffectPlugin
{
    /// <summary>The model's catalogue id.</summary>
    public const string ModelId = "text-emotion";

    /// <summary>The catalogue id of the model that reads lines in their dialogue.</summary>
    public const string DialogueModelId = "text-dialogue";

    private const string Tool = "read_text_emotions";
    private const int MostLabels = 3;
    private const int MostReasons = 3;

    // A label that is given at less than this (rare labels have low thresholds) is too unlikely to be told.
    private const double LeastTold = 0.15;

    // Of the labels that the model is surest of, 98 in 100 are the raters' (models/text-emotion.md): nothing is surer than that.
    private const double Surest = 0.98;

    private readonly Lazy<TextEmotionClassifier> _classifier;
    private readonly Lazy<ClauseReader> _clauses;
    private readonly Lazy<DialogueClassifier> _dialogue;

    /// <summary>Makes the tool.</summary>
    /// <param name="models">Where the models are found and checked.</param>
    public TextEmotionPlugin(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        _classifier = new(() => TextEmotionClassifier.FromBytes(models.Read(ModelId)));
        _clauses = new(() => new ClauseReader(_classifier.Value));
        _dialogue = new(() => DialogueClassifier.FromBytes(models.Read(DialogueModelId), _classifier.Value));
    }

    /// <summary>
    /// Reads each line of the transcript and the text given with the request, clauses apart where they express different emotions;
    /// lines of a transcript also in their context.
    /// </summary>
    /// <param name="context">
    /// The analysis; gets a <see cref="TextTrack"/> and evidence of kinds <see cref="EvidenceKinds.TextEmotion"/> and
    /// <see cref="EvidenceKinds.DialogueEmotion"/>.
    /// </param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <exception cref="UserException">The model's file is missing or damaged.</exception>
    [AffectTool(Tool, Needs = [Artifacts.Transcript], Gives = [Artifacts.TextEmotions])]
    [Description("Reads which emotions the words express (28 GoEmotions labels), line by line, with the words that carried each label. English only.")]
    public Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => Read(context, cancellationToken), cancellationToken);
    }

    private ToolReport Read(AnalysisContext context, CancellationToken cancellationToken)
    {
        var lines = LinesOf(context);
        var readings = new List<TextReading>();
        var added = new List<Evidence>();
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var verdict = _classifier.Value.Classify(line.Text);
            if (verdict.Decision is not { } decision)
            {
                reasons[verdict.Reason!] = reasons.GetValueOrDefault(verdict.Reason!) + 1;
                continue;
            }

            readings.Add(ReadingOf(line, decision));
            var clauses = _clauses.Value.Of(TextEmotionClassifier.Cut(line.Text));
            added.AddRange((clauses.Count == 0 ? EvidenceOf(line, decision, verdict.KnownShare, null)
                : clauses.SelectMany(clause => EvidenceOf(line with { Text = clause.Text }, clause.Decision, verdict.KnownShare, clause.Kin))).Select(context.Ledger.Add));
            context.Report("words", (double)(readings.Count + reasons.Values.Sum()) / lines.Count);
        }

        if (context.TryGet<Transcript>(out var transcript) && transcript.Lines.Count > 1 && readings.Count > 0)
            added.AddRange(DialogueEvidence.Of(_dialogue.Value, transcript.Lines, Tool).Select(context.Ledger.Add));
        context.Set(new TextTrack(readings));
        NoteUnread(context, lines.Count, added.Count, reasons);
        return ToolReport.Of(Summary(lines.Count, readings.Count, added), added);
    }

    // Cues keep their time and are read whole; text without times is read by sentences.
    private static List<TranscriptLine> LinesOf(AnalysisContext context)
    {
        var lines = new List<TranscriptLine>();
        if (context.TryGet<Transcript>(out var transcript))
            lines.AddRange(transcript.Lines);
        if (context.Request.Text is { } text && !string.IsNullOrWhiteSpace(text)
            && !lines.Exists(l => l.Text.Trim().Length > 0 && text.Contains(l.Text.Trim(), StringComparison.Ordinal)))
            lines.Add(new TranscriptLine(text));
        return [.. lines.SelectMany(line => line.Interval is null
            ? SentenceSplitter.Split(line.Text).Select(sentence => line with { Text = sentence })
            : [line])];
    }

    private static TextReading ReadingOf(TranscriptLine line, TextDecision decision)
    {
        string top = decision.Probabilities.MaxBy(pair => pair.Value).Key;
        return new TextReading(line, decision.Probabilities, GoEmotionsTable.Fold(decision.Probabilities), decision.CarryingWords(top));
    }

    private static IEnumerable<Evidence> EvidenceOf(TranscriptLine line, TextDecision decision, double knownShare, KinWord? kin)
    {
        // "neutral" says something only where it comes first.
        var given = decision.Given.Where((label, i) => (i == 0 || label.Name != "neutral") && decision.Probabilities[label.Name] >= LeastTold).Take(MostLabels).ToList();
        for (int i = 0; i < given.Count; i++)
        {
            var label = given[i];
            yield return new Evidence
            {
                Kind = EvidenceKinds.TextEmotion,
                Modality = Modality.Words,
                Interval = line.Interval,
                Label = label.Name,
                Value = Math.Round(Math.Min(Surest, decision.Probabilities[label.Name]), 4),
                Unit = "probability",
                Distribution = i == 0 ? GoEmotionsTable.Fold(decision.Probabilities).ByName() : null,
                Quote = TextEmotionClassifier.Cut(line.Text),
                CarryingWords = Carriers(decision, label.Name, kin),
                Confidence = Math.Round(label.Precision * knownShare, 4),
                Reliability = label.F1 >= 0.5 ? Reliability.Verified : Reliability.Weak,
                Source = new EvidenceSource(Tool, ModelId),
                Note = line.Text.Length > TextEmotionClassifier.MostCharacters
                    ? $"Only the first {TextEmotionClassifier.MostCharacters} characters were read, to the end of a word."
                    : kin is { } known ? $"Read with “{known.ReadAs}” in place of “{known.Was}”, which the model hardly knows." : null,
            };
        }
    }

    private static IReadOnlyList<string> Carriers(TextDecision decision, string label, KinWord? kin) =>
        kin is not { } known ? decision.CarryingWords(label) : [.. decision.CarryingWords(label).Select(word => word.Replace(known.ReadAs, known.Was, StringComparison.OrdinalIgnoreCase))];

    private static void NoteUnread(AnalysisContext context, int lines, int added, Dictionary<string, int> reasons)
    {
        if (lines == 0)
            context.Ledger.Add(new Unscored("words", "There are no words to read.", Tool));
        foreach (var (reason, count) in reasons.OrderByDescending(r => r.Value).Take(MostReasons))
            context.Ledger.Add(new Unscored("words", count == 1 ? $"A line was not read: {Lower(reason)}" : $"{count} lines were not read: {Lower(reason)}", Tool));
        if (added == 0 && reasons.Values.Sum() < lines)
            context.Ledger.Add(new Unscored("words", "The words were read, but no label stands out from them.", Tool));
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Summary(int lines, int read, List<Evidence> added)
    {
        if (added.Count == 0)
            return $"Read {read} of {lines} lines; no emotion label stands out.";
        var counts = added.CountBy(e => e.Label!).OrderByDescending(c => c.Value).Take(4).Select(c => $"{c.Key} ({c.Value})");
        return $"Read {read} of {lines} lines. Labels given: {string.Join(", ", counts)}.";
    }
}
