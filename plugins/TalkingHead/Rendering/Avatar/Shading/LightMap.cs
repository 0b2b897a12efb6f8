using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>How a surface takes the light.</summary>
/// <param name="Wrap">How far light reaches round the form in red, green and blue: 0 hard, 0.5 very soft.</param>
/// <param name="Broad">Exponent of the broad sheen.</param>
/// <param name="Tight">Exponent of the tight highlight.</param>
internal readonly record struct Finish(Vector3 Wrap, float Broad, float Tight)
{
    /// <summary>Skin: light wraps round, in red the most.</summary>
    public static Finish Skin { get; } = new(new Vector3(0.46f, 0.30f, 0.24f), 9, 70);

    /// <summary>Cloth, hair and the like.</summary>
    public static Finish Matte { get; } = new(new Vector3(0.25f), 6, 40);

    /// <summary>Teeth, eyes.</summary>
    public static Finish Wet { get; } = new(new Vector3(0.35f), 30, 220);
}

/// <summary>
/// All lights (key from the upper left of the picture, fill, rim, sky and ground) as tables over the surface's normal: lights and
/// viewer are so far away that nothing else matters. Immutable.
/// </summary>
internal sealed class LightMap
{
    private const int Size = 144;

    private static readonly Vector128<float> OnlyXyz = Vector128.Create(-1, -1, -1, 0).AsSingle();

    // Light and shine of a normal lie side by side.
    private readonly Vector128<float>[] _table = new Vector128<float>[Size * Size * 2];

    private static readonly (Vector3 To, Vector3 Color)[] Lamps =
    [
        (Vector3.Normalize(new Vector3(-0.5f, -0.62f, -0.8f)), new Vector3(1.02f, 0.97f, 0.9f) * 0.83f),
        (Vector3.Normalize(new Vector3(0.85f, -0.05f, -0.6f)), new Vector3(0.8f, 0.88f, 1f) * 0.3f),
        (Vector3.Normalize(new Vector3(0.75f, -0.35f, 0.55f)), new Vector3(1f, 0.93f, 0.86f) * 0.75f),
        (Vector3.Normalize(new Vector3(-0.85f, -0.3f, 0.6f)), new Vector3(0.86f, 0.92f, 1f) * 0.45f),
    ];

    private static readonly Vector3 Sky = new(0.30f, 0.315f, 0.34f);
    private static readonly Vector3 Ground = new(0.2f, 0.17f, 0.155f);

    /// <summary>Works the tables out.</summary>
    public LightMap(Finish finish)
    {
        for (var i = 0; i < Size * Size; i++)
        {
            float x = (((i % Size) + 0.5f) / Size * 2.04f) - 1.02f, y = (((i / Size) + 0.5f) / Size * 2.04f) - 1.02f;
            var flat = MathF.Min(1, (x * x) + (y * y));
            var normal = Vector3.Normalize(new Vector3(x, y, -MathF.Sqrt(1 - flat)));
            (_table[i * 2], _table[(i * 2) + 1]) = At(normal, finish);
        }
    }

    /// <summary>A normal's place in the tables.</summary>
    /// <param name="normal">x right, y down, z to the back; of any length above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Place(Vector128<float> normal)
    {
        var flat = normal & OnlyXyz;
        var unit = flat * (1 / MathF.Sqrt(Vector128.Dot(flat, flat) + 1e-12f));
        var place = Vector128.ConvertToInt32((unit * (Size / 2.04f)) + Vector128.Create(Size / 2f));
        return ((place[1] * Size) + place[0]) * 2;
    }

    /// <summary>Light that falls on it (linear, about 1 in full light); the fourth number is the broad sheen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Light(int place) => _table[place];

    /// <summary>The tight highlight's light; the fourth number is 0 seen straight on and 1 at the outline.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Shine(int place) => _table[place + 1];

    private static (Vector128<float> Light, Vector128<float> Shine) At(Vector3 n, Finish finish)
    {
        var light = Vector3.Lerp(Ground, Sky, 0.5f - (n.Y * 0.5f));
        Vector3 shine = default;
        float broad = 0;
        foreach (var (to, color) in Lamps)
        {
            var facing = Vector3.Dot(n, to);
            light += color * Wrapped(facing, finish.Wrap);
            var half = Vector3.Normalize(to - Vector3.UnitZ);
            var mirror = MathF.Max(0, Vector3.Dot(n, half)) * (facing > 0 ? MathF.Min(1, facing * 4) : 0);
            broad += MathF.Pow(mirror, finish.Broad) * color.Y;
            shine += color * MathF.Pow(mirror, finish.Tight);
        }

        var outline = MathF.Pow(1 - MathF.Max(0, -n.Z), 3);
        return (Vector128.Create(light.X, light.Y, light.Z, broad), Vector128.Create(shine.X, shine.Y, shine.Z, outline));
    }

    private static Vector3 Wrapped(float facing, Vector3 wrap)
    {
        float One(float w)
        {
            var t = MathF.Max(0, (facing + w) / (1 + w));
            return t * (t + ((1 - t) * (1 - w)));
        }

        return new Vector3(One(wrap.X), One(wrap.Y), One(wrap.Z));
    }
}
