namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class AvatarRendererTests
{
    private static readonly FacePose Neutral = new();

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
        using var painter = AvatarPictures.Renderer.CreatePainter();
        var rgb = new byte[AvatarPictures.Size * AvatarPictures.Size * 3];
        painter.Draw(AvatarPictures.Pose((1, 5), (4, 5), (26, 5), (25, 5), (12, 5)), rgb);
        painter.Draw(Neutral, rgb);

        Assert.Equal(AvatarPictures.Draw(Neutral), rgb);
    }

    [Fact]
    public void Draw_AfterTheFirstPose_AllocatesNothing()
    {
        using var painter = AvatarPictures.Renderer.CreatePainter();
        var rgb = new byte[AvatarPictures.Size * AvatarPictures.Size * 3];
        var pose = AvatarPictures.Pose((12, 4), (25, 3));
        painter.Draw(pose, rgb);

        var before = GC.GetAllocatedBytesForCurrentThread();
        painter.Draw(pose, rgb);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Draw_LidsClosed_ShowsNoEye()
    {
        foreach (var pitch in new[] { -0.3f, 0, 0.3f })
        {
            var open = AvatarPictures.Count(AvatarPictures.Parts(Neutral), "left-eye", "right-eye");
            var pose = AvatarPictures.Pose((45, 5));
            (pose.GazePitch, pose.GazeYaw) = (pitch, pitch);

            Assert.True(open > 200, "Open eyes are seen.");
            Assert.Equal(0, AvatarPictures.Count(AvatarPictures.Parts(pose), "left-eye", "right-eye"));
        }
    }

    [Fact]
    public void Draw_OneLidClosed_ShowsTheOtherEye()
    {
        var pose = new FacePose();
        pose.Left[FaceUnits.IndexOf(45)] = 5;
        var parts = AvatarPictures.Parts(pose);

        Assert.Equal(0, AvatarPictures.Count(parts, "left-eye"));
        Assert.True(AvatarPictures.Count(parts, "right-eye") > 100);
    }

    [Theory]
    [InlineData(12, 0, false)]
    [InlineData(17, 0, false)]
    [InlineData(24, 0, false)]
    [InlineData(23, 15, false)]
    [InlineData(25, 0, true)]
    [InlineData(26, 12, true)]
    public void Draw_Teeth_AreSeenOnlyWhenTheMouthIsOpen(int unit, int second, bool seen)
    {
        var pose = AvatarPictures.Pose((unit, 5));
        if (second > 0)
            pose.Set(second, 5);
        if (unit == 26)
            pose.Set(25, 4);

        Assert.Equal(seen, AvatarPictures.Count(AvatarPictures.Parts(pose), "upper-teeth", "lower-teeth") > 0);
    }

    [Fact]
    public void Draw_FiftyPoses_LeaveNoHoleInTheHead()
    {
        var random = new Random(5);
        for (var i = 0; i < 50; i++)
        {
            var pose = AvatarPictures.Any(random);

            Assert.Equal(0, AvatarPictures.Holes(AvatarPictures.Parts(pose)));
        }
    }

    [Fact]
    public void Draw_MirroredPose_MirrorsTheFace()
    {
        FacePose left = new(), right = new();
        left.Left[FaceUnits.IndexOf(12)] = right.Right[FaceUnits.IndexOf(12)] = 5;
        left.Left[FaceUnits.IndexOf(45)] = right.Right[FaceUnits.IndexOf(45)] = 3;
        (left.HeadYaw, right.HeadYaw) = (0.2f, -0.2f);

        var geometry = AvatarPictures.Geometry;
        var one = geometry.At(left)[0].Positions;
        var other = geometry.At(right)[0].Positions.Select(p => p * new System.Numerics.Vector3(-1, 1, 1)).ToList();

        // Which point stands where another one would is known from the resting mesh.
        var partners = AvatarPictures.Partners(geometry.At(Neutral)[0].Positions);
        for (var i = 0; i < one.Length; i++)
            Assert.True(System.Numerics.Vector3.Distance(one[i], other[partners[i]]) < 2e-3f, $"Point {i} has no mirror image.");
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

    [Fact]
    public void Create_EachPreset_DrawsAPictureOfItsOwn()
    {
        var pictures = AvatarLook.Presets.Select(look =>
        {
            using var renderer = AvatarRenderer.Create(Shared.Shape, look, 128);
            using var painter = renderer.CreatePainter();
            var rgb = new byte[128 * 128 * 3];
            painter.Draw(Neutral, rgb);
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(rgb));
        });

        Assert.Equal(AvatarLook.Presets.Count, pictures.Distinct().Count());
    }
}
