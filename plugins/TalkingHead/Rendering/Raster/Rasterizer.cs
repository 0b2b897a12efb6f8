using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Which triangles are drawn, by how their corners turn on the screen (y down).</summary>
internal enum Facing
{
    /// <summary>Corners clockwise.</summary>
    Clockwise,
    /// <summary>Corners counter-clockwise.</summary>
    CounterClockwise,
    /// <summary>All.</summary>
    Both,
}

/// <summary>
/// Draws triangles with a nearness buffer: coverage and nearness at four samples a pixel (a rotated grid), one shading a pixel
/// and triangle. Edges count as inside, so that triangles sharing an edge leave no gap. Allocates nothing.
/// </summary>
internal static class Rasterizer
{
    // Rotated grid: places of the samples about the pixel's centre.
    private static readonly Vector128<float> SampleX = Vector128.Create(-0.125f, 0.375f, -0.375f, 0.125f);
    private static readonly Vector128<float> SampleY = Vector128.Create(-0.375f, -0.125f, 0.125f, 0.375f);

    // How far outside an edge still counts as inside, pixels.
    private const float Slack = 1e-3f;
    private const float SmallestArea = 1e-7f;
    private const float Solid = 0.996f;

    // Samples of a pixel whose nearness differs by less, as a share, lie on one smooth surface.
    private const float SameSurface = 0.0012f;

    /// <summary>Draws triangles.</summary>
    /// <typeparam name="T">The shader.</typeparam>
    /// <param name="target">Where to.</param>
    /// <param name="triangles">Three vertex places a triangle.</param>
    /// <param name="vertices">On the screen. A triangle with a vertex behind the camera is left out.</param>
    /// <param name="facing">Which triangles.</param>
    /// <param name="shader">Gives the colours. Parts that are not solid must come after what is behind them.</param>
    public static void Draw<T>(RasterTarget target, ReadOnlySpan<int> triangles, ReadOnlySpan<ScreenVertex> vertices, Facing facing, in T shader)
        where T : struct, IPixelShader
    {
        target.Next();
        for (var i = 0; i + 2 < triangles.Length; i += 3)
        {
            ref readonly var a = ref vertices[triangles[i]];
            ref readonly var b = ref vertices[triangles[i + 1]];
            ref readonly var c = ref vertices[triangles[i + 2]];
            var area = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
            if (area > SmallestArea && facing != Facing.CounterClockwise)
                Fill(target, in a, in b, in c, area, in shader);
            else if (area < -SmallestArea && facing != Facing.Clockwise)
                Fill(target, in a, in c, in b, -area, in shader);
        }
    }

