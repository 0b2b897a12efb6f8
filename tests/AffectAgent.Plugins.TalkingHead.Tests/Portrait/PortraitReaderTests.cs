using AffectAgent.Inference.Models;
using AffectAgent.Plugins.Vision;
using AffectAgent.Tests;

namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class PortraitReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_AvatarsPicture_MovesAndGivesThePictureBack()
    {
        using var models = Models();
        var source = new PortraitReader(models).Read(PortraitPictures.Source.Picture, cancellationToken: Stop);
        using var renderer = PortraitRenderer.Create(source, Shared.Shape, 128);
        using var painter = renderer.CreatePainter();
        byte[] neutral = new byte[128 * 128 * 3], smiling = new byte[128 * 128 * 3];
        painter.Draw(new FacePose(), neutral);
        painter.Draw(AvatarPictures.Pose((12, 5)), smiling);

        Assert.True(neutral.Zip(renderer.Cut.Pixels, (a, b) => Math.Abs(a - b)).Average() < 0.3);
        Assert.True(smiling.Zip(neutral, (a, b) => Math.Abs(a - b)).Average() > 0.3);
    }

    [Fact]
    public void Read_NoFace_SaysSo()
    {
        using var models = Models();

        var fault = Assert.Throws<UserException>(() => new PortraitReader(models).Read(RgbImage.Black(320, 240), cancellationToken: Stop));

        Assert.Contains("No face", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoFaces_TakesTheLargestAndSaysSo()
    {
        using var models = Models();
        var reader = new PortraitReader(models);
        var both = Beside(PortraitPictures.Source.Picture, Half(PortraitPictures.Source.Picture));

        PortraitSource first = reader.Read(both, cancellationToken: Stop), second = reader.Read(both, face: 2, Stop);

        Assert.Contains(first.Notes, note => note.Contains("2 faces", StringComparison.Ordinal));
        Assert.True(first.Mesh.OuterEyeDistance > 1.5f * second.Mesh.OuterEyeDistance);
        Assert.Contains("1 to 2", Assert.Throws<UserException>(() => reader.Read(both, face: 3, Stop)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GreyPicture_DrawsNothingInColour()
    {
        using var models = Models();
        var grey = PortraitPictures.Source.Picture.Clone();
        for (var i = 0; i < grey.Pixels.Length; i += 3)
            grey.Pixels[i] = grey.Pixels[i + 2] = grey.Pixels[i + 1];
        using var renderer = PortraitRenderer.Create(new PortraitReader(models).Read(grey, cancellationToken: Stop), Shared.Shape, 128);
        using var painter = renderer.CreatePainter();
        var rgb = new byte[128 * 128 * 3];
        painter.Draw(AvatarPictures.Pose((25, 4), (26, 5), (4, 5)), rgb);

        for (var i = 0; i < rgb.Length; i += 3)
            Assert.InRange(Math.Max(Math.Abs(rgb[i] - rgb[i + 1]), Math.Abs(rgb[i + 1] - rgb[i + 2])), 0, 6);
    }

    private static VisionModels Models()
    {
        OnnxNeeded.Check();
        try
        {
            return VisionModels.Load(ModelStore.Open());
        }
        catch (UserException fault)
        {
            Assert.Skip(fault.Message);
            throw;
        }
    }

    private static RgbImage Half(RgbImage picture)
    {
        var half = RgbImage.Black(picture.Width / 2, picture.Height / 2);
        for (var y = 0; y < half.Height; y++)
        {
            for (var x = 0; x < half.Width; x++)
                picture.Pixels.AsSpan((((y * 2 * picture.Width) + (x * 2)) * 3), 3).CopyTo(half.Pixels.AsSpan(((y * half.Width) + x) * 3));
        }

        return half;
    }

    private static RgbImage Beside(RgbImage left, RgbImage right)
    {
        var both = RgbImage.Black(left.Width + right.Width, left.Height);
        foreach (var (picture, from) in ((RgbImage, int)[])[(left, 0), (right, left.Width)])
        {
            for (var y = 0; y < picture.Height; y++)
                picture.Pixels.AsSpan(y * picture.Width * 3, picture.Width * 3).CopyTo(both.Pixels.AsSpan(((y * both.Width) + from) * 3));
        }

        return both;
    }
}
