using System.Reflection;
using System.Text;

namespace AffectAgent.Reports.Html;

/// <summary>A frame to show in the report.</summary>
/// <param name="Timestamp">Seconds; 0 for a still.</param>
/// <param name="Width">Width of the frame that the meshes refer to, pixels.</param>
/// <param name="Height">Height of it.</param>
/// <param name="Jpeg">The picture, of any size with the same proportions.</param>
/// <param name="Faces">The faces in it.</param>
/// <param name="Caption">What it shows, one sentence.</param>
public sealed record KeyFrame(double Timestamp, int Width, int Height, byte[] Jpeg, IReadOnlyList<FaceObservation> Faces, string Caption)
{
    /// <summary>What the readings of some of the faces hang on; may be empty.</summary>
    public IReadOnlyList<ExpressionHeatMap> HeatMaps { get; init; } = [];
}

/// <summary>What a report shows.</summary>
public sealed record ReportContent
{
    /// <summary>The analysis.</summary>
    public required AnalysisResult Result { get; init; }

    /// <summary>The frames to show, in order of time; may be empty.</summary>
    public IReadOnlyList<KeyFrame> KeyFrames { get; init; } = [];

    /// <summary>All frames' times; null without pictures.</summary>
    public IReadOnlyList<FrameStamp>? Frames { get; init; }

    /// <summary>Action Units by person.</summary>
    public IReadOnlyList<ActionUnitTrack> ActionUnits { get; init; } = [];

    /// <summary>Expressions by person.</summary>
    public IReadOnlyList<ExpressionTrack> Expressions { get; init; } = [];

    /// <summary>The voice, or null.</summary>
    public VoiceTrack? Voice { get; init; }

    /// <summary>The words, or null.</summary>
    public Transcript? Transcript { get; init; }

    /// <summary>The mesh points that outline an Action Unit's regions (several where it has a left and a right one).</summary>
    public Func<int, IReadOnlyList<IReadOnlyList<int>>> RegionsOf { get; init; } = _ => [];
}

/// <summary>
/// One self-contained HTML file: no script, style, font or picture comes from outside, and a content security policy forbids
/// it. Text from media and transcripts is escaped.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter writer, ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(content);
        var html = new StringBuilder();
        AppendHead(html, content.Result);
        if (content.Result.Crisis is { } crisis)
            AppendCrisis(html, crisis);
        foreach (var explanation in content.Result.Explanations)
            ExplanationSection.Append(html, explanation, content.Result);
        KeyFrameSection.Append(html, content);
        TimelineSection.Append(html, content);
        EvidenceSection.Append(html, content.Result);
        CardSection.Append(html, content.Result.Cards);
        AboutSection.Append(html, content.Result);
        html.Append("</main>\n<script>").Append(Asset("report.js")).Append("</script>\n</body>\n</html>\n");
        writer.Write(html);
    }

    private static void AppendHead(StringBuilder html, AnalysisResult result)
    {
        var name = HtmlText.Escape(result.Media?.Name ?? "Text");
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n")
            .Append("<title>").Append(name).Append(" · AffectAgent</title>\n<style>\n").Append(Asset("report.css"))
            .Append("</style>\n</head>\n<body>\n<main>\n<header class=\"page\"><h1>").Append(name).Append("</h1><p>")
            .Append(HtmlText.Escape(Describe(result.Media))).Append("</p></header>\n");
    }

    private static void AppendCrisis(StringBuilder html, CrisisNotice crisis)
    {
        html.Append("<section class=\"answer crisis\">\n<h3>").Append(HtmlText.Escape(crisis.Heading)).Append("</h3>\n<div lang=\"").Append(HtmlText.Escape(crisis.Language)).Append("\">\n");
        foreach (var line in crisis.Lines.Split('\n').Prepend(crisis.Text))
            html.Append("<p>").Append(HtmlText.Escape(line)).Append("</p>\n");
        html.Append("</div>\n</section>\n");
    }

    private static string Describe(MediaInfo? media)
    {
        if (media is null)
            return "words alone";
        var size = media.Video is { } video ? $", {video.Width} × {video.Height}" : "";
        return media.Kind switch
        {
            MediaKind.Image => "still picture" + size,
            MediaKind.Video => $"video, {HtmlText.Fixed(media.Duration, 1)} s{size}",
            _ => $"sound, {HtmlText.Fixed(media.Duration, 1)} s",
        };
    }

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
