using System.ComponentModel;

namespace AffectAgent.Plugins.Speech;

/// <summary>The tool that reads what was said. Thread-safe.</summary>
public sealed class SpeechPlugin : IAffectPlugin
{
    /// <summary>Most lines that the ledger takes; the transcript keeps all.</summary>
    public const int MostLines = 60;

    private const string Tool = "read_transcript";
    private const int MostCharacters = 2000;

    /// <summary>Reads the transcript, between the request's From and To.</summary>
    /// <param name="context">The analysis; gets a <see cref="Transcript"/> and evidence of kind words.line, at most <see cref="MostLines"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UserException">The transcript file can't be read; the message says why.</exception>
#pragma warning disable CA1822 // A tool is a method of its plugin's instance.
    [AffectTool(Tool, Needs = [Artifacts.Subtitles], Gives = [Artifacts.Transcript])]
    [Description("Reads what was said, with times where they are known: from the transcript file, the medium's subtitles, what was recognised in the sound, or the text given with the question.")]
    public async Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default)
#pragma warning restore CA1822
    {
        ArgumentNullException.ThrowIfNull(context);
        var found = await TranscriptFinder.FindAsync(context, cancellationToken).ConfigureAwait(false);
        if (found is null || found.Transcript.Lines.Count == 0)
            return Nothing(context, Why(context, found is not null));
        context.Set(found.Transcript);
        var added = Told(found).Select(context.Ledger.Add).ToList();
        var left = found.Transcript.Lines.Count - added.Count;
        var summary = $"Read {found.Transcript.Lines.Count} line{(found.Transcript.Lines.Count == 1 ? "" : "s")} of words (source: {found.Transcript.Source}).";
        return ToolReport.Of(left == 0 ? summary : $"{summary} {added.Count} of them, evenly chosen, are in the evidence.", added);
    }

    /// <summary>All lines, or evenly chosen ones where there are too many.</summary>
    private static IEnumerable<Evidence> Told(FoundTranscript found)
    {
        var lines = found.Transcript.Lines;
        var count = Math.Min(lines.Count, MostLines);
        for (var i = 0; i < count; i++)
        {
            var at = count == lines.Count ? i : (int)((long)i * (lines.Count - 1) / (count - 1));
            var left = i == count - 1 ? lines.Count - count : 0;
            yield return EvidenceOf(lines[at], found.Confidence[at], found.Model, left);
        }
    }

    private static Evidence EvidenceOf(TranscriptLine line, double confidence, string? model, int left) => new()
    {
        Kind = EvidenceKinds.TranscriptLine,
        Modality = Modality.Words,
        Interval = line.Interval,
        Label = line.Speaker,
        Quote = Quoting.Cut(line.Text, MostCharacters),
        Confidence = confidence,
        Reliability = model is null ? Reliability.Verified : Reliability.Weak,
        Source = new EvidenceSource(Tool, model),
        Note = left > 0 ? $"{left} more lines were read and are not listed; this is the last."
            : line.Text.Length > MostCharacters ? $"Only the first {MostCharacters} characters are quoted, to the end of a word." : null,
    };

    private static string Why(AnalysisContext context, bool outside)
    {
        if (outside)
            return "No words lie in the stretch of time that was asked for.";
        var given = context.Media?.Info.HasSubtitles == true ? "The subtitles hold no words" : "No subtitles given";
        return !context.TryGet<RecognizedSpeech>(out _) ? $"{given}; speech recognition is not installed."
            : context.Media?.Info.Audio is null ? $"{given}, and there is no sound to recognise words in."
            : $"{given}, and no words were recognised in the sound.";
    }

    private static ToolReport Nothing(AnalysisContext context, string reason)
    {
        context.Ledger.Add(new Unscored("words", reason, Tool));
        return ToolReport.Of(reason, []);
    }
}
