using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>Rows over a common time axis, drawn as one SVG. Long tracks are thinned to about two points a pixel, peaks kept.</summary>
internal sealed class TimelineChart(double duration)
{
    private const double Left = 170;
    private const double Width = 830;
    private const double RowHeight = 40;
    private const int MostPoints = 1600;

    private readonly StringBuilder _svg = new();
    private readonly List<double> _markers = [];
    private double _y = 8;

    public void Heading(string text)
    {
        _y += 8;
        _svg.Append("<text x=\"0\" y=\"").Append(HtmlText.Number(_y + 12)).Append("\" font-weight=\"700\">").Append(HtmlText.Escape(text)).Append("</text>\n");
        _y += 20;
    }

    public void Marker(double time) => _markers.Add(time);

    public void Area(
        string label,
        IReadOnlyList<(double Time, double Value)> points,
        double low,
        double high,
        IReadOnlyList<TimeRange> gaps,
        IReadOnlyList<ActionUnitEpisode> episodes)
    {
        Label(label);
        Gaps(gaps);
        foreach (var run in Split(Thin(points), gaps))
        {
            _svg.Append("<path class=\"area\" d=\"M").Append(X(run[0].Time)).Append(' ').Append(HtmlText.Number(_y + RowHeight));
            foreach (var (time, value) in run)
                _svg.Append('L').Append(X(time)).Append(' ').Append(Y(value, low, high));
            _svg.Append('L').Append(X(run[^1].Time)).Append(' ').Append(HtmlText.Number(_y + RowHeight)).Append("Z\"/>\n");
        }

        foreach (var episode in episodes)
            Episode(episode, low, high);
        _y += RowHeight + 8;
    }

    public void Dots(string label, IReadOnlyList<(double Time, double Value)> points, double low, double high)
    {
        Label($"{label} {HtmlText.Number(low, 0)}–{HtmlText.Number(high, 0)}");
        _svg.Append("<path stroke=\"var(--accent)\" stroke-width=\"2\" stroke-linecap=\"round\" d=\"");
        foreach (var (time, value) in Thin(points))
            _svg.Append('M').Append(X(time)).Append(' ').Append(Y(value, low, Math.Max(high, low + 1))).Append("h0.01");
        _svg.Append("\"/>\n");
        _y += RowHeight + 8;
    }

    public void Stacked(string label, IReadOnlyList<ExpressionSample> samples, IReadOnlyList<TimeRange> gaps)
    {
        Label(label);
        Gaps(gaps);
        var step = Math.Max(1, samples.Count / (MostPoints / 4));
        var thinned = samples.Where((_, i) => i % step == 0 || i == samples.Count - 1).ToList();
        foreach (var run in Split([.. thinned.Select((s, i) => (s.Timestamp, (double)i))], gaps))
        {
            var part = run.Select(p => thinned[(int)p.Value]).ToList();
            var floor = new double[part.Count];
            foreach (var emotion in EmotionNames.All)
            {
                var upper = part.Select((s, i) => floor[i] + s.Distribution[emotion]).ToArray();
                _svg.Append("<path fill=\"").Append(HtmlText.Color(emotion)).Append("\" d=\"M")
                    .AppendJoin('L', part.Select((s, i) => $"{X(s.Timestamp)} {Y(upper[i], 0, 1)}")).Append('L')
                    .AppendJoin('L', part.Select((s, i) => $"{X(s.Timestamp)} {Y(floor[i], 0, 1)}").Reverse())
                    .Append("Z\"><title>").Append(emotion.Name()).Append("</title></path>\n");
                floor = upper;
            }
        }

        _y += RowHeight + 4;
        Legend();
    }

    public void Cues(string label, IReadOnlyList<TranscriptLine> lines)
    {
        Heading(label);
        foreach (var line in lines.Where(l => l.Interval is not null).Take(200))
        {
            var (start, end) = (line.Interval!.Value.Start, Math.Min(duration, line.Interval.Value.End));
            if (start >= duration)
                continue;
            var width = Math.Max(2, (end - start) / duration * Width);
            var room = (int)(width / 6.2);
            var text = line.Text.Length <= room ? line.Text : room > 3 ? line.Text[..(room - 1)] + "…" : "";
            _svg.Append("<g><title>").Append(HtmlText.Escape(line.Text)).Append("</title><rect class=\"cue\" rx=\"4\" x=\"").Append(X(start)).Append("\" y=\"")
                .Append(HtmlText.Number(_y)).Append("\" width=\"").Append(HtmlText.Number(width, 1)).Append("\" height=\"24\"/><text x=\"")
                .Append(HtmlText.Number(Left + (start / duration * Width) + 5, 1)).Append("\" y=\"").Append(HtmlText.Number(_y + 16)).Append("\">")
                .Append(HtmlText.Escape(text)).Append("</text></g>\n");
        }

        _y += 36;
    }

