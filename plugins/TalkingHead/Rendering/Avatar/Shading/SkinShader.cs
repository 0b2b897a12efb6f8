using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Skin, lips and brows: the painted picture, folds as bent normals, soft light. A: normal and openness to light; B: place in the
/// picture, depth inside the mouth, depth inside a lid.
/// </summary>
internal readonly struct SkinShader(SkinPicture picture, FoldLayer folds, LightMap lights, Vector128<float> across, Vector128<float> down) : IPixelShader
{
    private static readonly Vector128<float> Hollow = Srgb.Linear(0x4A1512);
    private static readonly Vector128<float> LidEdge = Srgb.Linear(0xD08A7E);
    private static readonly Vector128<float> Redness = Vector128.Create(0.02f, 0.26f, 0.22f, 0);
    private static readonly Vector128<float> Bleed = Vector128.Create(0.22f, 0.05f, 0.03f, 0);

    public static bool Smooth => true;

    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var paint = picture.At(folds, b[0], b[1], out var fold);
        var normal = a + (across * fold[0]) + (down * fold[1]);
        var place = LightMap.Place(normal);
        Vector128<float> light = lights.Light(place), shine = lights.Shine(place);
        var open = a[3] * (1 - fold[2]);
        var color = paint * (Vector128<float>.One - (Redness * fold[3]));
        if (b[2] > 0)
        {
            color += (Hollow - color) * MathF.Min(1, b[2] * 1.2f);
            open *= 1 - (0.97f * MathF.Min(1, b[2]));
        }
        else if (b[3] > 0)
        {
            color += (LidEdge - color) * b[3];
            open *= 1 - (0.45f * b[3]);
        }

        var reach = Vector128.Create(open) + (Bleed * (1 - open));
        var sheen = (light[3] * 0.045f) + (shine[3] * 0.05f);
        var lit = (color * light * reach) + (Vector128.Create(sheen) + (shine * (paint[3] * 0.9f))) * open;
        return lit.WithElement(3, 1);
    }
}
