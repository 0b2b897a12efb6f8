using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// What a picture shows between its lips. Its upper teeth stay with the skull when the mouth opens wider or closes; the rest of it
/// is shown only as long as the mouth is no wider open than in the picture.
/// </summary>
internal sealed class OwnMouth
{
    private const float Room = 0.02f;
    private const float Behind = 0.02f;

    // Share of the opening that must be teeth for the picture's teeth to be used.
    private const float LeastTeeth = 0.12f;

    private readonly int _side;
    private readonly Vector2 _corner;

    /// <summary>Reads it off the picture.</summary>
    public OwnMouth(PortraitModel model)
    {
        var mesh = model.Crop.Mesh;
        Vector2[] upper = [.. FaceTopology.UpperLipInner.Select(mesh.Flat)], lower = [.. FaceTopology.LowerLipInner.Select(mesh.Flat)];
        Vector2[] outline = [.. upper, .. lower.Skip(1).SkipLast(1).Reverse()];
        Vector2 low = outline.Aggregate(Vector2.Min), high = outline.Aggregate(Vector2.Max);
        var room = model.Frame.Unit * 0.06f;
        _corner = new Vector2(MathF.Floor(low.X - room), MathF.Floor(low.Y - room));
        _side = (int)(MathF.Max(high.X - low.X, high.Y - low.Y) + (2 * room)) + 2;
        Layer = new Photo(_side, _side);
        Vector2[] closed = [.. outline, outline[0]];
        float inside = 0;
        for (var i = 0; i < _side * _side; i++)
        {
            var p = At(i);
            var distance = Curve.Nearest(closed, p).Distance;
            var depth = Curve.Inside(outline, p) ? distance : -distance;
            Layer[i % _side, i / _side] = Vector128.Create(0, Math.Clamp(depth + 0.5f, 0, 1), 0, 0);
            inside += depth > 0 ? 1 : 0;
        }

        FindTeeth(model, upper, lower, inside);
        Patch = MakePatch(model, upper, lower);
    }

    /// <summary>First: how much a pixel is of the upper teeth; second: how much it lies between the lips.</summary>
    public Photo Layer { get; }

    /// <summary>Place of the layer's first pixel in the picture.</summary>
    public Vector2 Corner => _corner;

    /// <summary>True if the picture shows teeth.</summary>
    public bool HasTeeth { get; private set; }

    /// <summary>Their colour.</summary>
    public Vector128<float> ToothColor { get; private set; }

    /// <summary>The sheet it is drawn on, columns from the subject's right corner, four rows: place in the face, place in the picture.</summary>
    public (Vector3 Place, Vector2 Source)[] Patch { get; }

    private Vector2 At(int i) => _corner + new Vector2((i % _side) + 0.5f, (i / _side) + 0.5f);

    // From the upper lip downwards as long as pixels are light and pale.
    private void FindTeeth(PortraitModel model, Vector2[] upper, Vector2[] lower, float inside)
    {
        var level = Photo.Luminance(model.Light.White);
        var sum = Vector128<float>.Zero;
        var marks = new float[_side * _side];
        int columns = (int)(Vector2.Distance(upper[0], upper[^1]) * 2);
        for (var c = 1; c < columns; c++)
        {
            var t = c / (float)columns;
            Vector2 from = On(upper, t), to = On(lower, t);
            var steps = (int)(Vector2.Distance(from, to) * 2);
            var begun = false;
            for (var s = 0; s < steps; s++)
            {
                var p = Vector2.Lerp(from, to, s / (float)steps);
                var color = model.Photo.At(p);
                var tooth = IsTooth(color, level, model.Light.Color);
                if (begun && !tooth)
                    break;
                if (!tooth && s > steps / 3)
                    break;
                begun |= tooth;
                int x = (int)(p.X - _corner.X), y = (int)(p.Y - _corner.Y);
                if (marks[(y * _side) + x] == 0)
                    sum += color;
                marks[(y * _side) + x] = 1;
            }
        }

        HasTeeth = sum[3] > MathF.Max(12, inside * LeastTeeth);
        if (!HasTeeth)
            return;
        ToothColor = (sum / sum[3] * 1.1f).WithElement(3, 1);
        for (var i = 0; i < marks.Length; i++)
            Layer[i % _side, i / _side] = Layer[i % _side, i / _side].WithElement(0, Soft(marks, i % _side, i / _side));
    }

    private float Soft(float[] marks, int x, int y)
    {
        float sum = 0;
        for (var j = -1; j <= 1; j++)
        {
            for (var i = -1; i <= 1; i++)
                sum += marks[(Math.Clamp(y + j, 0, _side - 1) * _side) + Math.Clamp(x + i, 0, _side - 1)];
        }

        return Math.Clamp((sum - 2) / 5, 0, 1);
    }

    private static bool IsTooth(Vector128<float> c, float level, float colour)
    {
        float most = MathF.Max(c[0], MathF.Max(c[1], c[2])), least = MathF.Min(c[0], MathF.Min(c[1], c[2]));
        return Photo.Luminance(c) > 0.22f * level && (colour < 0.3f ? Photo.Luminance(c) > 0.4f * level : least > 0.42f * most);
    }

    private static Vector2 On(Vector2[] chain, float t)
    {
        var place = t * (chain.Length - 1);
        var i = Math.Min((int)place, chain.Length - 2);
        return Vector2.Lerp(chain[i], chain[i + 1], place - i);
    }

    private static (Vector3, Vector2)[] MakePatch(PortraitModel model, Vector2[] upper, Vector2[] lower)
    {
        var patch = new List<(Vector3, Vector2)>();
        var down = Vector2.Normalize(model.Crop.Mesh.Flat(MeshPoints.Chin) - model.Crop.Mesh.Flat(MeshPoints.Forehead)) * (Room * model.Frame.Unit);
        for (var i = 0; i < upper.Length; i++)
        {
            var depth = MathF.Max(model.Mesh.Rest[FaceTopology.UpperLipInner[i]].Z, model.Mesh.Rest[FaceTopology.LowerLipInner[i]].Z) + Behind;
            foreach (var p in (Vector2[])[upper[i] - down, upper[i], lower[i], lower[i] + down])
                patch.Add((model.Frame.ToFace(p, depth), p));
        }

        return [.. patch];
    }
}