    private static void Fill<T>(RasterTarget target, in ScreenVertex a, in ScreenVertex b, in ScreenVertex c, float area, in T shader)
        where T : struct, IPixelShader
    {
        int left = Math.Max(0, (int)MathF.Min(a.X, MathF.Min(b.X, c.X))), right = Math.Min(target.Width - 1, (int)MathF.Max(a.X, MathF.Max(b.X, c.X)));
        int top = Math.Max(0, (int)MathF.Min(a.Y, MathF.Min(b.Y, c.Y))), bottom = Math.Min(target.Height - 1, (int)MathF.Max(a.Y, MathF.Max(b.Y, c.Y)));
        if (left > right || top > bottom || !(MathF.Min(a.Nearness, MathF.Min(b.Nearness, c.Nearness)) > 0))
            return;
        var per = 1 / area;
        Edge ea = new(b, c, per, left, top), eb = new(c, a, per, left, top), ec = new(a, b, per, left, top);
        var nearX = (ea.StepX * a.Nearness) + (eb.StepX * b.Nearness) + (ec.StepX * c.Nearness);
        var nearY = (ea.StepY * a.Nearness) + (eb.StepY * b.Nearness) + (ec.StepY * c.Nearness);
        var spread = (SampleX * nearX) + (SampleY * nearY);
        ref var depths = ref MemoryMarshal.GetArrayDataReference(target.Nearness);
        ref var colors = ref MemoryMarshal.GetArrayDataReference(target.Colors);
        ref var owners = ref MemoryMarshal.GetArrayDataReference(target.Owners);
        for (var y = top; y <= bottom; y++)
        {
            float wa = ea.Row(y - top), wb = eb.Row(y - top), wc = ec.Row(y - top);
            var place = (nint)((y * target.Width) + left) * RasterTarget.Samples;
            for (var x = left; x <= right; x++, wa += ea.StepX, wb += eb.StepX, wc += ec.StepX, place += RasterTarget.Samples)
            {
                var outside = (Vector128.Create(wa) + ea.Samples) | (Vector128.Create(wb) + eb.Samples) | (Vector128.Create(wc) + ec.Samples);
                if (Vector128.ExtractMostSignificantBits(outside) == 15)
                    continue;
                var near = Vector128.Create((wa * a.Nearness) + (wb * b.Nearness) + (wc * c.Nearness)) + spread;
                var behind = Vector128.LoadUnsafe(ref Unsafe.Add(ref depths, place));
                var shown = Vector128.GreaterThan(near, behind) & ~Vector128.ShiftRightArithmetic(outside.AsInt32(), 31).AsSingle();
                if (Vector128.ExtractMostSignificantBits(shown) == 0)
                    continue;
                ref var depth = ref Unsafe.Add(ref depths, place);
                ref var samples = ref Unsafe.Add(ref colors, place);
                if (T.Smooth)
                {
                    ref var owner = ref Unsafe.Add(ref owners, place / RasterTarget.Samples);
                    if (owner == target.Surface && Reuse(ref depth, ref samples, shown, near, behind))
                        continue;
                    owner = target.Surface;
                }

                Write(ref depth, ref samples, shown, near, behind, Blend(in a, in b, in c, wa, wb, wc, in shader));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Blend<T>(in ScreenVertex a, in ScreenVertex b, in ScreenVertex c, float wa, float wb, float wc, in T shader)
        where T : struct, IPixelShader
    {
        // The centre of a pixel that is only partly covered may lie outside: the nearest shares inside are taken.
        float pa = MathF.Max(wa, 0) * a.Nearness, pb = MathF.Max(wb, 0) * b.Nearness, pc = MathF.Max(wc, 0) * c.Nearness;
        var sum = 1 / (pa + pb + pc);
        Vector128<float> va = Vector128.Create(pa * sum), vb = Vector128.Create(pb * sum), vc = Vector128.Create(pc * sum);
        return shader.Shade((va * a.A) + (vb * b.A) + (vc * c.A), (va * a.B) + (vb * b.B) + (vc * c.B));
    }

    // Takes the colour of a sample beside that lies on the same surface.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Reuse(ref float depths, ref uint colors, Vector128<float> shown, Vector128<float> near, Vector128<float> behind)
    {
        var close = Vector128.ExtractMostSignificantBits(Vector128.LessThan(Vector128.Abs(near - behind), near * SameSurface) & ~shown);
        if (close == 0)
            return false;
        var ink = Vector128.Create(Unsafe.Add(ref colors, BitOperations.TrailingZeroCount(close)));
        Vector128.ConditionalSelect(shown.AsUInt32(), ink, Vector128.LoadUnsafe(ref colors)).StoreUnsafe(ref colors);
        Vector128.ConditionalSelect(shown, near, behind).StoreUnsafe(ref depths);
        return true;
    }

    private static void Write(ref float depths, ref uint colors, Vector128<float> shown, Vector128<float> near, Vector128<float> behind, Vector128<float> color)
    {
        var opacity = color[3];
        var ink = Vector128.Create(Srgb.Pack(color));
        var present = Vector128.LoadUnsafe(ref colors);
        if (opacity < Solid)
            ink = Mix(present, ink, opacity);
        Vector128.ConditionalSelect(shown.AsUInt32(), ink, present).StoreUnsafe(ref colors);
        if (opacity >= 0.5f)
            Vector128.ConditionalSelect(shown, near, behind).StoreUnsafe(ref depths);
    }

    // In sRGB steps: right enough for the soft edges it is meant for.
    private static Vector128<uint> Mix(Vector128<uint> below, Vector128<uint> above, float opacity)
    {
        var share = Vector128.Create((uint)(Math.Clamp(opacity, 0, 1) * 256));
        var rest = Vector128.Create(256u) - share;
        Vector128<uint> even = Vector128.Create(0xFF00FFu), odd = Vector128.Create(0x00FF00u);
        var redBlue = (((below & even) * rest) + ((above & even) * share)) >>> 8;
        var green = (((below & odd) * rest) + ((above & odd) * share)) >>> 8;
        return (redBlue & even) | (green & odd);
    }

    // A corner's share of the triangle as a plane over the screen: 0 on the opposite edge, 1 at the corner.
    private readonly struct Edge
    {
        private readonly float _start;

        public Edge(in ScreenVertex from, in ScreenVertex to, float per, int left, int top)
        {
            StepX = (from.Y - to.Y) * per;
            StepY = (to.X - from.X) * per;
            _start = ((left + 0.5f - from.X) * StepX) + ((top + 0.5f - from.Y) * StepY);
            Samples = (SampleX * StepX) + (SampleY * StepY) + Vector128.Create(Slack * (MathF.Abs(StepX) + MathF.Abs(StepY)));
        }

        public float StepX { get; }

        public float StepY { get; }

        public Vector128<float> Samples { get; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Row(int row) => _start + (row * StepY);
    }
}
