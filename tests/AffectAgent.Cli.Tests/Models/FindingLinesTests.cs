using AffectAgent.Cli.Diagnosis;

namespace AffectAgent.Cli.Tests.Models;

public sealed class FindingLinesTests
{
    private const string Path = "/a/very/long/path/that/no/terminal/of/eighty/columns/holds/beside/a/name/libonnxruntime.so.1";

    private static readonly Finding[] Findings =
    [
        new("tool", "ffmpeg", Standing.Found, "5.1", "/usr/bin/ffmpeg"),
        new("library", "ONNX Runtime", Standing.Found, "1.30.0", Path),
        new("provider", "CUDA", Standing.Optional, Fix: "Not needed. For an NVIDIA GPU: ./affect backends add onnxruntime-gpu, or set a variable to a GPU build of the library."),
    ];

    [Fact]
    public void Of_EightyColumns_WrapsWordsAndLeavesPathsWhole()
    {
        var lines = FindingLines.Of(Findings, 80).Select(line => line.Text).ToList();

        Assert.Equal(" tool      ffmpeg        5.1  /usr/bin/ffmpeg", lines[0]);
        Assert.Contains("    " + Path, lines);
        Assert.All(lines.Where(line => !line.Contains(Path, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 79));
        Assert.Equal(Findings[2].Fix, string.Join(' ', lines.Skip(4).Select(line => line.Trim())));
    }

    [Fact]
    public void Of_Pipe_IsOneLineAFindingInColumns()
    {
        var lines = FindingLines.Of(Findings, null).Select(line => line.Text).ToList();

        Assert.Equal(3, lines.Count);
        Assert.Equal($"ok        library   ONNX Runtime  1.30.0  {Path}", lines[1]);
        Assert.Equal("ok        tool      ffmpeg        5.1     /usr/bin/ffmpeg", lines[0]);
        Assert.All(lines, line => Assert.DoesNotContain('\t', line));
    }
}
