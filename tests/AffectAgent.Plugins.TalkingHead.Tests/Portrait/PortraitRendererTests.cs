using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class PortraitRendererTests
{
    private const int Size = PortraitPictures.Size;
    private const float Turn = 0.26f;

    [Fact]
    public void Draw_NeutralPose_GivesThePictureBack()
    {
        var drawn = PortraitPictures.Draw(new FacePose());

        var cut = PortraitPictures.Renderer.Cut.Pixels;
        Assert.True(drawn.Zip(cut, (a, b) => Math.Abs(a - b)).Average() < 0.2);
    }

    [Theory]
    [InlineData(Turn, 0, 0)]
    [InlineData(-Turn, Turn, 0)]
    [InlineData(0, -Turn, Turn)]
    [InlineData(0, 0, -Turn)]
    public void Draw_HeadTurned_LeavesTheBorderAndMovesTheNose(float yaw, float pitch, float roll)
    {
        var drawn = PortraitPictures.Draw(new FacePose { HeadYaw = yaw, HeadPitch = pitch, HeadRoll = roll });

        var cut = PortraitPictures.Renderer.Cut.Pixels;
        for (var i = 0; i < Size; i++)
        {
            foreach (var (x, y) in ((int, int)[])[(i, 0), (i, Size - 1), (0, i), (Size - 1, i)])
                Assert.InRange(Math.Abs(drawn[((y * Size) + x) * 3] - cut[((y * Size) + x) * 3]), 0, 1);
        }

        Assert.True(drawn.Zip(cut, (a, b) => Math.Abs(a - b)).Average() > 1);
    }

    [Fact]
    public void Draw_LidsClosed_HideTheIris()
    {
        int open = Greenish(new FacePose()), closed = Greenish(AvatarPictures.Pose((45, 5)));

        Assert.True(open > 40, $"{open} greenish pixels in open eyes");
        Assert.Equal(0, closed);
    }

    [Fact]
    public void Draw_JawDropped_ShowsADarkMouthThatClosesAgain()
    {
        var opened = AvatarPictures.Pose((25, 3), (26, 4));
        var middle = (PortraitPictures.At(MeshPoints.UpperLipInner) + PortraitPictures.At(MeshPoints.LowerLipInner)) / 2;

        float open = Darkest(PortraitPictures.Draw(opened), middle), closed = Darkest(PortraitPictures.Draw(AvatarPictures.Pose((24, 3))), middle);

        Assert.True(open < 45, $"darkest {open}");
        Assert.True(closed > open + 15, $"open {open}, closed {closed}");
    }

    [Fact]
    public void Draw_FiftyPoses_LeaveNoHoleInTheFace()
    {
        var random = new Random(5);
        using var painter = (PortraitPainter)PortraitPictures.Renderer.CreatePainter();
        var rgb = new byte[Size * Size * 3];
        for (var k = 0; k < 50; k++)
        {
            var pose = new FacePose
            {
                HeadYaw = ((random.NextSingle() * 2) - 1) * Turn, HeadPitch = ((random.NextSingle() * 2) - 1) * Turn, HeadRoll = ((random.NextSingle() * 2) - 1) * Turn,
                GazeYaw = random.NextSingle() - 0.5f, GazePitch = (random.NextSingle() * 0.8f) - 0.4f,
            };
            for (var i = 0; i < 4; i++)
                pose.Set(FaceUnits.All[random.Next(FaceUnits.Count)], random.NextSingle() * 5);
            painter.Draw(pose, rgb);

            Assert.Equal(0, painter.HolesInTheFace());
        }
    }

    [Fact]
    public void Draw_AfterOtherPoses_LeavesNoTraceOfThem()
    {
        using var painter = PortraitPictures.Renderer.CreatePainter();
        var rgb = new byte[Size * Size * 3];
        painter.Draw(AvatarPictures.Pose((1, 5), (4, 5), (26, 5), (25, 5), (12, 5)), rgb);
        painter.Draw(new FacePose(), rgb);

        Assert.Equal(PortraitPictures.Draw(new FacePose()), rgb);
    }

    [Fact]
    public void Draw_OwnSmileAndSadPose_TakesTheSmileBack()
    {
        var smiling = PortraitPictures.Source with { Own = new Dictionary<int, double> { [12] = 4, [6] = 3 } };
        using var renderer = PortraitRenderer.Create(smiling, Shared.Shape, Size);
        using var painter = renderer.CreatePainter();
        byte[] neutral = new byte[Size * Size * 3], sad = new byte[Size * Size * 3];
        painter.Draw(new FacePose(), neutral);
        painter.Draw(AvatarPictures.Pose((15, 4)), sad);

        Assert.True(neutral.Zip(renderer.Cut.Pixels, (a, b) => Math.Abs(a - b)).Average() < 0.2);
        Assert.NotEqual(PortraitPictures.Draw(AvatarPictures.Pose((15, 4))), sad);
    }

    [Fact]
    public void Create_CoveredEyes_NeitherBlinkNorTurn()
    {
        using var renderer = PortraitRenderer.Create(PortraitPictures.Source with { EyesCovered = true }, Shared.Shape, Size);
        using var painter = renderer.CreatePainter();
        var rgb = new byte[Size * Size * 3];
        var pose = AvatarPictures.Pose((45, 5));
        pose.GazeYaw = 0.4f;
        painter.Draw(pose, rgb);

        Assert.True(rgb.Zip(renderer.Cut.Pixels, (a, b) => Math.Abs(a - b)).Average() < 0.2);
    }

    [Fact]
    public void Create_SmallFace_SaysHowLargeItIs()
    {
        var small = new PortraitSource(RgbImage.Black(100, 100), PortraitPictures.Scaled(PortraitPictures.Source.Mesh, 0.2f));

        var fault = Assert.Throws<UserException>(() => PortraitRenderer.Create(small, Shared.Shape));

        Assert.Matches(@"\d+ pixels high.*90", fault.Message);
    }

    [Fact]
    public void Create_Profile_IsRefusedInOneLine()
    {
        var profile = PortraitPictures.Source with { Mesh = PortraitPictures.Turned(PortraitPictures.Source.Mesh, 0.9f) };

        var fault = Assert.Throws<UserException>(() => PortraitRenderer.Create(profile, Shared.Shape));

        Assert.Contains("degrees", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Create_FaceAtTheEdge_FillsWhatIsMissing()
    {
        var source = PortraitPictures.Source;
        var left = (int)PortraitPictures.Source.Mesh.Flat(234).X;
        int width = source.Picture.Width - left, height = source.Picture.Height;
        var cut = RgbImage.Black(width, height);
        for (var y = 0; y < height; y++)
            source.Picture.Pixels.AsSpan(((y * source.Picture.Width) + left) * 3, width * 3).CopyTo(cut.Pixels.AsSpan(y * width * 3));
        var points = source.Mesh.Coordinates.ToArray();
        for (var i = 0; i < points.Length; i += 3)
            points[i] -= left;
        using var renderer = PortraitRenderer.Create(new PortraitSource(cut, new FaceMesh(points)), Shared.Shape, Size);

        var pixels = renderer.Cut.Pixels;
        for (var i = 0; i < pixels.Length; i += 3)
            Assert.True(pixels[i] + pixels[i + 1] + pixels[i + 2] > 0);
    }

    private static int Greenish(FacePose pose)
    {
        var rgb = PortraitPictures.Draw(pose);
        var count = 0;
        foreach (var (outer, inner) in ((int, int)[])[(33, 133), (263, 362)])
        {
            Vector2 a = PortraitPictures.At(outer), b = PortraitPictures.At(inner), middle = (a + b) / 2;
            var reach = Vector2.Distance(a, b) / 2;
            for (var y = (int)(middle.Y - reach); y <= middle.Y + reach; y++)
            {
                for (var x = (int)(middle.X - reach); x <= middle.X + reach; x++)
                    count += rgb[(((y * Size) + x) * 3) + 1] > rgb[((y * Size) + x) * 3] + 8 ? 1 : 0;
            }
        }

        return count;
    }

    private static float Darkest(byte[] rgb, Vector2 around)
    {
        float darkest = 255;
        for (var y = (int)around.Y; y < around.Y + 14; y++)
        {
            for (var x = (int)around.X - 6; x < around.X + 6; x++)
                darkest = Math.Min(darkest, rgb[((y * Size) + x) * 3]);
        }

        return darkest;
    }
}
