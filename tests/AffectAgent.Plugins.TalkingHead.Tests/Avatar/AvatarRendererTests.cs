namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class AvatarRendererTests
{
    [Fact]
    public void Draw_SamePoseTwiceWithTwoPainters_GivesTheSamePicture()
    {
        var pose = AvatarPictures.Pose((12, 4), (6, 3), (25, 2));
        pose.HeadYaw = 0.2f;

        Assert.Equal(AvatarPictures.Draw(pose), AvatarPictures.Draw(pose));
    }

    [Fact]
    public void Draw_AfterOtherPoses_LeavesNoTraceOfThem()
    {
        using var renderer = AvatarRenderer.Create(Shared.Shape, null, AvatarPictures.Size);
        using var painter = renderer.CreatePainter();
        var rgb = new byte[AvatarPictures.Size * AvatarPictures.Size * 3];
        painter.Draw(AvatarPictures.Pose((1, 5), (4, 5), (26, 5), (25, 5), (12, 5)), rgb);
        painter.Draw(new FacePose(), rgb);

        Assert.Equal(AvatarPictures.Draw(new FacePose()), rgb);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(5000)]
    public void Create_SizeOutOfRange_Throws(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AvatarRenderer.Create(Shared.Shape, null, size));

    [Fact]
    public void Named_UnknownLook_SaysWhichThereAre()
    {
        var fault = Assert.Throws<UserException>(() => AvatarLook.Named("nobody"));

        Assert.All(AvatarLook.Presets, look => Assert.Contains(look.Name, fault.Message));
    }
}
