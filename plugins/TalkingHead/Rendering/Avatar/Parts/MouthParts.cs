using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Teeth, gums and tongue.</summary>
internal static class MouthParts
{
    /// <summary>Height of the lips' contact at rest.</summary>
    public const float LipLine = 0.735f;

    /// <summary>Height of the lower teeth's edges, the jaw closed.</summary>
    public const float LowerEdge = LipLine + 0.006f;

    // Widths and heights of the teeth of one side from the middle outwards, face units (9 cm), after the usual crown sizes,
    // the upper ones longer, so that a wide smile shows little gum.
    private static readonly (float Width, float Height)[] Upper =
        [(0.094f, 0.145f), (0.073f, 0.131f), (0.083f, 0.141f), (0.077f, 0.124f), (0.075f, 0.108f), (0.105f, 0.1f), (0.1f, 0.095f)];

    private static readonly (float Width, float Height)[] Lower =
        [(0.06f, 0.095f), (0.066f, 0.097f), (0.075f, 0.105f), (0.078f, 0.092f), (0.08f, 0.085f), (0.115f, 0.08f), (0.11f, 0.075f)];

    private const float UpperEdge = LipLine + 0.022f;
    private const float Overbite = 0.03f;

    /// <summary>The upper row.</summary>
    public static AvatarPart UpperTeeth() => Row("upper-teeth", PartHold.Head, Upper, UpperEdge, -1, 0);

    /// <summary>The lower row.</summary>
    public static AvatarPart LowerTeeth() => Row("lower-teeth", PartHold.Jaw, Lower, LowerEdge, 1, Overbite);

    /// <summary>The upper gums.</summary>
    public static AvatarPart UpperGums() => Gums("upper-gums", PartHold.Head, UpperEdge - 0.128f, -1, 0.012f);

    /// <summary>The lower gums.</summary>
    public static AvatarPart LowerGums() => Gums("lower-gums", PartHold.Jaw, LowerEdge + 0.075f, 1, Overbite + 0.012f);

    /// <summary>The tongue. Extra: how far a point goes with the tip.</summary>
    public static AvatarPart Tongue()
    {
        var builder = new PartBuilder();
        const int rows = 18, columns = 20;
        builder.Grid(rows, columns, true, (row, column) =>
        {
            float s = row / (rows - 1f), angle = column * MathF.Tau / columns;
            var round = MathF.Sqrt(MathF.Max(0, 1 - MathF.Pow(MathF.Max(0, (s - 0.55f) / 0.45f), 2.2f)));
            float wide = 0.19f * round * (1 - (0.12f * s)), thick = 0.06f * MathF.Sqrt(MathF.Max(0.02f, round));
            var (sin, cos) = MathF.SinCos(angle);
            var groove = 0.016f * MathF.Exp(-cos * cos * 12) * MathF.Max(0, sin) * round;
            var center = new Vector3(0, LowerEdge + 0.06f + (0.06f * MathF.Pow(1 - s, 2)), 0.5f - (0.56f * s));
            var place = center + new Vector3(-cos * wide, (-sin * thick) + groove, 0);
            return new PartPoint(place, 0.25f + (0.6f * s * s), new Vector4(Curves.Smooth((s - 0.25f) / 0.75f), 0, 0, 0));
        });
        return builder.Build("tongue", PartPaint.Gum, PartHold.Jaw);
    }

    /// <summary>How far the tongue's tip is from rest: it rises before it comes forward, over the lower teeth and not through them.</summary>
    public static Vector3 TongueShift(FacePose pose) => new(
        0, (pose.TongueUp * -0.13f) - (0.1f * Curves.Smooth(pose.TongueOut * 2.2f)), (pose.TongueUp * 0.03f) - (0.25f * Curves.Smooth((pose.TongueOut - 0.25f) / 0.75f)));

    private static AvatarPart Row(string name, PartHold hold, (float Width, float Height)[] teeth, float edge, float up, float back)
    {
        var builder = new PartBuilder();
        float x = 0;
        foreach (var (width, height) in teeth)
        {
            // Along the curve, not along x.
            var slope = 2 * 1.9f * x;
            var step = width / MathF.Sqrt(1 + (slope * slope));
            float from = x, to = x + step;
            builder.Grid(7, 7, false, (row, column) => Tooth(from, to, height, edge, up, back, row, column));
            x = to;
        }

        Backing(builder, edge, up, back, x);
        builder.Mirror();
        return builder.Build(name, PartPaint.Tooth, hold, Facing.Both);
    }

    // What shows between two teeth is shaded tooth, not the dark behind.
    private static void Backing(PartBuilder builder, float edge, float up, float back, float end) =>
        builder.Grid(2, 15, false, (row, column) =>
        {
            var x = column / 14f * end;
            return new PartPoint(new Vector3(x, edge + (up * (row == 0 ? 0.075f : 0.007f)), DentalArch.Front(x) + back + 0.008f), 0.5f * (1 - (0.75f * Curves.Smooth((x - 0.1f) / 0.2f))));
        });

    private static PartPoint Tooth(float from, float to, float height, float edge, float up, float back, int row, int column)
    {
        float u = (column / 3f) - 1, v = row / 6f, side = MathF.Pow(MathF.Abs(u), 3);
        float middle = (from + to) / 2, half = (to - from) / 2 * (0.9f + (0.095f * MathF.Sin(v * 2.2f)));
        var x = middle + (u * half);

        // v runs from the gum to the cutting edge; corners are round there, and the crown bends in at both ends.
        var y = edge + (up * (((1 - v) * height) + ((up < 0 ? 0.015f : 0.008f) * side * v * v)));
        var bulge = (0.022f * (1 - side)) - (0.016f * v * v) - (0.014f * MathF.Pow(1 - v, 3)) - (0.02f * side * MathF.Abs(u));
        var open = (1 - (0.4f * MathF.Pow(MathF.Abs(u), 5))) * (0.72f + (0.28f * Curves.Smooth(v * 2))) * (1 - (0.75f * Curves.Smooth((x - 0.1f) / 0.2f)));
        return new PartPoint(new Vector3(x, y, DentalArch.Front(x) + back - bulge), open);
    }

    private static AvatarPart Gums(string name, PartHold hold, float y, float up, float back)
    {
        var builder = new PartBuilder();
        const int columns = 41;
        builder.Grid(5, columns, false, (row, column) =>
        {
            float x = ((column / (columns - 1f)) - 0.5f) * 0.62f, v = row / 4f;
            var scallop = 0.008f * MathF.Cos(x * 70);
            var height = y + (up * ((v * 0.14f) - 0.012f + (row == 0 ? scallop : 0)));
            var open = (0.85f - (0.5f * v)) * (1 - (0.75f * Curves.Smooth((MathF.Abs(x) - 0.1f) / 0.2f)));
            return new PartPoint(new Vector3(x, height, DentalArch.Front(x) + back - (0.012f * MathF.Sin(v * MathF.PI))), open);
        });
        return builder.Build(name, PartPaint.Gum, hold, Facing.Both);
    }
}
