using AffectAgent.Media.Probing;
using AffectAgent.Media.Subtitles;

namespace AffectAgent.Media;

/// <summary>Reads transcripts from SubRip (SRT), WebVTT, Advanced SubStation Alpha and plain text files.</summary>
public static class SubtitleReader
{
    /// <summary>Largest file in bytes.</summary>
    public const int MaxBytes = 8 << 20;

    private const int MaxLines = 200_000;

    /// <summary>
    /// Reads a file. Its content tells the format; text without a single "-->" is plain text, one line of words a
    /// <see cref="TranscriptLine"/> without interval. UTF-8, UTF-16 with a byte order mark and Windows-1252 are read.
    /// </summary>
    /// <param name="path">A local file, at most <see cref="MaxBytes"/> long.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UserException">Missing, empty, too large, no text, no words, or a broken cue (the message names the line).</exception>
    public static async Task<Transcript> ReadFileAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        byte[] bytes;
        await using (FileStream file = InputFile.Open(full, name))
        {
            if (file.Length > MaxBytes)
                throw new UserException($"{name} is larger than the {MaxBytes >> 20} MiB that a transcript may be.", "Split it, or check that it is a subtitle or text file.");
            bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        string text = TextDecoding.Decode(bytes)
            ?? throw new UserException($"{name} is not a text file.", "Give an SRT, WebVTT or plain text file as transcript.");
        return Parse(text, name, Path.GetExtension(full));
    }

    /// <summary>Reads the text of a subtitle or plain text file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="extension">The file's extension with its dot, or null: an ".srt" without a cue is a fault, not plain text.</param>
    /// <exception cref="UserException">No words, or a broken cue (the message names the line).</exception>
    public static Transcript Parse(string text, string name = "the transcript", string? extension = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string clean = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        bool named = extension is not null && (extension.Equals(".srt", StringComparison.OrdinalIgnoreCase) || extension.Equals(".vtt", StringComparison.OrdinalIgnoreCase));
        Transcript transcript =
            clean.StartsWith("WEBVTT", StringComparison.Ordinal) ? new Transcript(CueParser.Parse(clean, name, webVtt: true), "webvtt")
            : clean.TrimStart().StartsWith("[Script Info]", StringComparison.OrdinalIgnoreCase) ? new Transcript(AssParser.Parse(clean, name), "ass")
            : clean.Contains("-->", StringComparison.Ordinal) || named ? new Transcript(CueParser.Parse(clean, name, webVtt: false), "srt")
            : new Transcript(PlainLines(clean, name), "text");
        return transcript.Lines.Count > 0
            ? transcript
            : throw new UserException($"{name} holds no words.", "Give a transcript with at least one line, or leave it out.");
    }

    private static List<TranscriptLine> PlainLines(string text, string name)
    {
        List<TranscriptLine> lines = [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Select(l => new TranscriptLine(l))];
        return lines.Count <= MaxLines ? lines : throw new UserException($"{name} has more than {MaxLines} lines.", "Split it.");
    }
}
