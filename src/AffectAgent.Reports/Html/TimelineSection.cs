using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>
/// The clip over time as one SVG: per person the expression as stacked areas and the most active Action Units with their
/// episodes; the voice's level and pitch; the words. Frames without a face are shaded, not drawn as zero.
/// </summary>
internal static class TimelineSection
{
    private const int MostPersons = 4;
    private const int MostUnits = 6;

    public static void Append(StringBuilder html, ReportContent content)
    {
        var duration = content.Result.Media?.Duration ?? 0;
        if (duration <= 0)
            return;
        var chart = new TimelineChart(duration);
        foreach (var track in content.Expressions.Take(MostPersons))
            AppendPerson(chart, content, track);
        if (content.Voice is { Frames.Count: > 0 } voice)
            AppendVoice(chart, voice);
        if (content.Transcript is { } transcript)
            chart.Cues("words", transcript.Lines);
        foreach (var frame in content.KeyFrames)
            chart.Marker(frame.Timestamp);
        html.Append("<section><h2>Over time</h2>\n<div class=\"timeline\">").Append(chart.Render()).Append("</div></section>\n");
    }

    private static void AppendPerson(TimelineChart chart, ReportContent content, ExpressionTrack expression)
    {
        chart.Heading($"person {expression.Person}");
        var seen = expression.Samples.Select(s => s.Timestamp).ToList();
        var gaps = Gaps(seen, content.Frames);
        chart.Stacked("expression", expression.Samples, gaps);
        var track = content.ActionUnits.FirstOrDefault(t => t.Person == expression.Person);
        if (track is null)
            return;
        var columns = Enumerable.Range(0, track.Units.Count)
            .Select(column => (Column: column, Peak: track.Samples.Select(s => s.Intensity[column]).DefaultIfEmpty(0).Max()))
            .Where(item => item.Peak >= 0.8).OrderByDescending(item => item.Peak).Take(MostUnits).OrderBy(item => track.Units[item.Column]);
        foreach (var (column, _) in columns)
        {
            var unit = track.Units[column];
            chart.Area(
                $"AU{unit} {ActionUnits.Find(unit)?.Name}",
                [.. track.Samples.Select(s => (s.Timestamp, (double)s.Intensity[column]))],
                0,
                ActionUnits.MaxIntensity,
                gaps,
                [.. track.Episodes.Where(e => e.Unit == unit)]);
        }
    }

    private static void AppendVoice(TimelineChart chart, VoiceTrack voice)
    {
        chart.Heading("voice");
        chart.Area("level (dB)", [.. voice.Frames.Select((f, i) => (i * voice.Step, (double)Math.Max(-70, f.LevelDb)))], -70, 0, [], []);
        var pitch = voice.Frames.Select((f, i) => (Time: i * voice.Step, Value: (double)f.F0)).Where(p => double.IsFinite(p.Value) && p.Value > 0).ToList();
        if (pitch.Count > 0)
            chart.Dots("F0 (Hz)", pitch, Math.Floor(pitch.Min(p => p.Value) / 50) * 50, Math.Ceiling(pitch.Max(p => p.Value) / 50) * 50);
    }

    /// <summary>Stretches in which frames were read but this person's face was not found.</summary>
    private static List<TimeRange> Gaps(List<double> seen, IReadOnlyList<FrameStamp>? frames)
    {
        var gaps = new List<TimeRange>();
        if (frames is null)
            return gaps;
        var found = seen.ToHashSet();
        double? start = null;
        foreach (var frame in frames)
        {
            if (found.Contains(frame.Timestamp))
            {
                if (start is { } from)
                    gaps.Add(new TimeRange(from, frame.Timestamp));
                start = null;
            }
            else
            {
                start ??= frame.Timestamp;
            }
        }

        if (start is { } open && frames.Count > 0)
            gaps.Add(new TimeRange(open, Math.Max(open, frames[^1].Timestamp)));
        return gaps;
    }
}
