using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Reads a turned square of a picture into a network's input: bilinear between the pixels' middles, from the half or
/// quarter picture where the square is much larger than the input, black outside the picture.
/// </summary>
public static class RegionSampler
{
    /// <summary>Fills a square input.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="region">The square to read.</param>
    /// <param name="side">Pixels of a side of the input.</param>
    /// <param name="target">side x side x 3 numbers.</param>
    /// <param name="planar">True for three planes (channels first), false for three numbers a pixel (channels last).</param>
    /// <param name="gain">A byte is multiplied by this…</param>
    /// <param name="bias">…and this is added.</param>
    /// <exception cref="ArgumentException">The target is too short.</exception>
    public static void Read(PicturePyramid pyramid, FaceRegion region, int side, Span<float> target, bool planar, float gain, float bias)
    {
        ArgumentNullException.ThrowIfNull(pyramid);
        if (target.Length < side * side * 3)
            throw new ArgumentException($"An input of {side} x {side} needs {side * side * 3} numbers, not {target.Length}.", nameof(target));
        int wanted = Math.Max(0, (int)MathF.Floor(MathF.Log2(MathF.Max(1, region.Side / side))));
        var picture = pyramid.Level(wanted, out int level);
        float scale = 1f / (1 << level);
        var stepX = region.AlongX * (scale / side);
        var stepY = region.AlongY * (scale / side);
        // From the first sample's middle, in the level's pixels, to the grid on which whole numbers are pixels' middles.
        var start = (region.Origin * scale) + ((stepX + stepY) / 2) - new Vector2(0.5f);
        var output = new Output(target, planar ? 1 : 3, planar ? side * side : 1, gain, bias);
        if (IsWithin(picture, start, stepX * (side - 1), stepY * (side - 1)))
            ReadInside(picture, start, stepX, stepY, side, output);
        else
            ReadAnywhere(picture, start, stepX, stepY, side, output);
    }

    private static bool IsWithin(RgbImage picture, Vector2 start, Vector2 right, Vector2 down)
    {
        var low = start + Vector2.Min(Vector2.Zero, right) + Vector2.Min(Vector2.Zero, down);
        var high = start + Vector2.Max(Vector2.Zero, right) + Vector2.Max(Vector2.Zero, down);
        return low.X >= 0.01f && low.Y >= 0.01f && high.X < picture.Width - 1.01f && high.Y < picture.Height - 1.01f;
    }

    private static void ReadInside(RgbImage picture, Vector2 start, Vector2 stepX, Vector2 stepY, int side, Output output)
    {
        int row = picture.Width * 3, at = 0;
        byte[] pixels = picture.Pixels;
        for (int y = 0; y < side; y++)
        {
            var line = start + (stepY * y);
            for (int x = 0; x < side; x++, at += output.Step)
            {
                float px = line.X + (stepX.X * x), py = line.Y + (stepX.Y * x);
                int left = (int)px, top = (int)py;
                float fx = px - left, fy = py - top;
                float a = (1 - fx) * (1 - fy), b = fx * (1 - fy), c = (1 - fx) * fy, d = fx * fy;
                int first = (top * row) + (left * 3);
                var upper = pixels.AsSpan(first, 6);
                var lower = pixels.AsSpan(first + row, 6);
                output.Write(
                    at,
                    (upper[0] * a) + (upper[3] * b) + (lower[0] * c) + (lower[3] * d),
                    (upper[1] * a) + (upper[4] * b) + (lower[1] * c) + (lower[4] * d),
                    (upper[2] * a) + (upper[5] * b) + (lower[2] * c) + (lower[5] * d));
            }
        }
    }

    private static void ReadAnywhere(RgbImage picture, Vector2 start, Vector2 stepX, Vector2 stepY, int side, Output output)
    {
        int at = 0;
        for (int y = 0; y < side; y++)
        {
            var line = start + (stepY * y);
            for (int x = 0; x < side; x++, at += output.Step)
            {
                var color = At(picture, line + (stepX * x));
                output.Write(at, color.X, color.Y, color.Z);
            }
        }
    }

    private static Vector3 At(RgbImage picture, Vector2 place)
    {
        float left = MathF.Floor(place.X), top = MathF.Floor(place.Y);
        if (!(left >= -1 && top >= -1 && left < picture.Width && top < picture.Height))
            return Vector3.Zero;
        float fx = place.X - left, fy = place.Y - top;
        int x = (int)left, y = (int)top;
        var upper = Vector3.Lerp(Pixel(picture, x, y), Pixel(picture, x + 1, y), fx);
        var lower = Vector3.Lerp(Pixel(picture, x, y + 1), Pixel(picture, x + 1, y + 1), fx);
        return Vector3.Lerp(upper, lower, fy);
    }

    private static Vector3 Pixel(RgbImage picture, int x, int y)
    {
        if ((uint)x >= (uint)picture.Width || (uint)y >= (uint)picture.Height)
            return Vector3.Zero;
        var p = picture.Pixels.AsSpan(((y * picture.Width) + x) * 3, 3);
        return new Vector3(p[0], p[1], p[2]);
    }

    private readonly ref struct Output(Span<float> target, int step, int plane, float gain, float bias)
    {
        private readonly Span<float> _target = target;

        public int Step { get; } = step;

        public void Write(int at, float red, float green, float blue)
        {
            _target[at] = (red * gain) + bias;
            _target[at + plane] = (green * gain) + bias;
            _target[at + plane + plane] = (blue * gain) + bias;
        }
    }
}
