using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.TalkingHead;

namespace AffectAgent.Cli.Tests;

/// <summary>Pictures of faces that are drawn on the spot.</summary>
public sealed class TestFaces
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 512;

    private readonly Lazy<FaceShape> _shape = new(() => new FaceShape(ActionUnitBasis.Load(ModelStore.Open().Locate(ActionUnitBasis.ModelId))));

    /// <summary>The avatar, turned to its left by an angle in radians.</summary>
    public RgbImage Avatar(string look = "hazel", float yaw = 0)
    {
        using var renderer = AvatarRenderer.Create(_shape.Value, AvatarLook.Named(look), Side);
        using var painter = renderer.CreatePainter();
        var image = RgbImage.Black(Side, Side);
        painter.Draw(new FacePose { HeadYaw = yaw }, image.Pixels);
        return image;
    }

    /// <summary>A face as a child draws it: a disc, two dots and a line.</summary>
    public static RgbImage Doodle()
    {
        var image = RgbImage.Black(Side, Side);
        Array.Fill(image.Pixels, (byte)255);
        Disc(image, 256, 256, 180, 200, 250, 220, 90);
        Disc(image, 190, 210, 18, 26, 20, 20, 20);
        Disc(image, 322, 210, 18, 26, 20, 20, 20);
        Disc(image, 256, 340, 70, 12, 160, 40, 40);
        return image;
    }

    /// <summary>The avatar behind dark glasses.</summary>
    public RgbImage WithSunglasses()
    {
        var image = Avatar();
        Disc(image, 205, 237, 46, 32, 8, 8, 8);
        Disc(image, 307, 237, 46, 32, 8, 8, 8);
        Disc(image, 256, 230, 40, 6, 8, 8, 8);
        return image;
    }

    /// <summary>Pictures beside each other.</summary>
    public static RgbImage Beside(RgbImage left, RgbImage right)
    {
        var both = RgbImage.Black(left.Width + right.Width, Math.Max(left.Height, right.Height));
        foreach (var (picture, from) in ((RgbImage, int)[])[(left, 0), (right, left.Width)])
        {
            for (var y = 0; y < picture.Height; y++)
                picture.Pixels.AsSpan(y * picture.Width * 3, picture.Width * 3).CopyTo(both.Pixels.AsSpan(((y * both.Width) + from) * 3));
        }

        return both;
    }

    /// <summary>Writes a picture.</summary>
    public static string Save(RgbImage image, string path)
    {
        using var file = File.Create(path);
        PngWriter.Write(file, image.Width, image.Height, image.Pixels);
        return path;
    }

    /// <summary>A JPEG with an EXIF orientation put in behind its first marker.</summary>
    public static void SetOrientation(string path, byte orientation)
    {
        var bytes = File.ReadAllBytes(path);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        File.WriteAllBytes(path, [.. bytes[..2], .. exif, .. bytes[2..]]);
    }

    private static void Disc(RgbImage image, int x, int y, int wide, int high, byte red, byte green, byte blue)
    {
        for (var row = Math.Max(0, y - high); row < Math.Min(image.Height, y + high); row++)
        {
            for (var column = Math.Max(0, x - wide); column < Math.Min(image.Width, x + wide); column++)
            {
                double dx = (column - x) / (double)wide, dy = (row - y) / (double)high;
                if ((dx * dx) + (dy * dy) <= 1)
                    (image.Pixels[((row * image.Width) + column) * 3], image.Pixels[(((row * image.Width) + column) * 3) + 1], image.Pixels[(((row * image.Width) + column) * 3) + 2]) = (red, green, blue);
            }
        }
    }
}
