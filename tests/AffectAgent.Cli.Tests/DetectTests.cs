using System.Globalization;
using System.Text.Json;
using AffectAgent.Cli.Batch.Words;

namespace AffectAgent.Cli.Tests;

/// <summary>The tables of <c>affect detect</c>, as a user gets them.</summary>
public sealed class DetectTests(TestMedia media) : IClassFixture<TestMedia>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DetectExpression_CropsOfManyKinds_GivesARowEachAndReasonsWhereNone()
    {
        Directory.CreateDirectory(media.At("crops/sub"));
        media.Make("-f", "lavfi", "-i", "testsrc2=size=48x48", "-frames:v", "1", "-pix_fmt", "gray", "crops/a.png");
        media.Make("-f", "lavfi", "-i", "testsrc2=size=96x96", "-frames:v", "1", "-pix_fmt", "yuvj420p", "crops/sub/b.jpg");
        media.Make("-f", "lavfi", "-i", "testsrc2=size=32x32", "-frames:v", "1", "crops/small.png");
        media.Write("crops/words.png", "not a picture");

        var outcome = await Affect.RunAsync("detect", "expression", "--crops", media.At("crops"), "--out", media.At("crops.csv"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("affect: 2 of 4 crops could not be read; the column 'reason' says why.", outcome.ErrorLines[^1]);
        var rows = await RowsAsync(media.At("crops.csv"));
        Assert.Equal(["image", "label", "p_anger", "p_disgust", "p_fear", "p_happiness", "p_sadness", "p_surprise", "p_neutral"], rows[0][..9]);
        Assert.Equal(["a.png", "small.png", "sub/b.jpg", "words.png"], rows.Skip(1).Select(r => r[0]));
        foreach (var row in new[] { rows[1], rows[3] })
        {
            var p = row[2..9].Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(1, p.Sum(), 1e-4);
            Assert.Equal("p_" + row[1], rows[0][2 + Array.IndexOf(p, p.Max())]);
            Assert.Equal("", row[^1]);
        }

        Assert.Contains("48 x 48", rows[2][^1], StringComparison.Ordinal);
        Assert.All(rows[2][1..^1], Assert.Empty);
        var side = JsonDocument.Parse(await File.ReadAllBytesAsync(media.At("crops.csv.json"), Token)).RootElement;
        Assert.Equal("expression", side.GetProperty("models")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("Give either")]
    [InlineData("no folder", "--crops", "nowhere")]
    [InlineData("Give either", "--crops", "nowhere", "photo.jpg")]
    public async Task DetectExpression_NothingToRead_IsRefusedInOneLine(string says, params string[] arguments)
    {
        var outcome = await Affect.RunAsync(["detect", "expression", .. arguments, "--out", media.At("none.csv")]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(media.Folder, "none.csv*"));
    }

    [Fact]
    public async Task DetectFaces_PicturesWithoutAFace_KeepTheirRows()
    {
        var clip = media.Make("-f", "lavfi", "-i", "gradients=size=160x120:rate=5:duration=1", "-pix_fmt", "yuv420p", "clip.mp4");

        var outcome = await Affect.RunAsync("detect", "faces", media.Landscape("land.png"), media.Write("bad.png", "words"), clip, "--out", media.At("faces.csv"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("affect: 1 of 3 files could not be read; the column 'reason' says why.", outcome.ErrorLines[^1]);
        var rows = await RowsAsync(media.At("faces.csv"));
        Assert.Equal(["input", "frame", "face_id", "timestamp", "confidence", "success"], rows[0][..6]);
        Assert.Contains("AU45_r", rows[0]);
        Assert.Contains("AU28_c", rows[0]);
        Assert.Equal(["p_anger", "p_disgust", "p_fear", "p_happiness", "p_sadness", "p_surprise", "p_neutral", "reason"], rows[0][^8..]);
        Assert.Equal(7, rows.Count - 1);
        Assert.All(rows.Skip(1), row => Assert.Equal((rows[0].Length, "0"), (row.Length, row[5])));
        Assert.Equal("no face was found", rows[1][^1]);
        Assert.NotEqual("no face was found", rows[2][^1]);
        Assert.Equal(["1", "2", "3", "4", "5"], rows.Skip(3).Select(r => r[1]));
    }

    [Fact]
    public async Task DetectFaces_CommandLineOfManyFiles_IsBorne()
    {
        // ONNX Runtime 1.30 crashes on a command line of some 30,000 bytes unless its telemetry is off.
        string[] missing = [.. Enumerable.Range(0, 400).Select(i => media.At($"{new string('x', 100)}{i}.png"))];

        var outcome = await Affect.RunAsync(["detect", "faces", media.Landscape("one.png"), .. missing, "--out", media.At("many.csv")]);

        Assert.Equal(2, outcome.ExitCode);
        var rows = await RowsAsync(media.At("many.csv"));
        Assert.Equal(402, rows.Count);
        Assert.Equal("no face was found", rows[1][^1]);
    }

    [Fact]
    public async Task DetectFaces_NamesOfEveryKind_ComeBackFromCsvAndJsonLines()
    {
        string[] names = [" blank.png", "=1+1.png", "a, b.png", "cr\rhere.png", "say \"cheese\".png", "tab\there.PNG", "two\nlines.png", "äöü 😀.png"];
        Directory.CreateDirectory(media.At("odd"));
        var picture = media.Landscape("plain.png");
        foreach (var name in names)
            File.Copy(picture, media.At("odd/" + name));

        foreach (var format in new[] { "openface", "jsonl" })
        {
            var outcome = await Affect.RunAsync("detect", "faces", media.At("odd"), "--format", format, "--out", media.At("missing folder/odd." + format));
            Assert.True(outcome.ExitCode == 0, outcome.Errors);
        }

        var csv = CsvText.Rows(await File.ReadAllTextAsync(media.At("missing folder/odd.openface"), Token)).Skip(1).Select(row => row[0]);
        var json = (await File.ReadAllTextAsync(media.At("missing folder/odd.jsonl"), Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("input").GetString()!);
        Assert.Equal(names, csv.Select(n => Path.GetRelativePath(media.At("odd"), n)));
        Assert.Equal(names, json.Select(n => Path.GetRelativePath(media.At("odd"), n)));
    }

    [Fact]
    public async Task DetectFaces_Photograph_HasAllThatWasMeasuredInEveryFormat()
    {
        var photo = TestMedia.DataFile("photos", "stock-emotions-b-4.jpg");
        foreach (var format in new[] { "openface", "fex", "jsonl" })
        {
            var outcome = await Affect.RunAsync("detect", "faces", photo, "--format", format, "--out", media.At("photo." + format));
            Assert.True(outcome.ExitCode == 0, outcome.Errors);
        }

        var rows = await RowsAsync(media.At("photo.openface"));
        var face = rows[0].Zip(rows[1]).ToDictionary(c => c.First, c => c.Second);
        Assert.Equal(("1", photo), (face["success"], face["input"]));
        Assert.True(double.Parse(face["AU12_r"], CultureInfo.InvariantCulture) > 1);
        Assert.True(double.Parse(face["p_happiness"], CultureInfo.InvariantCulture) > 0.5);
        var line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(media.At("photo.jsonl"), Token))).RootElement;
        Assert.Equal(double.Parse(face["AU12_r"], CultureInfo.InvariantCulture), line.GetProperty("AU12_r").GetDouble());
        Assert.Equal(rows[0], line.EnumerateObject().Select(p => p.Name).Where(n => !n.EndsWith("_grade", StringComparison.Ordinal)));
        Assert.Equal(("verified", JsonValueKind.Null), (line.GetProperty("AU12_grade").GetString(), line.GetProperty("AU27_grade").ValueKind));
        Assert.Equal(("population", face["AU12_r"]), (face["baseline"], face["AU12_population"]));
        foreach (var format in new[] { "openface", "fex", "jsonl" })
        {
            var side = JsonDocument.Parse(await File.ReadAllBytesAsync(media.At($"photo.{format}.json"), Token)).RootElement;
            Assert.Equal("verified", side.GetProperty("grades").GetProperty("AU12").GetString());
        }

        var fex = await RowsAsync(media.At("photo.fex"));
        Assert.Equal(face["p_happiness"][..4], fex[1][Array.IndexOf(fex[0], "happiness")][..4]);
    }

    [Fact]
    public async Task DetectExpression_Photographs_FindsTheFacesFirst()
    {
        var smile = TestMedia.DataFile("photos", "stock-emotions-b-4.jpg");
        var landscape = TestMedia.DataFile("photos", "background.jpg");

        var outcome = await Affect.RunAsync("detect", "expression", smile, landscape, "--out", media.At("read.csv"));

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        var rows = await RowsAsync(media.At("read.csv"));
        Assert.Equal(3, rows.Count);
        Assert.Equal((smile, "1"), (rows[1][0], rows[1][3]));
        Assert.Contains("happiness", rows[1]);
        Assert.Equal(("0", "no face was found"), (rows[2][3], rows[2][^1]));
    }

    private static async Task<List<string[]>> RowsAsync(string path) =>
        [.. (await File.ReadAllLinesAsync(path, Token)).Select(Cells)];

    private static string[] Cells(string line)
    {
        // Commas inside quotes are no separators: every second piece between quotes stands inside.
        var pieces = line.Split('"');
        return [.. string.Concat(pieces.Select((piece, i) => i % 2 == 0 ? piece.Replace(',', '\u0001') : piece)).Split('\u0001')];
    }
}
