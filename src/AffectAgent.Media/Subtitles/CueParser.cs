using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Media.Subtitles;

/// <summary>Reads cues of SubRip (SRT) and WebVTT text: blocks between blank lines, each with a "from --> to" line.</summary>
internal static partial class CueParser
{
    private const int MaxCues = 100_000;

    /// <summary>The lines, ordered by start, then end.</summary>
    /// <param name="text">Line ends are "\n".</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="webVtt">WebVTT rather than SRT: comment and style blocks are skipped, voices are kept.</param>
    /// <exception cref="UserException">A timing line is broken; the message names the line.</exception>
    public static IReadOnlyList<TranscriptLine> Parse(string text, string name, bool webVtt)
    {
        string[] lines = text.Split('\n');
        var cues = new List<TranscriptLine>();
        int at = webVtt ? SkipBlock(lines, 0) : 0;
        while (at < lines.Length)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
            {
                at++;
                continue;
            }
            if (webVtt && NotACue(lines[at]))
            {
                at = SkipBlock(lines, at);
                continue;
            }
            at = ReadCue(lines, at, name, webVtt, cues);
            if (cues.Count > MaxCues)
                throw new UserException($"{name} has more than {MaxCues} cues.", "Split it.");
        }
        return [.. cues.OrderBy(c => c.Interval!.Value.Start).ThenBy(c => c.Interval!.Value.End)];
    }

    private static int ReadCue(string[] lines, int at, string name, bool webVtt, List<TranscriptLine> cues)
    {
        if (!lines[at].Contains("-->", StringComparison.Ordinal))
        {
            // The number or name of a cue stands alone in front of its timing line.
            if (at + 1 >= lines.Length || !lines[at + 1].Contains("-->", StringComparison.Ordinal))
                throw Broken(name, at, "a line with two times and \"-->\" between them was expected");
            at++;
        }
        TimeRange interval = Timing(lines[at], name, at);
        int first = ++at;
        while (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]) && !(at > first && StartsNext(lines, at)))
            at++;
        string raw = string.Join('\n', lines[first..at]);
        IEnumerable<(string Text, string? Speaker)> parts = webVtt ? CueText.Voices(raw) : [(CueText.Plain(raw), null)];
        cues.AddRange(parts.Where(p => p.Text.Length > 0).Select(p => new TranscriptLine(p.Text, interval, p.Speaker)));
        return at;
    }

    /// <summary>True where a cue begins without the blank line that should stand before it.</summary>
    private static bool StartsNext(string[] lines, int at) =>
        TimingLine().IsMatch(lines[at])
        || (at + 1 < lines.Length && lines[at].Trim().All(char.IsAsciiDigit) && TimingLine().IsMatch(lines[at + 1]));

    private static TimeRange Timing(string line, string name, int at)
    {
        Match match = TimingLine().Match(line);
        if (!match.Success)
            throw Broken(name, at, "its times are not of the form 00:00:01,000 --> 00:00:02,500");
        double start = Seconds(match, 1);
        double end = Seconds(match, 5);
        return end >= start ? TimeRange.Of(start, end) : throw Broken(name, at, "the cue ends before it begins");
    }

    private static double Seconds(Match match, int group)
    {
        double Part(int i) => match.Groups[i].Success ? double.Parse(match.Groups[i].ValueSpan, CultureInfo.InvariantCulture) : 0;
        Group fraction = match.Groups[group + 3];
        double thousandths = fraction.Success ? double.Parse("0." + fraction.Value, CultureInfo.InvariantCulture) : 0;
        return Part(group) * 3600 + Part(group + 1) * 60 + Part(group + 2) + thousandths;
    }

    private static bool NotACue(string line) =>
        line.StartsWith("NOTE", StringComparison.Ordinal) || line.StartsWith("STYLE", StringComparison.Ordinal) || line.StartsWith("REGION", StringComparison.Ordinal);

    private static int SkipBlock(string[] lines, int at)
    {
        while (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]))
            at++;
        return at;
    }

    private static UserException Broken(string name, int at, string what) =>
        new($"{name}, line {at + 1}: {what}.", "Mend the line or save the subtitles anew.");

    [GeneratedRegex(@"^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?(?:\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex TimingLine();
}
