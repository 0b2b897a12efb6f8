using AffectAgent.Media;

namespace AffectAgent.Plugins.Speech;

/// <summary>A transcript with what is known of it.</summary>
/// <param name="Transcript">The lines.</param>
/// <param name="Confidence">By line, 0 to 1; 1 where somebody wrote the words.</param>
/// <param name="Model">The recogniser's model, or null.</param>
internal sealed record FoundTranscript(Transcript Transcript, IReadOnlyList<double> Confidence, string? Model = null);

/// <summary>
/// Looks for words in order of trust: the request's transcript file, the medium's subtitle stream, what was recognised. Text given
/// with the request stands alone where none of them has words, and is added as lines without time where one has.
/// </summary>
internal static class TranscriptFinder
{
    /// <summary>The words, or null where there are none.</summary>
    /// <exception cref="UserException">The transcript file can't be read.</exception>
    public static async Task<FoundTranscript?> FindAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var found = await TimedAsync(context, cancellationToken).ConfigureAwait(false);
        var given = Given(context.Request.Text);
        if (found is null)
            return given.Count == 0 ? null : Written(new Transcript(given, "given"));
        // Words that the transcript has already are not told twice.
        var more = given.FindAll(line => !found.Transcript.Lines.Any(known => Same(known.Text, line.Text)));
        return found with
        {
            Transcript = found.Transcript with { Lines = [.. found.Transcript.Lines, .. more] },
            Confidence = [.. found.Confidence, .. more.Select(_ => 1.0)],
        };
    }

    private static async Task<FoundTranscript?> TimedAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.TranscriptPath is { } path)
            return Written(Within(await SubtitleReader.ReadFileAsync(path, cancellationToken).ConfigureAwait(false), request));
        if (context.Media is not { } media)
            return null;
        if (media.Info.HasSubtitles && await media.ReadSubtitlesAsync(cancellationToken).ConfigureAwait(false) is { Lines.Count: > 0 } stream)
            return Written(Within(stream, request));
        return !context.TryGet<RecognizedSpeech>(out var heard) || heard.Lines.Count == 0 ? null
            : new FoundTranscript(
                new Transcript([.. heard.Lines.Select(line => line.Line)], "recognised"), [.. heard.Lines.Select(line => Math.Clamp(line.Confidence, 0, 1))], heard.Model);
    }

    private static FoundTranscript Written(Transcript transcript) => new(transcript, [.. transcript.Lines.Select(_ => 1.0)]);

    /// <summary>The lines that share an instant with the request's stretch; lines without time always do.</summary>
    private static Transcript Within(Transcript transcript, AnalysisRequest request)
    {
        if (request.From is null && request.To is null)
            return transcript;
        double from = request.From ?? 0, to = request.To ?? double.MaxValue;
        return transcript with { Lines = [.. transcript.Lines.Where(line => line.Interval is not { } at || (at.Start < to && Math.Max(at.End, at.Start + 0.001) > from))] };
    }

    private static List<TranscriptLine> Given(string? text) => string.IsNullOrWhiteSpace(text) ? []
        : [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => new TranscriptLine(line))];

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);
}
