using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        for (int y = 0; y < side; y++)
        {
            var line = start + (stepY * y);
            var (from, to) = Inside(picture, line, stepX, side);
            ReadOutside(picture, line, stepX, 0, from, side * y, output);
            ReadInside(picture, line, stepX, from, to, side * y, output);
            ReadOutside(picture, line, stepX, to, side, side * y, output);
        }
    }

    // Which samples of a row have all four of their pixels, and a byte behind them, in the picture.
    private static (int From, int To) Inside(RgbImage picture, Vector2 line, Vector2 step, int side)
    {
        const float edge = 0.01f;
        float low = 0, high = side - 1;
        Clip(line.X, step.X, edge, picture.Width - 2 - edge, ref low, ref high);
        Clip(line.Y, step.Y, edge, picture.Height - 1 - edge, ref low, ref high);
        return low <= high ? ((int)MathF.Ceiling(low), (int)MathF.Floor(high) + 1) : (0, 0);
    }

    private static void Clip(float start, float step, float least, float most, ref float low, ref float high)
    {
        if (most < least || MathF.Abs(step) < 1e-6f)
        {
            if (!(start >= least && start <= most))
                high = -1;
            return;
        }

        float a = (least - start) / step, b = (most - start) / step;
        low = MathF.Max(low, MathF.Min(a, b));
        high = MathF.Min(high, MathF.Max(a, b));
    }

    // Compiled at its best from the first call on: one picture is read too seldom for the runtime to notice that it matters.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadInside(RgbImage picture, Vector2 line, Vector2 step, int from, int to, int row, Output output)
    {
        int stride = picture.Width * 3;
        ReadOnlySpan<byte> pixels = picture.Pixels;
        for (int x = from; x < to; x++)
        {
            float px = line.X + (step.X * x), py = line.Y + (step.Y * x);
            int left = (int)px, top = (int)py;
            float fx = px - left, fy = py - top;
            int first = (top * stride) + (left * 3);
            var upper = Vector128.Lerp(Pixel(pixels, first), Pixel(pixels, first + 3), Vector128.Create(fx));
            var lower = Vector128.Lerp(Pixel(pixels, first + stride), Pixel(pixels, first + stride + 3), Vector128.Create(fx));
            output.Write(row + x, Vector128.Lerp(upper, lower, Vector128.Create(fy)));
        }
    }

    // Red, green, blue, and a byte that does not count.
    private static Vector128<float> Pixel(ReadOnlySpan<byte> pixels, int at)
    {
        var bytes = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(pixels[at..])).AsByte();
        return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32());
    }

    private static void ReadOutside(RgbImage picture, Vector2 line, Vector2 step, int from, int to, int row, Output output)
    {
        for (int x = from; x < to; x++)
            output.Write(row + x, At(picture, line + (step * x)).AsVector128());
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
        private readonly Vector128<float> _gain = Vector128.Create(gain), _bias = Vector128.Create(bias);

        public void Write(int sample, Vector128<float> color)
        {
            var value = (color * _gain) + _bias;
            int at = sample * step;
            _target[at] = value[0];
            _target[at + plane] = value[1];
            _target[at + plane + plane] = value[2];
        }
    }
}
