using System.Text;
using static AffectAgent.Media.Tests.Reads;

namespace AffectAgent.Media.Tests;

public sealed class SubtitleTests : IDisposable
{
    private const string Srt = "1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i> {\\an8}there\nyou\n\n2\n00:00:00,250 --> 00:00:00,900\nFirst &amp; foremost\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-text-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parse_Srt_StripsTagsAndSortsByTime()
    {
        Transcript transcript = SubtitleReader.Parse(Srt);
        Assert.Equal("srt", transcript.Source);
        Assert.Equal(["First & foremost", "Hello there you"], transcript.Lines.Select(l => l.Text));
        Assert.Equal(TimeRange.Of(1, 2.5), transcript.Lines[1].Interval);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("latin1", false)]
    public async Task ReadFile_EveryEncoding_GivesTheSameWords(string encoding, bool mark)
    {
        Encoding chosen = Encoding.GetEncoding(encoding);
        byte[] body = chosen.GetBytes("1\r\n00:00:01,000 --> 00:00:02,000\r\nDéjà vu, größer\r\n");
        string path = Write("a.srt", mark ? [.. chosen.GetPreamble(), .. body] : body);
        Assert.Equal("Déjà vu, größer", (await SubtitleReader.ReadFileAsync(path, Token)).Lines.Single().Text);
    }

    [Fact]
    public async Task ReadFile_Windows1252_KeepsItsQuotes()
    {
        string path = Write("a.txt", [0x93, (byte)'h', (byte)'i', 0x94, (byte)' ', 0xE9]);
        Assert.Equal("\u201Chi\u201D \u00E9", (await SubtitleReader.ReadFileAsync(path, Token)).Lines.Single().Text);
    }

    [Fact]
    public void Parse_WebVtt_KeepsSpeakersAndSkipsNotes()
    {
        const string vtt = "WEBVTT - a title\nKind: captions\n\nNOTE not said\nstill not said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 line:0 align:start\n<v.loud Anna>Come <b>in</b></v>\n<v Ben>Thanks\n\n01:00:03.000 --> 01:00:04.000\nMRS. SMITH: Welcome&nbsp;home\n\n00:05.000 --> 00:06.000\nNote: this is said\n";
        Transcript transcript = SubtitleReader.Parse(vtt);
        Assert.Equal("webvtt", transcript.Source);
        Assert.Equal([("Come in", "Anna"), ("Thanks", "Ben"), ("Note: this is said", null), ("Welcome home", "MRS. SMITH")], transcript.Lines.Select(l => (l.Text, l.Speaker)));
        Assert.Equal(3603, transcript.Lines[^1].Interval!.Value.Start);
    }

    [Fact]
    public void Parse_PlainText_GivesALineALineWithoutTime()
    {
        Transcript transcript = SubtitleReader.Parse("I am fine.\n\n  Really < 3 times.  \n");
        Assert.Equal("text", transcript.Source);
        Assert.Equal(["I am fine.", "Really < 3 times."], transcript.Lines.Select(l => l.Text));
        Assert.All(transcript.Lines, l => Assert.Null(l.Interval));
    }

    [Fact]
    public void Parse_OverlappingCues_AreKeptInOrder()
    {
        Transcript transcript = SubtitleReader.Parse("1\n00:00:02,000 --> 00:00:05,000\nB\n\n2\n00:00:01,000 --> 00:00:03,000\nA\n\n3\n00:00:02,000 --> 00:00:03,000\nC\n");
        Assert.Equal(["A", "C", "B"], transcript.Lines.Select(l => l.Text));
    }

    [Fact]
    public void Parse_MissingBlankLine_StillSeparatesCues()
    {
        Transcript transcript = SubtitleReader.Parse("1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\n42\n");
        Assert.Equal(["A", "42"], transcript.Lines.Select(l => l.Text));
    }

