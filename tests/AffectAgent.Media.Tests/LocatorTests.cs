namespace AffectAgent.Media.Tests;

public sealed class LocatorTests
{
    [Theory]
    [InlineData("5.1.9-0+deb12u1", 5.1)]
    [InlineData("n7.0.2", 7.0)]
    [InlineData("4.4.2-0ubuntu0.22.04.1", 4.4)]
    [InlineData("N-112233-gabcdef", 99)]
    [InlineData("git-2024", 99)]
    public void ParseMajor_EveryKindOfVersion_IsRead(string version, double expected) => Assert.Equal(expected, FfmpegLocator.ParseMajor(version), 6);

    [Fact]
    public void Tools_OldVersion_UsesTheOldNameOfTheOption()
    {
        Assert.Equal("-vsync", new FfmpegTools("f", "p", "4.4.2", 4.4).PassthroughOption);
        Assert.Equal("-fps_mode", new FfmpegTools("f", "p", "5.1", 5.1).PassthroughOption);
    }

    [Fact]
    public void Find_InstalledTools_StatesTheirVersion()
    {
        if (FfmpegLocator.TryFind(out string? reason) is not { } tools)
        {
            Assert.Skip(reason!);
            return;
        }
        Assert.True(File.Exists(tools.Ffmpeg) && File.Exists(tools.Ffprobe));
        Assert.True(tools.Major >= 4);
        Assert.Same(tools, FfmpegLocator.Find());
    }
}
