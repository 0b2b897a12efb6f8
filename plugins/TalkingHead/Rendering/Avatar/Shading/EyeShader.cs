using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// An eyeball: sclera, iris with its ring and spokes, pupil, the key light's reflection and the upper lid's soft shadow.
/// A: normal and openness; B: direction from the eyeball's middle.
/// </summary>
internal readonly struct EyeShader : IPixelShader
{
    private const float IrisRadius = 0.56f;
    private const float PupilRadius = 0.235f;
    private const float Soft = 0.035f;

    private static readonly Vector128<float> White = Srgb.Linear(0xEFE9E4);
    private static readonly Vector128<float> Corner = Srgb.Linear(0xD9A79B);
    private static readonly Vector128<float> Pupil = Srgb.Linear(0x0B0908);

    private readonly LightMap _lights;
    private readonly Vector128<float> _iris;
    private readonly Vector128<float> _ring;
    private readonly Vector3 _gaze;
    private readonly Vector3 _right;
    private readonly Vector3 _down;
    private readonly float _lidY;
    private readonly float _cornerX;

    /// <summary>An eye that looks somewhere.</summary>
    /// <param name="lights">Of <see cref="Finish.Wet"/>.</param>
    /// <param name="iris">Its colour, linear.</param>
    /// <param name="yaw">Gaze to the subject's left, radians.</param>
    /// <param name="pitch">Gaze upwards, radians.</param>
    /// <param name="lidY">Height of the upper lid's edge on the eyeball, in its half axis: -1 top, 1 bottom.</param>
    /// <param name="inner">-1 where the nose is on the side of smaller x, else 1.</param>
    public EyeShader(LightMap lights, Vector128<float> iris, float yaw, float pitch, float lidY, float inner)
    {
        _lights = lights;
        _iris = iris;
        _ring = iris * Vector128.Create(0.22f, 0.22f, 0.25f, 1);
        _gaze = new Vector3(MathF.Sin(yaw) * MathF.Cos(pitch), -MathF.Sin(pitch), -MathF.Cos(yaw) * MathF.Cos(pitch));
        _right = Vector3.Normalize(Vector3.Cross(_gaze, Vector3.UnitY));
        _right = _right.X < 0 ? -_right : _right;
        _down = Vector3.Cross(_right, _gaze);
        _down = _down.Y < 0 ? -_down : _down;
        _lidY = lidY;
        _cornerX = inner;
    }

    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var direction = Vector3.Normalize(b.AsVector3());
        var color = Color(direction);
        var place = LightMap.Place(a);
        Vector128<float> light = _lights.Light(place), shine = _lights.Shine(place);
        var below = direction.Y - _lidY;
        var shadow = 0.42f + (0.58f * Curves.Smooth(below / 0.42f));
        var edge = 1 - (0.35f * Math.Clamp((MathF.Abs(direction.X) - 0.5f) * 2, 0, 1));
        var lit = (color * light * (shadow * edge * a[3])) + (shine * (0.25f * shadow));
        lit += Vector128.Create(Glint(direction) * (0.35f + (0.65f * shadow)) );
        return lit.WithElement(3, 1);
    }

    /// <summary>The eyeball's own colour, without light.</summary>
    /// <param name="direction">From its middle.</param>
    public Vector128<float> Color(Vector3 direction)
    {
        var pink = Math.Clamp((MathF.Abs(direction.X) - 0.55f) * 1.6f, 0, 1) * (direction.X * _cornerX > 0 ? 1 : 0.5f);
        var color = White + ((Corner - White) * pink);
        if (Vector3.Dot(direction, _gaze) <= 0)
            return color;
        float x = Vector3.Dot(direction, _right), y = Vector3.Dot(direction, _down);
        return Iris(color, x, y, MathF.Sqrt((x * x) + (y * y)));
    }

    private Vector128<float> Iris(Vector128<float> color, float x, float y, float away)
    {
        var share = 1 - Curves.Smooth((away - IrisRadius + Soft) / (Soft * 2));
        if (share <= 0)
            return color;
        var angle = MathF.Atan2(y, x);
        var spokes = 0.88f + (0.12f * MathF.Sin(angle * 23) * MathF.Sin((angle * 11) + 1.3f)) + (0.05f * MathF.Sin(angle * 41));
        var t = away / IrisRadius;

        // Light gathers in the iris opposite to the lamp: what makes a drawn eye look wet and deep.
        var gathered = 0.62f + (0.75f * Curves.Smooth((y / IrisRadius * 0.8f) + 0.45f));
        var inner = _iris * (spokes * gathered);
        inner += ((_ring * gathered) - inner) * Curves.Smooth((t - 0.7f) / 0.3f);
        inner += (Pupil - inner) * (1 - Curves.Smooth((away - PupilRadius + Soft) / (Soft * 2)));
        return color + ((inner - color) * share);
    }

    // The key light's window on the cornea, and a small one of the fill.
    private static float Glint(Vector3 d)
    {
        float x = d.X + 0.24f, y = d.Y + 0.27f, main = 1 - Curves.Smooth((MathF.Sqrt((x * x) + (y * y)) - 0.095f) / 0.05f);
        float x2 = d.X - 0.2f, y2 = d.Y - 0.26f, small = 1 - Curves.Smooth((MathF.Sqrt((x2 * x2) + (y2 * y2)) - 0.04f) / 0.05f);
        return (main * 0.95f) + (small * 0.22f);
    }
}