    [Theory]
    [InlineData("1\n00:00:01,000 --> 00:00:0x,000\nA\n", "line 2")]
    [InlineData("1\n00:00:01,000 -> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n", "line 1")]
    [InlineData("1\n00:00:03,000 --> 00:00:02,000\nA\n", "line 2")]
    [InlineData("WEBVTT\n\n00:01.000 --> garbage\nA\n", "line 3")]
    [InlineData("[Script Info]\n\n[Events]\nDialogue: 0,bad\n", "line 4")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\n\n", "no words")]
    [InlineData("", "no words")]
    public void Parse_Corrupt_NamesTheLine(string text, string says)
    {
        UserException fault = Assert.Throws<UserException>(() => SubtitleReader.Parse(text, "a.srt"));
        Assert.Contains(says, fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task ReadFile_Unusable_SaysSo()
    {
        Assert.Contains("does not exist", await FaultAsync(() => SubtitleReader.ReadFileAsync(Path.Combine(_folder, "none.srt"), Token)));
        Assert.Contains("is empty", await FaultAsync(() => SubtitleReader.ReadFileAsync(Write("e.srt", []), Token)));
        Assert.Contains("not a text file", await FaultAsync(() => SubtitleReader.ReadFileAsync(Write("b.srt", [1, 0, 2, 0, 3]), Token)));
        Assert.Contains("8 MiB", await FaultAsync(() => SubtitleReader.ReadFileAsync(Write("l.srt", new byte[SubtitleReader.MaxBytes + 1]), Token)));
        Assert.Contains("line 1", await FaultAsync(() => SubtitleReader.ReadFileAsync(Write("n.srt", "just words\n"u8.ToArray()), Token)));
    }

    [Fact]
    public void Parse_Ass_KeepsNamesAndCommas()
    {
        const string ass = "[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.50,0:00:02.00,Default,Anna,0,0,0,,{\\i1}Well,{\\i0} yes\\Nindeed\nComment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,no\n";
        TranscriptLine line = SubtitleReader.Parse(ass).Lines.Single();
        Assert.Equal(("Well, yes indeed", "Anna", TimeRange.Of(1.5, 2)), (line.Text, line.Speaker, line.Interval!.Value));
    }

    [Theory]
    [InlineData("mov_text", "a.mp4")]
    [InlineData("srt", "a.mkv")]
    [InlineData("ass", "a.mkv")]
    [InlineData("webvtt", "a.webm")]
    public async Task ReadSubtitles_StreamInTheFile_IsRead(string codec, string name)
    {
        using var make = new MediaMaker();
        make.Write("s.srt", Srt);
        string path = make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=3", "-i", "s.srt", "-map", "0", "-map", "1", "-c:s", codec, name);
        MediaSource media = await OpenAsync(path);
        Assert.True(media.Info.HasSubtitles);
        Transcript transcript = (await media.ReadSubtitlesAsync(Token))!;
        Assert.Equal("subtitle stream", transcript.Source);
        Assert.Equal(["First & foremost", "Hello there you"], transcript.Lines.Select(l => l.Text));
        Assert.Equal(1, transcript.Lines[1].Interval!.Value.Start, 0.02);
        Assert.Equal(2.5, transcript.Lines[1].Interval!.Value.End, 0.02);
    }

    [Fact]
    public async Task ReadSubtitles_VoicesInMatroska_KeepTheirNames()
    {
        using var make = new MediaMaker();
        make.Write("s.vtt", "WEBVTT\n\n00:00.500 --> 00:01.000\n<v Anna>Hello\n");
        string path = make.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=2", "-i", "s.vtt", "-map", "0", "-map", "1", "-c:s", "copy", "a.mkv");
        TranscriptLine line = (await (await OpenAsync(path)).ReadSubtitlesAsync(Token))!.Lines.Single();
        Assert.Equal(("Hello", "Anna"), (line.Text, line.Speaker));
    }

    [Fact]
    public async Task ReadSubtitles_None_IsNull()
    {
        using var make = new MediaMaker();
        MediaSource media = await OpenAsync(make.Clip("a.mp4", 0.2));
        Assert.False(media.Info.HasSubtitles);
        Assert.Null(await media.ReadSubtitlesAsync(Token));
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
