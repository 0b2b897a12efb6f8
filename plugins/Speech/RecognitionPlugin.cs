using System.ComponentModel;
using System.Globalization;

namespace AffectAgent.Plugins.Speech;

/// <summary>
/// The tool that recognises what was said, where no transcript tells it. It is registered by the backend that brings a
/// recogniser. <see cref="SpeechPlugin"/> then reads the words. Thread-safe.
/// </summary>
/// <param name="recognizer">Recognises speech.</param>
public sealed class RecognitionPlugin(ISpeechRecognizer recognizer) : IAffectPlugin
{
    private const string Tool = "transcribe_speech";
    private const int MostDoubtsTold = 5;

    /// <summary>Recognises the speech between the request's From and To, unless a transcript file or subtitles are there.</summary>
    /// <param name="context">The analysis; gets a <see cref="RecognizedSpeech"/>. A <see cref="VoiceTrack"/> tells where somebody speaks, if there is one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">The model is missing or damaged.</exception>
    [AffectTool(Tool, Needs = [Artifacts.Audio], Prefers = [Artifacts.Voice], Gives = [Artifacts.Subtitles])]
    [Description("Recognises the words that are spoken, with times and language, where no transcript is given.")]
    public async Task<ToolReport> TranscribeAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Media is not { Info.Audio: not null } media)
            return ToolReport.Of("There is no sound.", []);
        if (context.Request.TranscriptPath is not null || (media.Info.HasSubtitles && await media.ReadSubtitlesAsync(cancellationToken).ConfigureAwait(false) is { Lines.Count: > 0 }))
            return ToolReport.Of("A transcript is given; the sound was not transcribed.", []);
        var speech = context.TryGet<VoiceTrack>(out var voice) ? voice.Segments.Select(segment => segment.Interval).ToList() : null;
        var (lines, doubted) = await RecognizeAsync(context, media, speech, cancellationToken).ConfigureAwait(false);
        context.Set(new RecognizedSpeech(lines, recognizer.Model));
        foreach (var line in doubted.Take(MostDoubtsTold))
            context.Ledger.Add(new Unscored("words", Told(line), Tool));
        if (doubted.Count > MostDoubtsTold)
            context.Ledger.Add(new Unscored("words", $"{doubted.Count - MostDoubtsTold} more stretches were recognised as words that are not to be believed.", Tool));
        return ToolReport.Of(Summary(lines, doubted.Count), []);
    }

    private async Task<(List<RecognizedLine> Believed, List<RecognizedLine> Doubted)> RecognizeAsync(
        AnalysisContext context, IMediaSource media, IReadOnlyList<TimeRange>? speech, CancellationToken cancellationToken)
    {
        List<RecognizedLine> believed = [], doubted = [];
        // The voice was measured and there is none: a recogniser would make words up.
        if (speech is { Count: 0 })
            return (believed, doubted);
        var (from, to) = (context.Request.From, context.Request.To);
        var audio = media.ReadAudioAsync(from, to, cancellationToken);
        var (start, end) = (from ?? 0, to ?? media.Info.Duration);
        await foreach (var line in recognizer.RecognizeAsync(audio, new RecognitionHints(Speech: speech), cancellationToken).ConfigureAwait(false))
        {
            (line.Doubt is null ? believed : doubted).Add(line);
            if (line.Line.Interval is { } at && end > start)
                context.Report("words", Math.Clamp((at.End - start) / (end - start), 0, 1));
        }

        return (believed, doubted);
    }

    private static string Told(RecognizedLine line) => line.Line.Interval is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"From {at.Start:0.0} s to {at.End:0.0} s: {line.Doubt}")
        : line.Doubt!;

    private static string Summary(List<RecognizedLine> lines, int doubted)
    {
        var languages = lines.Select(line => line.Language).OfType<string>().Distinct().ToList();
        var told = lines.Count == 0 ? "No words were recognised." : $"Recognised {lines.Count} line{(lines.Count == 1 ? "" : "s")}{(languages.Count == 0 ? "" : $" in {string.Join(", ", languages)}")}.";
        return doubted == 0 ? told : $"{told} {doubted} more {(doubted == 1 ? "is" : "are")} not to be believed.";
    }
}
