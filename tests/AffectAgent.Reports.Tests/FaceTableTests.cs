using AffectAgent.Reports.Tables;

namespace AffectAgent.Reports.Tests;

public sealed class FaceTableTests
{
    private static readonly Emotion[] Classes = [Emotion.Anger, Emotion.Neutral];

    [Fact]
    public void Columns_OpenFace_FollowTheInputAndAreOpenFacesOwnInItsPlaces()
    {
        var names = new FaceTable(TableFormat.OpenFace, Classes).Columns.Select(c => c.Name).ToList();

        Assert.Equal(["input", .. FrameTable.Columns(TableFormat.OpenFace).Select(c => c.Name)], names[..715]);
        Assert.Equal(["AU45_p", "baseline", "AU01_population"], names.SkipWhile(n => n != "AU45_p").Take(3));
        Assert.Equal(["AU45_population", "p_anger", "p_neutral"], names[^3..]);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Write_OwnBaseline_ReportsBothReadings()
    {
        var archive = new FakeArchive(2, [], [1]);
        var own = archive.Track(1, 3);
        own = own with { Baseline = NeutralBaseline.Own, Samples = [.. own.Samples.Select(s => s with { AgainstPopulation = [.. s.Intensity.Select(v => v / 2)] })] };

        var rows = Rows(archive, grades: false, own, archive.Track(2, 2));

        Assert.Equal(["own", "own", "population"], rows.Select(r => r["baseline"]));
        Assert.Equal(["3.00", "3.00", "2.00"], rows.Select(r => r["AU12_r"]));
        Assert.Equal(["1.50", "1.50", "2.00"], rows.Select(r => r["AU12_population"]));
        Assert.Equal("", rows[0]["AU27_population"]);
    }

    [Fact]
    public void Write_Grades_NameEachMeasuredUnitsGrade()
    {
        var archive = new FakeArchive(2, [1], []);
        var track = archive.Track(1, 3) with { Reliability = new Dictionary<int, Reliability> { [12] = Reliability.Verified, [4] = Reliability.Weak } };

        var rows = Rows(archive, grades: true, track);

        Assert.Equal(("verified", "weak", "unverified", ""), (rows[0]["AU12_grade"], rows[0]["AU04_grade"], rows[0]["AU10_grade"], rows[0]["AU27_grade"]));
        Assert.Equal(("", ""), (rows[1]["AU12_grade"], rows[1]["baseline"]));
    }

    [Fact]
    public void Write_SidedUnits_HaveAColumnASide()
    {
        var archive = new FakeArchive(1, [1], []);
        var track = archive.Track(1, 2);
        track = track with { Sided = [12], Samples = [.. track.Samples.Select(s => s with { Left = [.. s.Intensity.Select(v => v + 1)], Right = [.. s.Intensity.Select(v => v - 1)] })] };

        var row = Rows(archive, grades: false, track)[0];

        Assert.Equal(("2.00", "3.00", "1.00"), (row["AU12_r"], row["AU12_left"], row["AU12_right"]));
        Assert.Equal(("", ""), (row["AU04_left"], row["AU04_right"]));
    }

    [Fact]
    public void Write_NothingMeasured_LeavesBaselineAndReadingsBlank()
    {
        var row = Rows(new FakeArchive(1, [], []), grades: true)[0];

        Assert.Equal(("1", "", "", ""), (row["success"], row["baseline"], row["AU12_population"], row["AU12_grade"]));
    }

    private static List<Dictionary<string, string>> Rows(FakeArchive archive, bool grades, params ActionUnitTrack[] units)
    {
        var table = new FaceTable(TableFormat.OpenFace, Classes, [4, 12], grades);
        var names = table.Columns.Select(c => c.Name).ToList();
        var row = new TableRow(names);
        var rows = new List<Dictionary<string, string>>();
        table.Write(new FrameTableSource("a.mp4", archive, units, []), row, _ =>
        {
            using var line = new StringWriter();
            row.WriteTo(line);
            rows.Add(names.Zip(line.ToString().TrimEnd('\n').Split(',')).ToDictionary(c => c.First, c => c.Second));
        });
        return rows;
    }
}
