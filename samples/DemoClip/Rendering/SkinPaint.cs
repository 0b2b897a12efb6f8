using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>
/// The painted skin: colour by place on the mean neutral face, and how dark each place becomes when the face folds. Painted
/// once from distances to curves through mesh points; nothing is loaded.
/// </summary>
internal sealed class SkinPaint
{
    private const int Scale = 360;
    private static readonly Vector2 Origin = new(-0.95f, -0.75f);
    private static readonly Vector3 Base = Canvas.Srgb(0xDDB093);
    private static readonly Vector3 Blush = Canvas.Srgb(0xD08A76);
    private static readonly Vector3 Lip = Canvas.Srgb(0xB4625C);
    private static readonly Vector3 Brow = Canvas.Srgb(0x4A3222);
    private static readonly Vector3 Lash = Canvas.Srgb(0x241813);

    private readonly int _width = (int)(1.9f * Scale);
    private readonly int _height = (int)(2.1f * Scale);
    private readonly Vector3[] _colour;
    private readonly Vector3[] _folds;
    private readonly Vector2[] _points;

    /// <summary>Paints the skin.</summary>
    /// <param name="points">The mean neutral face's points.</param>
    public SkinPaint(Vector2[] points)
    {
        _points = points;
        _colour = new Vector3[_width * _height];
        _folds = new Vector3[_width * _height];
        PaintBase();
        PaintShadows();
        PaintLips();
        foreach (float side in (float[])[-1, 1])
        {
            PaintBrow(side);
            PaintLids(side);
            PaintFolds(side);
        }
        PaintForeheadFolds();
    }

    /// <summary>Colour at a place.</summary>
    /// <param name="place">On the mean neutral face.</param>
    /// <param name="folding">How strongly the cheeks, the forehead and the frown fold, 0 to 1 each.</param>
    public Vector3 At(Vector2 place, Vector3 folding)
    {
        Vector2 at = (place - Origin) * Scale - new Vector2(0.5f);
        int x = Math.Clamp((int)at.X, 0, _width - 2);
        int y = Math.Clamp((int)at.Y, 0, _height - 2);
        float u = Math.Clamp(at.X - x, 0f, 1f);
        float v = Math.Clamp(at.Y - y, 0f, 1f);
        int i = y * _width + x;
        Vector3 colour = Mix(_colour, i, u, v);
        Vector3 folds = Mix(_folds, i, u, v);
        return colour * Math.Clamp(1 - Vector3.Dot(folds, folding), 0.25f, 1f);
    }

    private Vector3 Mix(Vector3[] map, int i, float u, float v) =>
        Vector3.Lerp(Vector3.Lerp(map[i], map[i + 1], u), Vector3.Lerp(map[i + _width], map[i + _width + 1], u), v);

    private Vector2 P(int index) => _points[index];

    private void Each(Vector2 from, Vector2 to, Action<int, Vector2> paint)
    {
        Vector2 low = (from - Origin) * Scale;
        Vector2 high = (to - Origin) * Scale;
        for (int y = Math.Max(0, (int)low.Y); y < Math.Min(_height, (int)high.Y); y++)
        {
            for (int x = Math.Max(0, (int)low.X); x < Math.Min(_width, (int)high.X); x++)
                paint(y * _width + x, Origin + new Vector2(x + 0.5f, y + 0.5f) / Scale);
        }
    }

    private void PaintBase() => Each(Origin, Origin + new Vector2(2, 3), (i, p) =>
    {
        float blotch = 0.5f * Noise.At(p * 5) + 0.3f * Noise.At(p * 17) + 0.35f * Noise.At(p * 90);
        Vector3 colour = Base * (1 + 0.03f * blotch);
        float cheek = Spot(p, new Vector2(MathF.CopySign(0.47f, p.X), 0.42f), 0.24f) + 0.6f * Spot(p, new Vector2(0, 0.43f), 0.14f);
        colour = Vector3.Lerp(colour, Blush, Math.Min(1, 0.33f * cheek));
        float jaw = Shapes.Step(0.75f, 1.25f, p.Y + 0.35f * MathF.Abs(p.X));
        _colour[i] = colour * (1 - 0.10f * jaw);
    });

    private static float Spot(Vector2 p, Vector2 middle, float radius) => MathF.Exp(-Vector2.DistanceSquared(p, middle) / (radius * radius));

    private void Darken(Vector2 middle, Vector2 radius, float amount) => Each(middle - radius * 2.4f, middle + radius * 2.4f, (i, p) =>
    {
        Vector2 d = (p - middle) / radius;
        _colour[i] *= 1 - amount * MathF.Exp(-d.LengthSquared());
    });

    private void PaintShadows()
    {
        foreach (float side in (float[])[-1, 1])
        {
            Darken(new Vector2(side * 0.165f, 0.0f), new Vector2(0.05f, 0.08f), 0.20f);
            Darken(new Vector2(side * 0.33f, 0.105f), new Vector2(0.15f, 0.035f), 0.12f);
            Darken(new Vector2(side * 0.35f, -0.095f), new Vector2(0.17f, 0.035f), 0.12f);
            // nostril and the wing of the nose
            Darken(new Vector2(side * 0.098f, 0.497f), new Vector2(0.052f, 0.022f), 0.88f);
            Darken(new Vector2(side * 0.235f, 0.44f), new Vector2(0.016f, 0.05f), 0.22f);
            Darken(new Vector2(side * 0.16f, 0.515f), new Vector2(0.06f, 0.016f), 0.16f);
            Darken(P(side < 0 ? 61 : 291), new Vector2(0.030f, 0.022f), 0.42f);
        }
        Darken(new Vector2(0, 0.53f), new Vector2(0.10f, 0.025f), 0.20f);
        Darken(new Vector2(0, 0.945f), new Vector2(0.15f, 0.035f), 0.24f);
        Darken(new Vector2(0, 0.60f), new Vector2(0.018f, 0.05f), 0.10f);
    }

