using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One eye of a portrait: where its lids and iris are in the picture, and what lies behind them.</summary>
internal sealed class EyeModel
{
    // Radius of an iris over the width of the eye, where no network has found it.
    private const float UsualIris = 0.205f;

    // How far behind the lids the eyeball is drawn, face units.
    private const float Behind = 0.015f;

    /// <summary>Reads an eye off the picture.</summary>
    public EyeModel(PortraitModel model, bool left)
    {
        int Of(int i) => left ? i : model.Cage.Mirror[i];
        Upper = [.. FaceTopology.UpperLid.Select(Of)];
        Lower = [.. FaceTopology.LowerLid.Select(Of)];
        Fold = [.. FaceTopology.UpperFold.Select(Of)];
        var mesh = model.Crop.Mesh;
        Vector2 outer = mesh.Flat(Upper[0]), inner = mesh.Flat(Upper[^1]);
        (Width, Middle) = (Vector2.Distance(outer, inner), (outer + inner) / 2);
        Right = (outer.X > inner.X ? outer - inner : inner - outer) / Width;
        Opening = Enumerable.Range(3, 3).Average(i => Vector2.Distance(mesh.Flat(Upper[i]), mesh.Flat(Lower[i]))) / Width;
        (Iris, Radius) = FindIris(model, left, Middle);
        Outline = [.. Upper.Select(mesh.Flat), .. Lower.Skip(1).SkipLast(1).Reverse().Select(mesh.Flat)];
        Layers = new EyeLayers(model.Photo, this, model.Light);
        Patch = MakePatch(model);
        Lash = Darkest(model.Photo, mesh);
    }

    /// <summary>Mesh points of the upper lid's edge, from the outer corner to the inner one.</summary>
    public int[] Upper { get; }

    /// <summary>Their partners on the lower lid.</summary>
    public int[] Lower { get; }

    /// <summary>Their partners on the fold above.</summary>
    public int[] Fold { get; }

    /// <summary>Distance of the corners, pixels.</summary>
    public float Width { get; }

    /// <summary>Middle between the corners.</summary>
    public Vector2 Middle { get; }

    /// <summary>Along the eye, to the picture's right, of length 1.</summary>
    public Vector2 Right { get; }

    /// <summary>Height over width.</summary>
    public float Opening { get; }

    /// <summary>The iris' middle in the picture.</summary>
    public Vector2 Iris { get; }

    /// <summary>Its radius, pixels.</summary>
    public float Radius { get; }

    /// <summary>The eye's outline in the picture.</summary>
    public Vector2[] Outline { get; }

    /// <summary>White and iris apart.</summary>
    public EyeLayers Layers { get; }

    /// <summary>The sheet that the eyeball is drawn on, columns from the outer corner, four rows: place in the face, place in the picture.</summary>
    public (Vector3 Place, Vector2 Source)[] Patch { get; }

    /// <summary>Colour of the lashes.</summary>
    public Vector128<float> Lash { get; }

    private (Vector2 Middle, float Radius) FindIris(PortraitModel model, bool left, Vector2 between)
    {
        var seen = model.Crop.Irises;
        if (seen is null || seen.Length < 10)
            return (between, Width * UsualIris);
        var points = seen.AsSpan(left ? 5 : 0, 5);
        float radius = 0;
        for (var i = 1; i < 5; i++)
            radius += Vector2.Distance(points[0], points[i]) / 4;
        return (points[0], Math.Clamp(radius, Width * 0.16f, Width * 0.27f));
    }

    private (Vector3, Vector2)[] MakePatch(PortraitModel model)
    {
        var mesh = model.Crop.Mesh;
        var down = new Vector2(-Right.Y, Right.X);
        var patch = new List<(Vector3, Vector2)>();
        for (var i = 0; i < Upper.Length; i++)
        {
            Vector2 up = mesh.Flat(Upper[i]), low = mesh.Flat(Lower[i]);
            var room = down * MathF.Max(0.45f * Vector2.Distance(up, low), 0.14f * Width);
            var depth = MathF.Max(model.Mesh.Rest[Upper[i]].Z, model.Mesh.Rest[Lower[i]].Z) + Behind;

            // A little beyond the corners: the eyeball lies behind the lids and shifts against them as the head turns.
            var beyond = i == 0 ? up - mesh.Flat(Upper[^1]) : i == Upper.Length - 1 ? up - mesh.Flat(Upper[0]) : Vector2.Zero;
            (up, low) = (up + (beyond * 0.07f), low + (beyond * 0.07f));
            foreach (var p in (Vector2[])[up - room, up, low, low + room])
                patch.Add((model.Frame.ToFace(p, depth), p));
        }

        return [.. patch];
    }

    private Vector128<float> Darkest(Photo photo, FaceMesh mesh)
    {
        var darkest = Vector128.Create(1f);
        for (var i = 1; i < Upper.Length - 1; i++)
        {
            for (var t = -0.1f; t <= 0.15f; t += 0.05f)
            {
                var c = photo.At(Vector2.Lerp(mesh.Flat(Upper[i]), mesh.Flat(Lower[i]), t));
                if (Photo.Luminance(c) < Photo.Luminance(darkest))
                    darkest = c;
            }
        }

        return darkest;
    }
}
