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
}
