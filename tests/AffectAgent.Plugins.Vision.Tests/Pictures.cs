using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Pictures made by code.</summary>
internal static class Pictures
{
    public static RgbImage Of(int width, int height, Func<int, int, byte> grey)
    {
        var picture = RgbImage.Black(width, height);
        for (int i = 0; i < width * height; i++)
            picture.Pixels.AsSpan(i * 3, 3).Fill(grey(i % width, i / width));
        return picture;
    }

    public static RgbImage Rgb(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> color)
    {
        var picture = RgbImage.Black(width, height);
        for (int i = 0; i < width * height; i++)
            (picture.Pixels[i * 3], picture.Pixels[(i * 3) + 1], picture.Pixels[(i * 3) + 2]) = color(i % width, i / width);
        return picture;
    }

    public static GrayImage Gray(int width, int height, Func<int, int, byte> grey) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => grey(i % width, i / width))]);

    public static RgbImage Noise(int width, int height, int seed)
    {
        var picture = RgbImage.Black(width, height);
        new Random(seed).NextBytes(picture.Pixels);
        return picture;
    }

    /// <summary>Lays a square of another picture into this one.</summary>
    /// <param name="from">The other picture.</param>
    /// <param name="middle">The middle of its square.</param>
    /// <param name="step">Pixels of it for a pixel here.</param>
    /// <param name="onto">This one.</param>
    /// <param name="place">Where the square's middle comes to lie.</param>
    /// <param name="side">Pixels of a side here.</param>
    /// <param name="turn">Radians it is turned by.</param>
    public static void Paste(PicturePyramid from, Vector2 middle, float step, RgbImage onto, Vector2 place, int side, float turn = 0)
    {
        var square = new float[side * side * 3];
        RegionSampler.Read(from, new FaceRegion(middle, side * step, turn), side, square, planar: false, 1, 0);
        int left = (int)place.X - (side / 2), top = (int)place.Y - (side / 2);
        for (int y = Math.Max(0, -top); y < side && top + y < onto.Height; y++)
        {
            for (int x = Math.Max(0, -left); x < side && left + x < onto.Width; x++)
            {
                for (int c = 0; c < 3; c++)
                    onto.Pixels[((((top + y) * onto.Width) + left + x) * 3) + c] = (byte)Math.Clamp(square[(((y * side) + x) * 3) + c] + 0.5f, 0, 255);
            }
        }
    }

    /// <summary>Fills a rectangle.</summary>
    public static void Fill(RgbImage picture, int left, int top, int right, int bottom, byte grey)
    {
        for (int y = Math.Max(0, top); y < Math.Min(picture.Height, bottom); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(picture.Width, right); x++)
                picture.Pixels.AsSpan(((y * picture.Width) + x) * 3, 3).Fill(grey);
        }
    }
}
