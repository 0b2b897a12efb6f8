using System.Numerics;
using System.Text.RegularExpressions;
using AffectAgent.Reports.Html;

namespace AffectAgent.Reports.Tests;

public sealed partial class HtmlReportTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";

    private static readonly EmotionDistribution Even = EmotionDistribution.FromWeights(_ => 1);

    [Fact]
    public void Write_TextFromTheInput_IsEscapedEverywhere()
    {
        var html = Render(Sample());

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyReport_LoadsNothingFromOutside()
    {
        var html = Render(Sample());

        Assert.DoesNotMatch(OutsideReference(), html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EveryCitation_LeadsToAnAnchorInTheReport()
    {
        var html = Render(Sample());

        var links = Citation().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains($"id=\"{link}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_AbstainedPerson_ShowsTheReasonAndNoDistribution()
    {
        var content = Sample();
        var html = Render(content with
        {
            Result = content.Result with { Explanations = [new Explanation { AbstainedBecause = "No face was found." }] },
        });

        Assert.Contains("No face was found.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"bars\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WordsOfCrisis_TheFixedAnswerStandsBeforeEveryExplanation()
    {
        var content = Sample();
        var html = Render(content with { Result = content.Result with { Crisis = new CrisisNotice("self_harm", false, Hostile, "en", "Are you safe?", "Help:\n- Emergency: 112") } });

        var at = html.IndexOf("<p>Are you safe?</p>", StringComparison.Ordinal);
        Assert.InRange(at, 0, html.IndexOf("<article", StringComparison.Ordinal));
        Assert.Contains("<p>- Emergency: 112</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Notes_SayHowItWasMade()
    {
        var content = Sample();
        var html = Render(content with { Result = content.Result with { Notes = [new AnalysisNote("reasoner", "The language model m & n wrote the explanation.")] } });

        Assert.Contains("<p>The language model m &amp; n wrote the explanation.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_KeyFrame_DrawsMeshRegionAndPersonOverThePicture()
    {
        var html = Render(Sample());

        Assert.Contains("data:image/jpeg;base64,/9j/", html, StringComparison.Ordinal);
        Assert.Contains("class=\"mesh\"", html, StringComparison.Ordinal);
        Assert.Contains("<title>AU12 Lip corner puller, 3.5 of 5</title>", html, StringComparison.Ordinal);
        Assert.Contains(">person 1</text>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FramesWithoutTheFace_AreShadedOnTheTimeline() =>
        Assert.Contains("<title>not seen</title>", Render(Sample()), StringComparison.Ordinal);

    [Fact]
    public void Write_HeatMap_IsDrawnBesideItsFrameWithWordsAndLegend()
    {
        var content = Sample();
        var map = new ExpressionHeatMap(1, 0, Emotion.Fear, 0.61, 2, [1, -1, 0, 0.5f], new Vector2(140, 140), Vector2.UnitX, 80);
        var html = Render(content with { KeyFrames = [content.KeyFrames[0] with { HeatMaps = [map] }] });

        Assert.Contains("<use href=\"#key-frame-1\"/>", html, StringComparison.Ordinal);
        Assert.Contains("<image id=\"key-frame-1\"", html, StringComparison.Ordinal);
        Assert.Contains("matrix(0.025 0 0 0.025 -2.5 -2.5)", html, StringComparison.Ordinal);
        Assert.Contains("<b>Person 1: fear</b> 0.61. Of what it hangs on,", html, StringComparison.Ordinal);
        Assert.Contains("covering this part lowers the reading", html, StringComparison.Ordinal);
        var png = Convert.FromBase64String(Png().Match(html).Groups[1].Value);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.DoesNotContain("class=\"heat-key\"", Render(content), StringComparison.Ordinal);
    }

    private static ReportContent Sample()
    {
        var archive = new FakeArchive(10, gaps: [4, 5], second: []);
        var source = new EvidenceSource("read_transcript");
        var evidence = new Evidence
        {
            Id = "E1", Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = Hostile, Interval = new TimeRange(0, 0.3), Source = source,
        };
        var card = new KnowledgeCard
        {
            Id = "au/12", Kind = CardKind.ActionUnit, Title = "Lip corner puller", Text = Hostile, Grade = EvidenceGrade.A,
            Sources = [new LiteratureSource("Ekman, P.", 2002, "Manual")],
        };
        var explanation = new Explanation
        {
            Person = 1,
            Question = Hostile,
            Distribution = Even,
            Claims = [new Claim(ReasoningStage.Observation, Hostile, ["E1", "au/12"])],
        };
        return new ReportContent
        {
            Result = new AnalysisResult
            {
                Version = "1", Explanations = [explanation], Evidence = [evidence], Unscored = [new Unscored("voice", Hostile, "t")], Cards = [card], Tools = [],
                Media = new MediaInfo { Name = Hostile, Kind = MediaKind.Video, Duration = 0.4 },
            },
            KeyFrames = [new KeyFrame(0, 640, 360, [0xFF, 0xD8, 0xFF, 0xE0], [FakeArchive.Face(1, new FrameStamp(0, 0))], Hostile)],
            Frames = archive.Frames,
            ActionUnits = [archive.Track(1, 3.5f)],
            Expressions = [new ExpressionTrack(1, [.. archive.Read(1).Select(f => new ExpressionSample(f.Frame, f.Timestamp, Even))], Even)],
            Transcript = new Transcript([new TranscriptLine(Hostile, new TimeRange(0, 0.3))], "srt"),
            RegionsOf = unit => unit == 12 ? [[61, 91, 205]] : [],
        };
    }

    private static string Render(ReportContent content)
    {
        using var writer = new StringWriter();
        HtmlReport.Write(writer, content);
        return writer.ToString();
    }

    [GeneratedRegex("(src|href)=\"(https?:)?//|url\\(|@import")]
    private static partial Regex OutsideReference();

    [GeneratedRegex("data:image/png;base64,([^\"]+)\"")]
    private static partial Regex Png();

    [GeneratedRegex("class=\"cite[^\"]*\" href=\"#([^\"]+)\"")]
    private static partial Regex Citation();
}
