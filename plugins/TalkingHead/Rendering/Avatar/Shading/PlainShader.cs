using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One colour, soft light, a little shine. A: normal and openness; B: unused, unused, unused, how much darker (0 to 1).</summary>
internal readonly struct PlainShader(LightMap lights, Vector128<float> color, float sheen, float gloss, Vector128<float> bleed) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var place = LightMap.Place(a);
        Vector128<float> light = lights.Light(place), shine = lights.Shine(place);
        var open = a[3];
        var reach = Vector128.Create(open) + (bleed * (1 - open));
        var lit = (color * light * reach * (1 - b[3])) + ((Vector128.Create(light[3] * sheen) + (shine * gloss)) * open);
        return lit.WithElement(3, 1);
    }
}
