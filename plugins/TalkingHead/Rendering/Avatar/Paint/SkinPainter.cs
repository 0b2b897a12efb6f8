using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Paints the skin's picture: tones, shadows that stay, lids, lips, brows.</summary>
internal sealed class SkinPainter
{
    private static readonly Vector128<float> Warm = Vector128.Create(1.0f, 0.74f, 0.70f, 1);
    private static readonly Vector128<float> Shade = Vector128.Create(0.62f, 0.44f, 0.40f, 1);
    private static readonly Vector128<float> Deep = Vector128.Create(0.22f, 0.11f, 0.09f, 1);

    private readonly HeadSkin _skin;
    private readonly AvatarLook _look;
    private readonly SkinBrush _brush;
    private readonly SkinPicture _picture;

    private SkinPainter(HeadSkin skin, AvatarLook look, int side)
    {
        (_skin, _look) = (skin, look);
        _picture = new SkinPicture(side);
        _brush = new SkinBrush(_picture);
    }

    /// <summary>Paints.</summary>
    /// <param name="skin">Says where each face point lies in the picture.</param>
    /// <param name="look">Colours.</param>
    /// <param name="side">Texels.</param>
    public static SkinPicture Paint(HeadSkin skin, AvatarLook look, int side)
    {
        var painter = new SkinPainter(skin, look, side);
        Array.Fill(painter._picture.Texels, Srgb.Linear(look.Skin).WithElement(3, 0.03f));
        painter.Tones();
        painter.Shadows();
        painter.Hairline();
        painter.Lids();
        painter.Lips();
        BrowPainter.Paint(painter._brush, painter.At, Srgb.Linear(look.Brows), 1 + look.Form.Brows);
        painter._picture.Finish();
        return painter._picture;
    }

    private Vector2 At(int point) => SkinAtlas.Face(new Vector2(_skin.Extra[point][0], _skin.Extra[point][1]));

    private void Tones()
    {
        _brush.Spot(new Vector2(0.42f, 0.42f), new Vector2(0.22f, 0.16f), Warm, 0.42f, true);
        _brush.Spot(new Vector2(0, 0.42f), new Vector2(0.13f, 0.12f), Warm, 0.38f, true);
        _brush.Spot(new Vector2(0, 1.08f), new Vector2(0.2f, 0.12f), Warm, 0.2f, true);
        _brush.Spot(new Vector2(0.35f, -0.02f), new Vector2(0.24f, 0.14f), Warm, 0.22f, true);
        _brush.Spot(new Vector2(0, -0.4f), new Vector2(0.4f, 0.2f), Vector128.Create(1.05f, 1.04f, 1.0f, 1), 0.5f, true);
    }

    private void Shadows()
    {
        _brush.Spot(new Vector2(0.16f, -0.04f), new Vector2(0.06f, 0.1f), Shade, 0.42f, true);
        _brush.Spot(new Vector2(0.34f, -0.17f), new Vector2(0.17f, 0.05f), Shade, 0.25f, true);
        _brush.Spot(At(14) + new Vector2(0, 0.17f), new Vector2(0.12f, 0.035f), Shade, 0.35f, true);
        _brush.Spot(At(2) + new Vector2(0, 0.03f), new Vector2(0.12f, 0.03f), Shade, 0.45f, true);
        Vector2 wing = At(327), middle = At(2);
        Vector2[] nostril = [Vector2.Lerp(middle, wing, 0.28f) + new Vector2(0, -0.004f), Vector2.Lerp(middle, wing, 0.5f) + new Vector2(0, -0.014f), Vector2.Lerp(middle, wing, 0.74f) + new Vector2(0, -0.006f)];
        _brush.Line(new Curve(nostril).Chain(12), t => 0.006f + (0.014f * MathF.Sin(t * MathF.PI)), Srgb.Linear(_look.Skin) * Deep, _ => 0.95f, 0.018f);
        Nose();
        _brush.Spot(At(278) + new Vector2(0.02f, 0.03f), new Vector2(0.03f, 0.06f), Shade, 0.4f, true);
    }

