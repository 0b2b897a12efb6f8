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

    // Half ways between viewer and key light, and viewer and rim light, by coordinate; each twice, for both bands.
    private static readonly Vector3 Key = Vector3.Normalize(Vector3.Normalize(new Vector3(-0.45f, -0.75f, -0.6f)) - Vector3.UnitZ);
    private static readonly Vector3 Rim = Vector3.Normalize(Vector3.Normalize(new Vector3(0.8f, -0.5f, 0.1f)) - Vector3.UnitZ);
    private static readonly Vector128<float> HalfX = Vector128.Create(Key.X, Rim.X, Key.X, Rim.X);
    private static readonly Vector128<float> HalfY = Vector128.Create(Key.Y, Rim.Y, Key.Y, Rim.Y);
    private static readonly Vector128<float> HalfZ = Vector128.Create(Key.Z, Rim.Z, Key.Z, Rim.Z);
    private static readonly Vector128<float> Power = Vector128.Create(1, 0.5f, 1, 0.5f);

    // The cuticle's scales tilt the first band towards the root, the second towards the tip.
    private static readonly Vector128<float> Tilt = Vector128.Create(-0.10f, -0.10f, 0.14f, 0.14f);
    private static readonly Vector128<float> Narrow = Vector128.Create(45f, 45f, 11f, 11f);

    public static bool Smooth => true;

    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var light = lights.Light(LightMap.Place(a));
        float coarse = At(b[3] * 3.1f), fine = At(b[3] * 11.3f + 40);
        var along = (HalfX * b[0]) + (HalfY * b[1]) + (HalfZ * b[2]) + Tilt + Vector128.Create((coarse - 0.5f) * 0.16f);
        var facing = Vector128.Min(Vector128.Max((((HalfX * a[0]) + (HalfY * a[1]) + (HalfZ * a[2])) * 1.5f) + Vector128.Create(0.2f), Vector128<float>.Zero), Vector128<float>.One);

        // (sine)^power for small cosines, without a power function.
        var t = along * along * Narrow;
        var bands = facing * Power / (Vector128<float>.One + t + (t * t * 0.5f) + (t * t * t * 0.2f));
        float white = bands[0] + bands[1], own = bands[2] + bands[3];
        var open = a[3] * (a[2] > 0 ? 0.3f : 1);
        var strands = 0.55f + (0.55f * coarse) + (0.3f * fine);
        var lit = color * light * (strands * open);
        lit += ((color * (own * 1.25f)) + Vector128.Create(white * 0.13f)) * (open * open * (0.4f + fine));
        return lit.WithElement(3, 1);
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
