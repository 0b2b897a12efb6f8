namespace AffectAgent.Cli.Tests;

/// <summary>Bad input gets one clear line and exit code 2; nothing half-written stays; the rest of a batch is done.</summary>
public sealed class BadInputTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Fact]
    public Task Explain_MissingFile_SaysSo() => IsRefusedAsync(media.At("nowhere.jpg"), "does not exist");

    [Fact]
    public Task Explain_EmptyFile_SaysSo() => IsRefusedAsync(media.Write("empty.mp4", []), "empty");

    [Fact]
    public Task Explain_TextNamedAsVideo_IsNotMedia() => IsRefusedAsync(media.Write("notes.mp4", "These are only words.\n"), "not");

    [Fact]
    public Task Explain_PlaylistThatPointsToAnAddress_IsNotFollowed() =>
        IsRefusedAsync(media.Write("list.m3u8", "#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.1:9/clip.ts\n"), "playlist");

    [Fact]
    public Task Explain_PlaylistNamedAsVideo_IsNotFollowed() =>
        IsRefusedAsync(media.Write("list.mp4", "#EXTM3U\n#EXTINF:4,\n/etc/hostname\n"), "playlist");

    [Fact]
    public Task Explain_PictureOf60000By60000_IsRefusedFromItsHeader() => IsRefusedAsync(media.Write("huge.png", HugePng()), "60");

    [Fact]
    public Task Explain_TruncatedPicture_SaysSo()
    {
        var whole = File.ReadAllBytes(media.Landscape("whole.jpg"));
        return IsRefusedAsync(media.Write("half.jpg", whole[..(whole.Length / 3)]), "");
    }

    [Fact]
    public Task Explain_TruncatedVideo_SaysSo()
    {
        var whole = File.ReadAllBytes(media.Make("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10:duration=2", "-pix_fmt", "yuv420p", "whole.mp4"));
        return IsRefusedAsync(media.Write("half.mp4", whole[..(whole.Length / 2)]), "");
    }

    [Fact]
    public Task Explain_Folder_SaysSo() => IsRefusedAsync(media.Folder, "folder");

    [Fact]
    public async Task Explain_CorruptSubtitles_NamesTheLine()
    {
        var clip = media.Make("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=5:duration=1", "-pix_fmt", "yuv420p", "clip.mp4");
        var subtitles = media.Write("broken.srt", "1\n00:00:00,000 --> banana\nHello\n");

        await IsRefusedAsync([clip, "--transcript", subtitles], "line");
    }

    [Fact]
    public async Task Explain_ModelWithAnotherHash_NamesItAndTheFix()
    {
        var models = Path.Combine(media.Folder, "models");
        Directory.CreateDirectory(models);
        foreach (var file in Directory.GetFiles(RepositoryModels()))
            File.Copy(file, Path.Combine(models, Path.GetFileName(file)), overwrite: true);
        await File.AppendAllTextAsync(Path.Combine(models, "text-emotion.bin"), "x", TestContext.Current.CancellationToken);

        var outcome = await Affect.RunAsync(new Dictionary<string, string> { ["AFFECT_MODELS"] = models }, "explain", "--text", "Thank you so much, this is wonderful!");

        IsOneLine(outcome, "text-emotion");
    }

    [Fact]
    public async Task Explain_BadFileInABatch_DoesTheOthersAndLeavesNoPartialFile()
    {
        var good = media.Landscape("good.png");
        var bad = media.Write("bad.png", "not a picture");
        var folder = Path.Combine(media.Folder, "out") + Path.DirectorySeparatorChar;

        var outcome = await Affect.RunAsync("explain", bad, good, "--json", folder);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Single(outcome.ErrorLines);
        Assert.Equal(["good.png.json"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("Nothing to explain", "explain")]
    [InlineData("--fps", "explain", "--fps", "0", "x.mp4")]
    [InlineData("--to", "explain", "--from", "3", "--to", "1", "x.mp4")]
    [InlineData("--out", "explain", "--csv", "openface", "x.mp4")]
    [InlineData("jsonl", "detect", "faces", "--format", "excel", "--out", "t.csv", "x.mp4")]
    [InlineData("excel", "explain", "--csv", "excel", "--out", "t.csv", "x.mp4")]
    [InlineData("--person", "explain", "--person", "0", "x.mp4")]
    [InlineData("folder", "explain", "a.mp4", "b.mp4", "--json", "one.json")]
    [InlineData("input", "explain", "photo.jpg", "--json", "photo.jpg")]
    [InlineData("twice", "explain", "photo.jpg", "--json", "a.out", "--html", "a.out")]
    [InlineData("au/999", "knowledge", "show", "au/999")]
    [InlineData("12=9", "knowledge", "search", "--au", "12=9")]
    [InlineData("--nonsense", "explain", "x.mp4", "--nonsense")]
    [InlineData("frobnicate", "frobnicate")]
    public async Task AnyCommand_ImpossibleOptions_AreRefusedInOneLine(string says, params string[] arguments) =>
        IsOneLine(await Affect.RunAsync(arguments), says);

    [Fact]
    public async Task Explain_VideoWithoutFrames_SaysSo()
    {
        var sound = media.Make("-f", "lavfi", "-i", "sine=frequency=200:duration=1", "-f", "mp4", "only-sound.mp4");

        var outcome = await Affect.RunAsync("explain", sound, "--csv", "openface", "--out", media.At("t.csv"), "--json", media.At("t.json"));

        IsOneLine(outcome, "no pictures");
        Assert.False(File.Exists(media.At("t.csv")));
        Assert.False(File.Exists(media.At("t.json")));
    }

    [Fact]
    public async Task Explain_ToneWithoutSpeech_AbstainsAndSaysWhy()
    {
        var sound = media.Make("-f", "lavfi", "-i", "sine=frequency=200:duration=2", "tone.wav");

        var outcome = await Affect.RunAsync("explain", sound, "--json", media.At("tone.json"));

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        var result = AffectJson.Deserialize(await File.ReadAllTextAsync(media.At("tone.json"), TestContext.Current.CancellationToken));
        Assert.NotNull(Assert.Single(result.Explanations).AbstainedBecause);
        Assert.NotEmpty(result.Unscored);
    }

    [Fact]
    public async Task Explain_TargetThatCannotBeWritten_StillShowsTheAnswer()
    {
        var outcome = await Affect.RunAsync("explain", "--text", "Thank you so much, this is wonderful!", "--json", "/dev/null/answer.json");

        IsOneLine(outcome, "write");
        Assert.Contains("The words", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_SeveralPictures_WritesTheirTablesAndSkipsThemTheNextTime()
    {
        var first = media.Landscape("first.png");
        var second = media.Landscape("second.png");
        var folder = Path.Combine(media.Folder, "tables") + Path.DirectorySeparatorChar;

        var once = await Affect.RunAsync("detect", "faces", first, second, "--out", folder);
        var again = await Affect.RunAsync("detect", "faces", first, second, "--out", folder);

        Assert.True(once.ExitCode == 0, once.Errors);
        Assert.Contains("2 written, 0 there already", once.Output, StringComparison.Ordinal);
        Assert.Contains("0 written, 2 there already", again.Output, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(Path.Combine(folder, "first.png.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(2, rows.Length);
        Assert.StartsWith("1,0,0.000,0.00,0,,", rows[1], StringComparison.Ordinal);
    }

    private static Task IsRefusedAsync(string path, string says) => IsRefusedAsync([path], says);

    private static async Task IsRefusedAsync(string[] arguments, string says)
    {
        var json = Path.Combine(Path.GetTempPath(), $"affect-{Guid.NewGuid():N}.json");

        var outcome = await Affect.RunAsync(["explain", .. arguments, "--json", json]);

        IsOneLine(outcome, says);
        Assert.False(File.Exists(json));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(json) + "*"));
    }

    private static void IsOneLine(Outcome outcome, string says)
    {
        Assert.Equal(2, outcome.ExitCode);
        var line = Assert.Single(outcome.ErrorLines);
        Assert.StartsWith("affect: ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
    }

    /// <summary>Signature and header of a PNG of 60,000 x 60,000, with a first stretch of data.</summary>
    private static byte[] HugePng()
    {
        byte[] header = [0x49, 0x48, 0x44, 0x52, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0];
        var crc = Crc32(header);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. header, .. crc, 0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xAF, 0x06, 0x1E];
    }

    private static byte[] Crc32(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }

        crc = ~crc;
        return [(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }

    private static string RepositoryModels()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "models", "catalogue.json");
            if (File.Exists(models))
                return Path.GetDirectoryName(models)!;
        }

        throw new DirectoryNotFoundException("The tests run from inside a checkout.");
    }
}
