using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Hair: strands by noise across them, and the highlight of fibres (Kajiya and Kay, 1989) in two bands, the inner one in the
/// hair's own colour (after Marschner and others, 2003). A: normal and openness; B: strand direction and the strand's number.
/// </summary>
internal readonly struct HairShader(LightMap lights, Vector128<float> color) : IPixelShader
{
    private static readonly float[] Noise = MakeNoise();

    private static readonly (Vector3 Half, float Power)[] Lamps =
    [
        (Vector3.Normalize(Vector3.Normalize(new Vector3(-0.45f, -0.75f, -0.6f)) - Vector3.UnitZ), 1f),
        (Vector3.Normalize(Vector3.Normalize(new Vector3(0.8f, -0.5f, 0.1f)) - Vector3.UnitZ), 0.5f),
    ];

    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var place = LightMap.Place(a);
        var light = lights.Light(place);
        float coarse = At(b[3] * 3.1f), fine = At(b[3] * 11.3f + 40);
        var strands = 0.55f + (0.55f * coarse) + (0.3f * fine);
        var along = Vector3.Normalize(b.AsVector3());
        var normal = a.AsVector3();
        float white = 0, own = 0;
        foreach (var (half, power) in Lamps)
        {
            // The cuticle's scales tilt the first band towards the root, the second towards the tip.
            var t = Vector3.Dot(along, half) + ((coarse - 0.5f) * 0.16f);
            var facing = Math.Clamp((Vector3.Dot(normal, half) * 1.5f) + 0.2f, 0, 1) * power;
            white += Fibre(t - 0.10f, 90) * facing;
            own += Fibre(t + 0.14f, 22) * facing;
        }

        var open = a[3] * (a[2] > 0 ? 0.3f : 1);
        var lit = color * light * (strands * open);
        lit += ((color * (own * 1.25f)) + Vector128.Create(white * 0.13f)) * (open * open * (0.4f + fine));
        return lit.WithElement(3, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Fibre(float cosine, float power)
    {
        // (sin)^power for small cosines, without a power function.
        var t = cosine * cosine * power * 0.5f;
        return t > 6 ? 0 : 1 / (1 + t + (t * t * 0.5f) + (t * t * t * 0.2f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float At(float x)
    {
        x += 2048;
        var i = (int)x;
        float a = Noise[i & 1023], b = Noise[(i + 1) & 1023];
        return a + ((b - a) * (x - i));
    }

    private static float[] MakeNoise()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 1024).Select(_ => random.NextSingle())];
    }
}
