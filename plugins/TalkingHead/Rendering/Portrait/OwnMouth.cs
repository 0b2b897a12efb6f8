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

    // Share of the upper row that must look like teeth, and its height, for the picture's teeth to be used.
    private const float LeastTeeth = 0.6f;
    private const float LeastHeight = 0.045f;
    private const int Columns = 40;

    // Teeth are a little lighter than the skin round them, and take some of its warmth.
    private const float LeastOfSkin = 0.95f;
    private const float MostOfSkin = 1.35f;
    private const float Warmth = 0.3f;
    private const float MostWarmth = 0.65f;

    // Red over blue (linear) of skin in white light; above it the light is warm, and teeth take more of the skin's colour.
    private const float UsualSkin = 2.5f;

    // Opening from which a mouth can let a tongue out, face units, and the share of its lower part that must look like one.
    private const float TongueGap = 0.08f;
    private const float LeastTongue = 0.35f;

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
        for (var i = 0; i < _side * _side; i++)
        {
            var p = At(i);
            var distance = Curve.Nearest(closed, p).Distance;
            var depth = Curve.Inside(outline, p) ? distance : -distance;
            Layer[i % _side, i / _side] = Vector128.Create(0, Math.Clamp(depth + 0.5f, 0, 1), 0, 0);
        }

        FindTeeth(model, upper, lower);
        Patch = MakePatch(model, upper, lower);
    }

    /// <summary>First: how much a pixel is of the upper teeth; second: how much it lies between the lips.</summary>
    public Photo Layer { get; }

    /// <summary>Place of the layer's first pixel in the picture.</summary>
    public Vector2 Corner => _corner;

    /// <summary>True if the picture shows enough of its upper teeth to use them.</summary>
    public bool HasTeeth { get; private set; }

    /// <summary>True if the picture's mouth is filled with the tongue, put out or at the lip: then there is no inside to draw.</summary>
    public bool TongueOut { get; private set; }

    /// <summary>Colour of the teeth that the picture shows, if any.</summary>
    public Vector128<float>? ToothColor { get; private set; }

    /// <summary>The sheet it is drawn on, columns from the subject's right corner, four rows: place in the face, place in the picture.</summary>
    public (Vector3 Place, Vector2 Source)[] Patch { get; }

    private Vector2 At(int i) => _corner + new Vector2((i % _side) + 0.5f, (i / _side) + 0.5f);

    // The upper row reaches from the upper lip down to the dark between the rows.
    private void FindTeeth(PortraitModel model, Vector2[] upper, Vector2[] lower)
    {
        var columns = Enumerable.Range(0, Columns).Select(c => Column.Of(model, On(upper, (c + 0.5f) / Columns), On(lower, (c + 0.5f) / Columns))).ToArray();
        TongueOut = model.Motion.OwnGap > TongueGap && columns[(Columns * 3 / 10)..(Columns * 7 / 10)].Average(c => c.Tongue) > LeastTongue;
        var teeth = columns.SelectMany(c => c.Teeth).OrderByDescending(Photo.Luminance).ToArray();
        if (teeth.Length < 12)
            return;
        var lightest = teeth.Take((teeth.Length / 4) + 1).Aggregate((a, b) => a + b) / ((teeth.Length / 4) + 1);

        // Their lightness alone: a few pixels in the lips' shadow are bluish and dark, and teeth are not.
        ToothColor = Teeth(model.Light, 1.15f * Photo.Luminance(lightest));
        var inner = columns[(Columns / 5)..(Columns * 4 / 5)];
        HasTeeth = inner.Average(c => c.Share) > LeastTeeth && inner.Average(c => Vector2.Distance(c.From, c.Split)) > LeastHeight * model.Frame.Unit;
        if (!HasTeeth)
            return;
        Vector2[] split = [.. columns.Select((c, i) => Vector2.Lerp(c.From, c.To, Median([.. columns[Math.Max(0, i - 3)..Math.Min(Columns, i + 4)].Select(x => x.At)])))];
        Vector2[] row = [.. columns.Select(c => c.From), .. split.Reverse()];
        var marks = new float[_side * _side];
        for (var i = 0; i < marks.Length; i++)
            marks[i] = Curve.Inside(row, At(i)) ? 1 : 0;
        for (var i = 0; i < marks.Length; i++)
            Layer[i % _side, i / _side] = Layer[i % _side, i / _side].WithElement(0, Soft(marks, i % _side, i / _side));
    }

    /// <summary>Teeth in a picture's light.</summary>
    /// <param name="light">The light on the face.</param>
    /// <param name="level">Their luminance as far as it is known, linear.</param>
    public static Vector128<float> Teeth(PortraitLight light, float level)
    {
        var skin = Photo.Luminance(light.Skin);
        var warmth = Math.Clamp(Warmth + (0.3f * MathF.Log2((light.Skin[0] + 1e-4f) / (light.Skin[2] + 1e-4f) / UsualSkin)), Warmth, MostWarmth);
        level = Math.Clamp(level, LeastOfSkin * skin, MostOfSkin * skin);
        return (Vector128.Create(level) + (((light.Skin * (level / MathF.Max(1e-4f, skin))) - Vector128.Create(level)) * warmth)).WithElement(3, 1);
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
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

    // One line from the upper lip to the lower one, cut where it is darkest between the rows of teeth.
    private sealed record Column(Vector2 From, Vector2 To, float At, float Share, float Tongue, IReadOnlyList<Vector128<float>> Teeth)
    {
        private const float NoGap = 0.62f;

        public Vector2 Split => Vector2.Lerp(From, To, At);

        public static Column Of(PortraitModel model, Vector2 from, Vector2 to)
        {
            var count = Math.Max(3, (int)(Vector2.Distance(from, to) * 2));
            var colors = Enumerable.Range(0, count).Select(i => model.Photo.At(Vector2.Lerp(from, to, (i + 0.5f) / count))).ToArray();
            int low = count / 4, darkest = low;
            for (var i = low; i < count * 19 / 20; i++)
                darkest = Photo.Luminance(colors[i]) < Photo.Luminance(colors[darkest]) ? i : darkest;
            var lightest = colors.Take(darkest + 1).Max(Photo.Luminance);
            var at = Photo.Luminance(colors[darkest]) < 0.5f * lightest ? darkest / (float)count : NoGap;
            var level = Photo.Luminance(model.Light.White);
            var upper = colors.Take(Math.Max(1, (int)(at * count))).ToArray();
            Vector128<float>[] teeth = [.. upper.Where(c => IsTooth(c, level, model.Light.Color))];
            var below = colors[(count * 2 / 5)..];
            return new Column(from, to, at, teeth.Length / (float)upper.Length, below.Count(c => IsTongue(c, model.Light)) / (float)below.Length, teeth);
        }

        // As light as skin, red, and without skin's yellow.
        private static bool IsTongue(Vector128<float> c, PortraitLight light)
        {
            float blue = c[2] / MathF.Max(1e-4f, c[1]), skin = light.Skin[2] / MathF.Max(1e-4f, light.Skin[1]);
            return light.Color > 0.3f && Photo.Luminance(c) > 0.3f * Photo.Luminance(light.Skin) && c[0] > 1.5f * c[1] && blue > MathF.Min(0.95f, 1.3f * skin);
        }

        private static bool IsTooth(Vector128<float> c, float level, float colour)
        {
            float most = MathF.Max(c[0], MathF.Max(c[1], c[2])), least = MathF.Min(c[0], MathF.Min(c[1], c[2]));
            return Photo.Luminance(c) > 0.22f * level && (colour < 0.3f ? Photo.Luminance(c) > 0.4f * level : least > 0.42f * most);
        }
    }
}
