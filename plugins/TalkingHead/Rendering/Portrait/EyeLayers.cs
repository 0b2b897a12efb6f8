using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// An eye's picture taken apart: the white without the iris, filled in where iris and lids cover it, and the iris whole, its hidden
/// part completed from its other half. Both in the picture's pixels.
/// </summary>
internal sealed class EyeLayers
{
    private const int Rounds = 220;
    private const int Bins = 24;

    // Iris and its soft rim, in radii.
    private const float RimFrom = 0.97f;
    private const float RimTo = 1.1f;

    private readonly float[] _depth;
    private readonly EyeModel _eye;
    private readonly Photo _photo;
    private readonly float _margin;
    private readonly int _side;

    /// <summary>Takes an eye apart.</summary>
    public EyeLayers(Photo photo, EyeModel eye, PortraitLight light)
    {
        (_photo, _eye) = (photo, eye);
        var reach = eye.Width * 0.8f;
        Corner = new Vector2(MathF.Floor(eye.Middle.X - reach), MathF.Floor(eye.Middle.Y - reach));
        _side = (int)MathF.Ceiling(reach * 2) + 1;
        _margin = (eye.Opening * eye.Width * 0.13f) + 0.6f;
        _depth = new float[_side * _side];
        Vector2[] closed = [.. eye.Outline, eye.Outline[0]];
        for (var i = 0; i < _depth.Length; i++)
        {
            var distance = Curve.Nearest(closed, At(i)).Distance;
            _depth[i] = Curve.Inside(eye.Outline, At(i)) ? distance : -distance;
        }

        White = new Photo(_side, _side);
        Iris = new Photo(_side, _side);
        FillWhite(light);
        FillIris();
    }

    /// <summary>Place of the layers' first pixel in the picture.</summary>
    public Vector2 Corner { get; }

    /// <summary>The white, darker where the lids lay over it.</summary>
    public Photo White { get; }

    /// <summary>The iris; its fourth number is its opacity.</summary>
    public Photo Iris { get; }

    private Vector2 At(int i) => Corner + new Vector2((i % _side) + 0.5f, (i / _side) + 0.5f);

    private float FromIris(int i) => Vector2.Distance(At(i), _eye.Iris) / _eye.Radius;

    private void FillWhite(PortraitLight light)
    {
        var known = new float[_depth.Length];
        var levels = Enumerable.Range(0, _depth.Length).Where(i => _depth[i] > _margin && FromIris(i) > 1.14f).Select(i => Photo.Luminance(_photo.At(At(i)))).Order().ToArray();
        var high = levels.Length > 0 ? levels[levels.Length * 4 / 5] : 0;
        var sum = Vector128<float>.Zero;
        float count = 0;
        for (var i = 0; i < known.Length; i++)
        {
            var color = _photo.At(At(i));
            if (_depth[i] > 0 && FromIris(i) > 1.14f && Photo.Luminance(color) > 0.4f * high)
                known[i] = Math.Clamp(_depth[i] / _margin, 0, 1) * Pale(color, light);
            White[i % _side, i / _side] = color;
            (sum, count) = (sum + (color * known[i]), count + known[i]);
        }

        // Too little white is seen to tell its colour: the face's light on a white thing.
        var usual = Vector128.Min(light.White * 0.7f, Vector128.Create(0.85f * Photo.Luminance(light.Skin)));
        var mean = ((usual * 4) + sum) / (4 + count);
        for (var i = 0; i < known.Length; i++)
            White[i % _side, i / _side] = mean + ((White[i % _side, i / _side] - mean) * known[i]);
        Diffuse(known);
        for (var i = 0; i < known.Length; i++)
        {
            // An eyeball is round: what is filled in darkens towards the corners.
            var aside = MathF.Abs(Vector2.Dot(At(i) - _eye.Middle, _eye.Right)) / (0.5f * _eye.Width);
            var round = 1 - (0.4f * Curves.Smooth((aside - 0.45f) / 0.55f) * (1 - known[i]));
            White[i % _side, i / _side] = (White[i % _side, i / _side] * (round * (1 - (0.3f * Curves.Smooth(-_depth[i] / 2))))).WithElement(3, 1);
        }
    }

