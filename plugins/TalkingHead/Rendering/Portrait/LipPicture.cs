using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The picture with whole lips: teeth and dark that the mesh's rough lip edges take in are filled with the lips' own colour, darker
/// towards the inner edge, so that lips that open or close take no teeth along.
/// </summary>
internal static class LipPicture
{
    private const int Rounds = 160;
    private const float Reach = 0.05f;
    private const float Edge = 0.03f;

    /// <summary>Makes it.</summary>
    public static Photo Of(PortraitModel model)
    {
        var mesh = model.Crop.Mesh;
        Vector2[] outer = [.. FaceTopology.LipsOuter.Select(mesh.Flat)];
        Vector2[] inner = [.. FaceTopology.UpperLipInner.Select(mesh.Flat), .. FaceTopology.LowerLipInner.Skip(1).SkipLast(1).Reverse().Select(mesh.Flat)];
        var filled = new Photo(model.Crop.Picture);
        var unit = model.Frame.Unit;
        Vector2 low = outer.Aggregate(Vector2.Min) - new Vector2(2), high = outer.Aggregate(Vector2.Max) + new Vector2(2);
        int left = Math.Max(1, (int)low.X), top = Math.Max(1, (int)low.Y), right = Math.Min(filled.Width - 2, (int)high.X), bottom = Math.Min(filled.Height - 2, (int)high.Y);
        int width = right - left + 1;
        if (width < 2 || bottom <= top)
            return filled;
        var fills = new float[width * (bottom - top + 1)];
        var usual = Usual(model, outer, inner);
        for (var i = 0; i < fills.Length; i++)
        {
            var p = new Vector2(left + (i % width) + 0.5f, top + (i / width) + 0.5f);
            if (!Curve.Inside(outer, p))
                continue;
            var distance = Away(inner, p);
            var foreign = Foreign(model.Photo.At(p), usual);
            fills[i] = distance <= 1 ? 1 : Math.Clamp((Reach * unit / distance) - 1, 0, 1) * foreign;
            if (fills[i] >= 1)
                filled[(int)p.X, (int)p.Y] = usual;
        }

        Diffuse(model.Photo, filled, fills, left, top, width);
        for (var i = 0; i < fills.Length; i++)
        {
            var p = new Vector2(left + (i % width) + 0.5f, top + (i / width) + 0.5f);
            if (fills[i] > 0)
                filled[(int)p.X, (int)p.Y] *= Vector128.Create(1 - (0.45f * fills[i] * MathF.Max(0, 1 - (MathF.Max(0, Away(inner, p)) / (Edge * unit))))).WithElement(3, 1);
        }

        return filled;
    }

    private static void Diffuse(Photo photo, Photo filled, float[] fills, int left, int top, int width)
    {
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < fills.Length; i++)
            {
                if (fills[i] <= 0)
                    continue;
                int x = left + (i % width), y = top + (i / width);
                var around = (filled[x - 1, y] + filled[x + 1, y] + filled[x, y - 1] + filled[x, y + 1]) * 0.25f;
                var own = photo[x, y];
                filled[x, y] = own + ((around - own) * fills[i]);
            }
        }
    }

    // 0 inside the lips' opening.
    private static float Away(Vector2[] inner, Vector2 p) => Curve.Inside(inner, p) ? 0 : Curve.Nearest([.. inner, inner[0]], p).Distance;

    // How unlike lip a colour is.
    private static float Foreign(Vector128<float> color, Vector128<float> usual)
    {
        var level = MathF.Log2((Photo.Luminance(color) + 0.005f) / (Photo.Luminance(usual) + 0.005f));
        var red = MathF.Log2((color[0] + 0.005f) / (color[1] + 0.005f)) - MathF.Log2((usual[0] + 0.005f) / (usual[1] + 0.005f));
        return Math.Clamp(MathF.Max(MathF.Abs(level) - 0.55f, -red - 0.25f) * 2.5f, 0, 1);
    }

    // The median of the lips' middle rows.
    private static Vector128<float> Usual(PortraitModel model, Vector2[] outer, Vector2[] inner)
    {
        var middle = outer.Aggregate((a, b) => a + b) / outer.Length;
        var seen = new List<Vector128<float>>();
        foreach (var p in outer)
        {
            foreach (var t in (float[])[0.08f, 0.16f, 0.24f])
            {
                var at = Vector2.Lerp(p, middle, t);
                if (!Curve.Inside(inner, at))
                    seen.Add(model.Photo.At(at));
            }
        }

        return seen.OrderBy(Photo.Luminance).ElementAt(seen.Count / 2);
    }
}