    // Wings, the bridge's sides, and a glossy tip.
    private void Nose()
    {
        Vector2 wing = At(278), tip = At(4), under = At(327);
        Vector2[] crease = [wing + new Vector2(-0.012f, -0.035f), wing + new Vector2(0.012f, 0), Vector2.Lerp(wing, under, 0.75f) + new Vector2(0.012f, 0.004f)];
        _brush.Line(new Curve(crease).Chain(10), _ => 0.002f, Srgb.Linear(_look.Skin) * Shade, t => 0.75f * (1 - (0.5f * t)), 0.026f);
        _brush.Spot(new Vector2(0.085f, tip.Y - 0.2f), new Vector2(0.03f, 0.16f), Shade, 0.3f, true);
        _brush.Spot(new Vector2(0, tip.Y - 0.02f), new Vector2(0.05f, 0.045f), Vector128.Create(1.12f, 1.1f, 1.08f, 1), 0.9f, true);
        _brush.Each(tip - new Vector2(0.12f), tip + new Vector2(0.12f), (p, old) => old.WithElement(3, old[3] + (0.3f * MathF.Exp(-((p - tip) / 0.045f).LengthSquared()))));
    }

    // The soft shadow that hair throws on the forehead and the temples.
    private void Hairline()
    {
        foreach (var sheet in HairParts.Sheets(_look.Cut).Select(x => x.Sheet))
        {
            var edge = Enumerable.Range(0, 24).Select(i => sheet.At(0, i / 23f));
            var chain = edge.Where(p => p.Z < 0.6f).Select(p => new Vector2(p.X, p.Y)).ToArray();
            var shade = Srgb.Linear(_look.Skin) * Shade;
            _brush.Line(chain, _ => 0.01f, shade, _ => 0.75f, 0.15f, mirrored: false);
        }
    }

    private void Lids()
    {
        var upper = new Curve([.. FaceTopology.UpperLid.Select(At)]).Chain(40);
        var lower = new Curve([.. FaceTopology.LowerLid.Select(At)]).Chain(40);
        var fold = new Curve([.. FaceTopology.UpperFold.Skip(1).SkipLast(1).Select((p, i) => Vector2.Lerp(At(p), At(FaceTopology.UpperLid[i + 1]), 0.3f))]).Chain(40);
        var shade = Srgb.Linear(_look.Skin) * Shade;
        var liner = Srgb.Linear(0x2A1A16);
        _brush.Line(fold, _ => 0.006f, shade, t => 0.85f * MathF.Sqrt(MathF.Max(0, 4 * t * (1 - t))), 0.03f);
        _brush.Line(upper, t => 0.012f + (0.004f * (1 - t)), liner, t => 0.9f * (1 - MathF.Pow(t, 6)), 0.016f);
        _brush.Line(lower, _ => 0.002f, shade * 0.7f, t => 0.55f * (1 - t), 0.022f);
    }

    private void Lips()
    {
        var outer = Closed(FaceTopology.LipsOuter);
        var color = Srgb.Linear(_look.Lips);
        var contact = new Curve([.. FaceTopology.UpperLipInner.Select(At)]).Chain(60);
        Vector2 low = outer.Aggregate(Vector2.Min) - new Vector2(0.05f), high = outer.Aggregate(Vector2.Max) + new Vector2(0.05f);
        _brush.Each(low, high, (p, old) =>
        {
            var distance = Curve.Nearest(outer, p).Distance * (Curve.Inside(outer, p) ? -1 : 1);
            var share = 1 - Curves.Smooth((distance + 0.016f) / 0.026f);
            if (share <= 0)
                return old;
            var line = Curve.Nearest(contact, p).Distance;
            var lip = color * (p.Y < contact[30].Y ? 0.86f : 1f) * (0.62f + (0.38f * Curves.Smooth(line / 0.03f)));
            var mixed = old + ((lip - old) * share * 0.92f);
            return mixed.WithElement(3, 0.03f + (0.42f * share * Curves.Smooth(line / 0.03f)));
        });
        _brush.Spot(At(291) + new Vector2(0.012f, 0.002f), new Vector2(0.022f, 0.016f), Shade, 0.75f, true);
    }

    private Vector2[] Closed(IReadOnlyList<int> points)
    {
        var all = points.Concat(points.Take(1)).Select(At).ToArray();
        return new Curve(all).Chain(121);
    }
}
