using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One side of a chin-long cut: from the parting over the skull, then falling, turned in at the hem.</summary>
/// <param name="side">1 for the left side, -1 for the right.</param>
/// <param name="parting">The parting's x.</param>
internal sealed class BobSheet(float side, float parting) : HairSheet
{
    private const float Front = 54 * MathF.PI / 180;
    private const float Back = 181 * MathF.PI / 180;

    // The edge that frames the face: the fuller side sweeps lower over the forehead.
    private static readonly Vector3[] SmallSide =
        [new(0.43f, -0.69f, -0.10f), new(0.64f, -0.46f, 0.04f), new(0.79f, -0.12f, 0.18f), new(0.85f, 0.32f, 0.22f), new(0.82f, 0.72f, 0.14f), new(0.66f, 1.06f, 0.05f)];

    private static readonly Vector3[] FullSide =
        [new(-0.14f, -0.69f, -0.29f), new(-0.50f, -0.49f, -0.17f), new(-0.75f, -0.13f, 0.08f), new(-0.85f, 0.32f, 0.16f), new(-0.82f, 0.72f, 0.08f), new(-0.65f, 1.06f, 0.0f)];

    public override bool Turned => side < 0;

    public override Vector3 At(float across, float along)
    {
        var edge = side > 0 ? SmallSide : FullSide;
        var root = Parting(parting, Smooth(across * 1.05f));
        var share = Smooth(across / 0.42f);
        var azimuth = Front + ((Back - Front) * across);
        var fall = Skull(side * azimuth, -0.22f, 1.0f);
        var middle = new Vector3(0, 0, HeadCage.SkullCenter.Z);
        Vector3 Hang(float y, float wide) => (middle + ((fall - middle) * new Vector3(wide, 0, wide))) with { Y = y };
        var hem = 1.04f - (0.17f * Smooth(across));
        var swept = Skull(side * azimuth, 0.72f, 1.16f);
        ReadOnlySpan<Vector3> points =
        [
            root,
            Vector3.Lerp(edge[0], Onto(Vector3.Lerp(root, swept, 0.45f), 1.165f), share),
            Vector3.Lerp(edge[1], swept, share),
            Vector3.Lerp(edge[2], Skull(side * azimuth, 0.25f, 1.18f), share),
            Vector3.Lerp(edge[3], Hang(0.32f, 1.23f), share),
            Vector3.Lerp(edge[4], Hang(0.72f, 1.22f), share),
            Vector3.Lerp(edge[5], Hang(hem, 1.03f), share),
        ];
        return Through(points, along);
    }
}

/// <summary>One side of a short cut: from the parting over the skull to the hairline round the ear and the nape.</summary>
/// <param name="side">1 for the left side, -1 for the right.</param>
/// <param name="parting">The parting's x.</param>
internal sealed class CropSheet(float side, float parting) : HairSheet
{
    private const float Front = 56 * MathF.PI / 180;
    private const float Back = 181 * MathF.PI / 180;

    private static readonly Vector3[] SmallSide = [new(0.44f, -0.76f, -0.12f), new(0.66f, -0.52f, 0.05f), new(0.79f, -0.2f, 0.26f), new(0.80f, 0.04f, 0.40f)];
    private static readonly Vector3[] FullSide = [new(-0.1f, -0.82f, -0.30f), new(-0.46f, -0.62f, -0.19f), new(-0.75f, -0.25f, 0.17f), new(-0.80f, 0.04f, 0.38f)];

    public override bool Turned => side < 0;

    public override float Relief(float across, float along) => 0.045f * (1 - (0.75f * Smooth((along - 0.45f) / 0.5f)));

    public override Vector3 At(float across, float along)
    {
        var edge = side > 0 ? SmallSide : FullSide;
        var root = Parting(parting, Smooth(across * 1.05f));
        var share = Smooth(across / 0.35f);
        var azimuth = side * (Front + ((Back - Front) * across));
        var swept = Skull(azimuth, 0.7f, 1.15f);
        var end = -0.17f - (0.5f * Smooth((across - 0.25f) / 0.5f));
        ReadOnlySpan<Vector3> points =
        [
            root,
            Vector3.Lerp(edge[0], Onto(Vector3.Lerp(root, swept, 0.45f), 1.165f), share),
            Vector3.Lerp(edge[1], swept, share),
            Vector3.Lerp(edge[2], Skull(azimuth, 0.24f, 1.10f), share),
            Vector3.Lerp(edge[3], Skull(azimuth, end, 1.03f), share),
        ];
        return Through(points, along);
    }
}

/// <summary>One side of hair drawn from the hairline up to a knot on the crown.</summary>
/// <param name="side">1 for the left side, -1 for the right.</param>
internal sealed class UpdoSheet(float side) : HairSheet
{
    /// <summary>Middle of the knot.</summary>
    public static readonly Vector3 Knot = new(0, -1.10f, 0.92f);

    private static readonly Vector3[] Hairline =
        [new(-0.02f, -0.70f, -0.235f), new(0.24f, -0.69f, -0.19f), new(0.47f, -0.60f, -0.06f), new(0.68f, -0.38f, 0.12f), new(0.78f, -0.06f, 0.34f), new(0.80f, 0.24f, 0.52f), new(0.74f, 0.5f, 0.95f), new(0.42f, 0.66f, 1.3f), new(-0.02f, 0.7f, 1.42f)];

    public override bool Turned => side > 0;

    public override float Relief(float across, float along) => 0.035f;

    public override Vector3 At(float across, float along)
    {
        var root = Onto(Through(Hairline, across), 1.015f);
        var end = Knot + new Vector3(0.16f * MathF.Sin(across * MathF.PI), 0.12f, -0.16f * MathF.Cos(across * MathF.PI));
        var first = Onto(Vector3.Lerp(root, end, 0.3f), 1.085f);
        var second = Onto(Vector3.Lerp(root, end, 0.68f), 1.10f);
        var at = Through([root, first, second, end], along);
        return at with { X = at.X * side };
    }
}

/// <summary>The knot itself, wound round.</summary>
internal sealed class KnotSheet : HairSheet
{
    public override float Relief(float across, float along) => 0.05f;

    public override Vector3 At(float across, float along)
    {
        float turn = (across * MathF.Tau) + (along * 1.5f), rise = (along - 0.5f) * 2.7f;
        var flat = 0.25f * MathF.Cos(rise);
        return UpdoSheet.Knot + new Vector3(MathF.Sin(turn) * flat, 0.2f * MathF.Sin(rise), -MathF.Cos(turn) * flat);
    }
}