    private void PaintLips()
    {
        Vector2[] outer = [.. FaceTopology.OuterLips.Select(P)];
        Vector2[] inner = [.. FaceTopology.InnerLips.Select(P)];
        Each(new Vector2(-0.42f, 0.58f), new Vector2(0.42f, 1.0f), (i, p) =>
        {
            float cover = Shapes.Step(0.012f, -0.022f, Shapes.ToOutline(p, outer));
            if (cover <= 0)
                return;
            float wet = 1 + 0.10f * Noise.At(new Vector2(p.X * 60, p.Y * 9));
            float rim = Shapes.Step(0.0f, 0.022f, MathF.Abs(Shapes.ToOutline(p, inner)));
            float upper = p.Y < 0.775f ? 0.86f : 1.05f;
            _colour[i] = Vector3.Lerp(_colour[i], Lip * wet * upper * (0.45f + 0.55f * rim), cover * 0.92f);
        });
    }

    private void PaintBrow(float side)
    {
        Vector2[] outline = [.. (side < 0 ? FaceTopology.RightBrow : FaceTopology.LeftBrow).Select(P)];
        Vector2 middle = outline.Aggregate((a, b) => a + b) / outline.Length;
        Each(middle - new Vector2(0.36f, 0.16f), middle + new Vector2(0.36f, 0.16f), (i, p) =>
        {
            float inside = Shapes.Step(0.020f, -0.016f, Shapes.ToOutline(p, outline));
            if (inside <= 0)
                return;
            // Hairs lean outwards and up.
            float slanted = MathF.Abs(p.X) * 120 + p.Y * 80;
            float hair = 0.84f + 0.16f * Noise.At(new Vector2(slanted, p.Y * 12));
            _colour[i] = Vector3.Lerp(_colour[i], Brow, Math.Clamp(inside * hair, 0, 0.93f));
        });
    }

    private void PaintLids(float side)
    {
        Vector2[] upper = [.. (side < 0 ? FaceTopology.RightUpperLid : FaceTopology.LeftUpperLid).Select(P)];
        Vector2[] lower = [.. (side < 0 ? FaceTopology.RightLowerLid : FaceTopology.LeftLowerLid).Select(P)];
        Vector2[] crease = [.. upper.Select((p, k) => p - new Vector2(0, 0.022f + 0.032f * MathF.Sin(MathF.PI * k / (upper.Length - 1))))];
        Vector2 middle = (upper[0] + upper[^1]) / 2;
        Each(middle - new Vector2(0.28f, 0.2f), middle + new Vector2(0.28f, 0.2f), (i, p) =>
        {
            (float distance, float along) = Shapes.ToLine(p, upper);
            float thick = 0.007f + 0.013f * (1 - along);
            float line = Shapes.Step(thick * 1.7f, thick * 0.5f, distance);
            _colour[i] = Vector3.Lerp(_colour[i], Lash, line * 0.95f);
            float under = Shapes.Step(0.012f, 0.003f, Shapes.ToLine(p, lower).Distance);
            _colour[i] = Vector3.Lerp(_colour[i], Lash, under * 0.4f);
            float fold = Shapes.Step(0.016f, 0.0f, Shapes.ToLine(p, crease).Distance);
            _colour[i] *= 1 - 0.38f * fold;
        });
    }

    /// <summary>Smile folds from the nose to beside the mouth, crow's feet, and the frown beside the nose's root.</summary>
    private void PaintFolds(float side)
    {
        Vector2 At(float x, float y) => new(side * x, y);
        Fold(Shapes.Curve(At(0.235f, 0.40f), At(0.33f, 0.47f), At(0.37f, 0.60f), At(0.375f, 0.74f)), 0.046f, new Vector3(0.34f, 0, 0));
        Fold(Shapes.Curve(At(0.36f, 0.085f), At(0.43f, 0.095f), At(0.50f, 0.075f), At(0.55f, 0.04f)), 0.022f, new Vector3(0.26f, 0, 0));
        for (int k = 0; k < 3; k++)
            Fold(Shapes.Curve(At(0.535f, 0.005f + 0.02f * k), At(0.57f, -0.005f + 0.035f * k), At(0.61f, -0.03f + 0.055f * k), At(0.645f, -0.05f + 0.075f * k)), 0.009f, new Vector3(0.26f, 0, 0));
        Fold(Shapes.Curve(At(0.07f, -0.24f), At(0.055f, -0.19f), At(0.055f, -0.13f), At(0.07f, -0.08f)), 0.012f, new Vector3(0, 0, 0.40f));
    }

    private void PaintForeheadFolds()
    {
        for (int k = 0; k < 3; k++)
        {
            float y = -0.31f - 0.062f * k;
            Fold(Shapes.Curve(new(-0.44f, y + 0.03f), new(-0.18f, y - 0.02f), new(0.18f, y - 0.02f), new(0.44f, y + 0.03f), 24), 0.013f, new Vector3(0, 0.26f, 0));
        }
    }

    private void Fold(Vector2[] line, float width, Vector3 strength)
    {
        Vector2 low = line.Aggregate(Vector2.Min) - new Vector2(width * 2);
        Vector2 high = line.Aggregate(Vector2.Max) + new Vector2(width * 2);
        Each(low, high, (i, p) =>
        {
            (float distance, float along) = Shapes.ToLine(p, line);
            float ends = MathF.Sin(MathF.PI * Math.Clamp(0.08f + 0.84f * along, 0, 1));
            _folds[i] += strength * (Shapes.Step(width, 0, distance) * ends);
        });
    }
}