    // Skin that a rough outline takes in at the corners is no white.
    private static float Pale(Vector128<float> color, PortraitLight light) =>
        Math.Clamp(((1.05f * Photo.Luminance(light.Skin)) - Photo.Luminance(color)) / (0.2f * Photo.Luminance(light.Skin)), 0.03f, 1);

    private void Diffuse(float[] known)
    {
        var start = new Vector128<float>[known.Length];
        for (var i = 0; i < start.Length; i++)
            start[i] = White[i % _side, i / _side];
        for (var round = 0; round < Rounds; round++)
        {
            for (var y = 1; y < _side - 1; y++)
            {
                for (var x = 1; x < _side - 1; x++)
                {
                    var i = (y * _side) + x;
                    if (known[i] >= 1)
                        continue;
                    var around = (White[x - 1, y] + White[x + 1, y] + White[x, y - 1] + White[x, y + 1]) * 0.25f;
                    White[x, y] = around + ((start[i] - around) * known[i]);
                }
            }
        }
    }

    private void FillIris()
    {
        var ring = Rings();
        for (var i = 0; i < _depth.Length; i++)
        {
            var from = FromIris(i);
            var opacity = 1 - Curves.Smooth((from - RimFrom) / (RimTo - RimFrom));
            if (opacity <= 0)
                continue;
            var own = Curves.Smooth(_depth[i] / _margin);
            var mirrored = Mirrored(At(i));
            var seen = Curves.Smooth(DepthAt(mirrored) / _margin);
            var hidden = Ring(ring, from) * 0.85f;
            hidden += ((_photo.At(mirrored) * 0.85f) - hidden) * seen;
            var color = hidden + ((_photo.At(At(i)) - hidden) * own);
            Iris[i % _side, i / _side] = color.WithElement(3, opacity);
        }

        // Colours beyond the rim, so that reading between pixels mixes nothing dark in.
        for (var i = 0; i < _depth.Length; i++)
        {
            if (Iris[i % _side, i / _side][3] <= 0)
                Iris[i % _side, i / _side] = Ring(ring, 1).WithElement(3, 0);
        }
    }

    private Vector2 Mirrored(Vector2 p)
    {
        var from = p - _eye.Iris;
        var down = new Vector2(-_eye.Right.Y, _eye.Right.X);
        return p - (down * (2 * Vector2.Dot(from, down)));
    }

    private float DepthAt(Vector2 p)
    {
        int x = (int)(p.X - Corner.X), y = (int)(p.Y - Corner.Y);
        return x < 0 || y < 0 || x >= _side || y >= _side ? -1 : _depth[(y * _side) + x];
    }

    // Mean colour by distance from the iris' middle, of what is seen.
    private Vector128<float>[] Rings()
    {
        var sums = new Vector128<float>[Bins];
        for (var i = 0; i < _depth.Length; i++)
        {
            var bin = (int)(FromIris(i) * (Bins - 1) / RimTo);
            if (bin < Bins && _depth[i] > _margin)
                sums[bin] += _photo.At(At(i));
        }

        var last = sums.FirstOrDefault(s => s[3] > 0, Vector128.Create(0.05f, 0.04f, 0.03f, 1));
        for (var bin = 0; bin < Bins; bin++)
            sums[bin] = last = sums[bin][3] > 0 ? sums[bin] / sums[bin][3] : last;
        return sums;
    }

    private static Vector128<float> Ring(Vector128<float>[] rings, float from) => rings[Math.Clamp((int)(from * (Bins - 1) / RimTo), 0, Bins - 1)];
}
