using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Averages the colours of forehead and cheeks, and of a ring around the face, over the picture's own pixels: the raw signal of
/// remote photoplethysmography (Verkruysse et al. 2008). Large regions are read on a grid, which costs the same for every size.
/// Stateless and thread-safe.
/// </summary>
public static class SkinSampler
{
    // Rows and columns a region is read on, at most.
    private const int Grid = 96;
    private const int RingPoints = 24;
    private const int Brightest = 254;
    private const int Darkest = 1;

    // Mesh points of each region's outline; the left cheek mirrors the right one.
    internal static readonly int[] Forehead = [103, 67, 109, 10, 338, 297, 332, 333, 299, 337, 9, 108, 69, 104];
    internal static readonly int[] RightCheek = [116, 117, 118, 119, 100, 142, 36, 206, 216, 214, 192, 213, 147, 123];
    internal static readonly int[] LeftCheek = [345, 346, 347, 348, 329, 371, 266, 426, 436, 434, 416, 433, 376, 352];

    /// <summary>Measures one face.</summary>
    /// <param name="picture">The picture that the mesh was found in.</param>
    /// <param name="mesh">The face, in the picture's pixels.</param>
    public static FaceSkin Measure(RgbImage picture, FaceMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(mesh);
        return new FaceSkin(Inside(picture, mesh, Forehead), Inside(picture, mesh, RightCheek), Inside(picture, mesh, LeftCheek), Around(picture, mesh));
    }

    private static ColorPatch Inside(RgbImage picture, FaceMesh mesh, int[] outline)
    {
        Span<Vector2> corners = stackalloc Vector2[outline.Length];
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        for (int i = 0; i < outline.Length; i++)
        {
            corners[i] = mesh.Flat(outline[i]);
            low = Vector2.Min(low, corners[i]);
            high = Vector2.Max(high, corners[i]);
        }

        var sum = default(Sum);
        if (!float.IsFinite(low.X + low.Y + high.X + high.Y))
            return sum.Mean();
        int step = Math.Max(1, (int)MathF.Ceiling(MathF.Max(high.X - low.X, high.Y - low.Y) / Grid));
        Span<float> crossings = stackalloc float[outline.Length];
        int top = (int)MathF.Max(0, MathF.Ceiling(low.Y - 0.5f)), bottom = (int)MathF.Min(picture.Height - 1, high.Y - 0.5f);
        for (int y = top; y <= bottom; y += step)
        {
            int count = Cross(corners, y + 0.5f, crossings);
            for (int c = 0; c + 1 < count; c += 2)
            {
                int left = (int)MathF.Max(0, MathF.Ceiling(crossings[c] - 0.5f)), right = (int)MathF.Min(picture.Width - 1, crossings[c + 1] - 0.5f);
                for (int x = left; x <= right; x += step)
                    sum.Add(picture, x, y);
            }
        }

        return sum.Mean();
    }

    // Where the outline crosses a row, from the left.
    private static int Cross(ReadOnlySpan<Vector2> corners, float y, Span<float> crossings)
    {
        int count = 0;
        for (int i = 0; i < corners.Length; i++)
        {
            Vector2 a = corners[i], b = corners[(i + 1) % corners.Length];
            if (a.Y <= y != b.Y <= y)
                crossings[count++] = a.X + ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y));
        }

        crossings[..count].Sort();
        return count;
    }

    // Points of upright rings outside the face, as far as the picture reaches; below lies the neck, which is skin too.
    private static ColorPatch Around(RgbImage picture, FaceMesh mesh)
    {
        var middle = mesh.Flat(MeshPoints.NoseTip);
        float unit = mesh.OuterEyeDistance;
        var sum = default(Sum);
        if (!float.IsFinite(middle.X + middle.Y + unit))
            return sum.Mean();
        for (int ring = 0; ring < 4; ring++)
        {
            float radius = unit * (1.2f + (0.3f * ring));
            for (int i = 0; i < RingPoints; i++)
            {
                var (sine, cosine) = MathF.SinCos(MathF.Tau * i / RingPoints);
                float x = middle.X + (radius * cosine), y = middle.Y + (1.2f * radius * sine);
                if (sine < 0.3f && x >= 0 && y >= 0 && x < picture.Width && y < picture.Height)
                    sum.Add(picture, (int)x, (int)y);
            }
        }

        return sum.Mean();
    }

    private struct Sum
    {
        private long _red, _green, _blue;
        private int _clipped, _count;

        public void Add(RgbImage picture, int x, int y)
        {
            int at = ((y * picture.Width) + x) * 3;
            byte red = picture.Pixels[at], green = picture.Pixels[at + 1], blue = picture.Pixels[at + 2];
            int most = Math.Max(red, Math.Max(green, blue));
            _red += red;
            _green += green;
            _blue += blue;
            _clipped += most is >= Brightest or <= Darkest ? 1 : 0;
            _count++;
        }

        public readonly ColorPatch Mean() => _count == 0
            ? default
            : new((float)((double)_red / _count), (float)((double)_green / _count), (float)((double)_blue / _count), (float)_clipped / _count, _count);
    }
}
