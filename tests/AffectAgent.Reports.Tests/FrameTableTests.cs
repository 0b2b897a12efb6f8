using System.Globalization;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Reports.Tests;

public sealed class FrameTableTests
{
    [Fact]
    public void OpenFace_Header_HasThe714ColumnsInOrder()
    {
        var header = Write(TableFormat.OpenFace, new FakeArchive(1, [], []))[0].Split(',');

        Assert.Equal(714, header.Length);
        Assert.Equal(["frame", "face_id", "timestamp", "confidence", "success", "gaze_0_x"], header[..6]);
        Assert.Equal("eye_lmk_x_0", header[13]);
        Assert.Equal("pose_Tx", header[293]);
        Assert.Equal("x_0", header[299]);
        Assert.Equal("p_scale", header[639]);
        Assert.Equal(["AU01_r", "AU02_r", "AU04_r"], header[679..682]);
        Assert.Equal(["AU28_c", "AU45_c"], header[^2..]);
        Assert.Equal(header.Length, header.Distinct().Count());
    }

    [Fact]
    public void OpenFace_FramesWithoutAFace_KeepTheirRowWithTrueTimeAndBlanks()
    {
        var archive = new FakeArchive(6, gaps: [2, 3], second: []);

        var rows = Rows(TableFormat.OpenFace, archive);

        Assert.Equal(6, rows.Count);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], rows.Select(r => r["frame"]));
        Assert.Equal(archive.Frames.Select(f => f.Timestamp.ToString("0.000", CultureInfo.InvariantCulture)), rows.Select(r => r["timestamp"]));
        Assert.Equal(["1", "1", "0", "0", "1", "1"], rows.Select(r => r["success"]));
        Assert.Equal("", rows[2]["AU12_r"]);
        Assert.Equal("", rows[2]["pose_Rx"]);
    }

    [Fact]
    public void OpenFace_TwoFacesInAFrame_GetARowEach()
    {
        var rows = Rows(TableFormat.OpenFace, new FakeArchive(4, gaps: [0], second: [1, 2]));

        Assert.Equal(["1:0", "2:1", "2:2", "3:1", "3:2", "4:1"], rows.Select(r => $"{r["frame"]}:{r["face_id"]}"));
    }

    [Fact]
    public void OpenFace_IntensityAndPresence_AreWrittenAsNumberAndFlag()
    {
        var archive = new FakeArchive(2, [], []);

        var row = Rows(TableFormat.OpenFace, archive, archive.Track(1, 3.5f))[0];

        Assert.Equal("3.50", row["AU12_r"]);
        Assert.Equal("1", row["AU12_c"]);
        Assert.Equal("1", row["AU28_c"]);
    }

    [Fact]
    public void OpenFace_NoActionUnitsMeasured_LeavesThemBlankRatherThanZero()
    {
        var row = Rows(TableFormat.OpenFace, new FakeArchive(1, [], []))[0];

        Assert.Equal("", row["AU01_r"]);
        Assert.Equal("", row["AU01_c"]);
    }

    [Fact]
    public void Fex_ActionUnits_AreProbabilitiesAndUnmeasuredOnesBlank()
    {
        var archive = new FakeArchive(1, [], []);

        var row = Rows(TableFormat.Fex, archive, archive.Track(1, 3.5f))[0];

        Assert.Equal("0.7", row["AU12"]);
        Assert.Equal("", row["AU11"]);
        Assert.Equal("\"a,b.mp4\"", row["input"]);
    }

    private static string[] Write(TableFormat format, FakeArchive archive, params ActionUnitTrack[] units)
    {
        using var writer = new StringWriter();
        FrameTable.Write(writer, format, new FrameTableSource("a,b.mp4", archive, units, []));
        return writer.ToString().TrimEnd('\n').Split('\n');
    }

    private static List<Dictionary<string, string>> Rows(TableFormat format, FakeArchive archive, params ActionUnitTrack[] units)
    {
        var lines = Write(format, archive, units);
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line =>
        {
            var cells = line.Replace("\"a,b.mp4\"", "\"a;b.mp4\"", StringComparison.Ordinal).Split(',');
            Assert.Equal(header.Length, cells.Length);
            return header.Zip(cells).ToDictionary(p => p.First, p => p.Second.Replace(';', ','));
        })];
    }
}