    public string Render()
    {
        var axis = new StringBuilder();
        var step = NiceStep(duration / 8);
        for (var i = 0; i * step <= duration + 1e-9; i++)
        {
            axis.Append("<line class=\"grid\" x1=\"").Append(X(i * step)).Append("\" x2=\"").Append(X(i * step)).Append("\" y1=\"4\" y2=\"").Append(HtmlText.Number(_y))
                .Append("\"/><text class=\"dim\" text-anchor=\"middle\" x=\"").Append(X(i * step)).Append("\" y=\"").Append(HtmlText.Number(_y + 16))
                .Append("\">").Append(HtmlText.Number(i * step)).Append(" s</text>\n");
        }

        foreach (var time in _markers)
            axis.Append("<line class=\"key\" x1=\"").Append(X(time)).Append("\" x2=\"").Append(X(time)).Append("\" y1=\"4\" y2=\"").Append(HtmlText.Number(_y)).Append("\"/>\n");
        return $"<svg viewBox=\"0 0 {HtmlText.Number(Left + Width + 20)} {HtmlText.Number(_y + 24)}\" role=\"img\" aria-label=\"Timeline\">\n{axis}{_svg}</svg>";
    }

    private void Label(string text) =>
        _svg.Append("<text class=\"dim\" x=\"0\" y=\"").Append(HtmlText.Number(_y + (RowHeight / 2) + 4)).Append("\">")
            .Append(HtmlText.Escape(text.Length > 26 ? text[..25] + "…" : text)).Append("</text>\n");

    private void Gaps(IReadOnlyList<TimeRange> gaps)
    {
        foreach (var gap in gaps)
        {
            _svg.Append("<rect class=\"gap\" x=\"").Append(X(gap.Start)).Append("\" y=\"").Append(HtmlText.Number(_y)).Append("\" width=\"")
                .Append(HtmlText.Number(Math.Max(1, gap.Duration / duration * Width), 1)).Append("\" height=\"").Append(HtmlText.Number(RowHeight)).Append("\"><title>not seen</title></rect>\n");
        }
    }

    private void Episode(ActionUnitEpisode episode, double low, double high) =>
        _svg.Append("<path class=\"episode\" d=\"M").Append(X(episode.Onset)).Append(' ').Append(HtmlText.Number(_y + RowHeight + 2)).Append('H')
            .Append(X(episode.Offset)).Append("\"/><circle class=\"apex\" r=\"3\" cx=\"").Append(X(episode.Apex)).Append("\" cy=\"")
            .Append(Y(episode.Intensity, low, high)).Append("\"><title>apex ").Append(HtmlText.Fixed(episode.Apex)).Append(" s, ")
            .Append(HtmlText.Fixed(episode.Intensity, 1)).Append("</title></circle>\n");

    private void Legend()
    {
        var x = Left;
        foreach (var emotion in EmotionNames.All)
        {
            _svg.Append("<rect x=\"").Append(HtmlText.Number(x)).Append("\" y=\"").Append(HtmlText.Number(_y)).Append("\" width=\"10\" height=\"10\" rx=\"2\" fill=\"")
                .Append(HtmlText.Color(emotion)).Append("\"/><text class=\"dim\" x=\"").Append(HtmlText.Number(x + 14)).Append("\" y=\"")
                .Append(HtmlText.Number(_y + 9)).Append("\">").Append(emotion.Name()).Append("</text>\n");
            x += 30 + (emotion.Name().Length * 6.6);
        }

        _y += 22;
    }

    private static List<(double Time, double Value)> Thin(IReadOnlyList<(double Time, double Value)> points)
    {
        if (points.Count <= MostPoints)
            return [.. points];
        var bucket = (int)Math.Ceiling(points.Count / (MostPoints / 2.0));
        return [.. points.Chunk(bucket).SelectMany(c => new[] { c.MinBy(p => p.Value), c.MaxBy(p => p.Value) }.OrderBy(p => p.Time))];
    }

    /// <summary>Runs of points between the gaps.</summary>
    private static List<List<(double Time, double Value)>> Split(IReadOnlyList<(double Time, double Value)> points, IReadOnlyList<TimeRange> gaps)
    {
        var runs = new List<List<(double, double)>>();
        var gap = 0;
        double? previous = null;
        foreach (var point in points)
        {
            while (gap < gaps.Count && gaps[gap].End <= (previous ?? 0))
                gap++;
            var cut = previous is { } before && gap < gaps.Count && gaps[gap].Start > before && gaps[gap].Start < point.Time;
            if (previous is null || cut)
                runs.Add([]);
            runs[^1].Add(point);
            previous = point.Time;
        }

        return runs;
    }

    private static double NiceStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(raw, 1e-3))));
        return new[] { 1.0, 2, 5, 10 }.Select(k => k * power).First(step => step >= raw);
    }

    private string X(double time) => HtmlText.Number(Left + (Math.Clamp(time / duration, 0, 1) * Width), 1);

    private string Y(double value, double low, double high) =>
        HtmlText.Number(_y + (RowHeight * (1 - Math.Clamp((value - low) / (high - low), 0, 1))), 1);
}
