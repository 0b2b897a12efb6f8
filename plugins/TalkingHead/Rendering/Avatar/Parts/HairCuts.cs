using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One side of a hanging cut: from the parting over the skull, then falling, turned in at the hem.</summary>
/// <param name="side">1 for the left side, -1 for the right.</param>
/// <param name="parting">The parting's x.</param>
/// <param name="longer">How far below the chin it reaches, face units.</param>
internal sealed class BobSheet(float side, float parting, float longer = 0) : HairSheet
{
    private const float Front = 54 * MathF.PI / 180;
    private const float Back = 181 * MathF.PI / 180;

    // The edge that frames the face, on the left: the fuller side, beyond the parting, sweeps lower over the forehead.
    private static readonly Vector3[] SmallSide =
        [new(0.43f, -0.69f, -0.10f), new(0.64f, -0.46f, 0.04f), new(0.79f, -0.12f, 0.18f), new(0.85f, 0.32f, 0.22f), new(0.82f, 0.72f, 0.14f), new(0.66f, 1.06f, 0.05f)];

    private static readonly Vector3[] FullSide =
        [new(0.14f, -0.69f, -0.29f), new(0.50f, -0.49f, -0.17f), new(0.75f, -0.13f, 0.08f), new(0.85f, 0.32f, 0.16f), new(0.82f, 0.72f, 0.08f), new(0.65f, 1.06f, 0.0f)];

    public override bool Turned => side < 0;

    public override float Tip => 0.8f;

    public override Vector3 At(float across, float along)
    {
        var edge = side * parting > 0 ? SmallSide : FullSide;
        Vector3 Frame(int i) => (edge[i] with { X = edge[i].X * side }) + new Vector3(0, MathF.Max(0, i - 3) * longer / 2, 0);
        var root = Parting(parting, Curves.Smooth(across * 1.05f));
        var share = Curves.Smooth(across / 0.42f);
        var azimuth = Front + ((Back - Front) * across);
        var fall = Skull(side * azimuth, -0.22f, 1.0f);
        var middle = new Vector3(0, 0, HeadCage.SkullCenter.Z);
        Vector3 Hang(float y, float wide) => (middle + ((fall - middle) * new Vector3(wide, 0, wide))) with { Y = y };
        var hem = 1.04f + longer - (0.17f * Curves.Smooth(across));
        var swept = Skull(side * azimuth, 0.72f, 1.16f);
        ReadOnlySpan<Vector3> points =
        [
            root,
            Vector3.Lerp(Frame(0), Onto(Vector3.Lerp(root, swept, 0.45f), 1.165f), share),
            Vector3.Lerp(Frame(1), swept, share),
            Vector3.Lerp(Frame(2), Skull(side * azimuth, 0.25f, 1.18f), share),
            Vector3.Lerp(Frame(3), Hang(0.32f, 1.23f), share),
            Vector3.Lerp(Frame(4), Hang(0.72f + (longer / 2), 1.22f), share),
            Vector3.Lerp(Frame(5), Hang(hem, 1.03f), share),
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

    public override float Relief(float across, float along) => 0.045f * (1 - (0.75f * Curves.Smooth((along - 0.45f) / 0.5f)));

    public override Vector3 At(float across, float along)
    {
        var edge = side > 0 ? SmallSide : FullSide;
        var root = Parting(parting, Curves.Smooth(across * 1.05f));
        var share = Curves.Smooth(across / 0.35f);
        var azimuth = side * (Front + ((Back - Front) * across));
        var swept = Skull(azimuth, 0.7f, 1.15f);
        var end = -0.17f - (0.5f * Curves.Smooth((across - 0.25f) / 0.5f));
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
