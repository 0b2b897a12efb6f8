using System.Numerics;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>What one frame shows.</summary>
/// <param name="Units">Intensity 0 to 5 by FACS number.</param>
/// <param name="Yaw">Radians.</param>
/// <param name="Pitch">Radians.</param>
/// <param name="Roll">Radians.</param>
internal sealed record FaceState(IReadOnlyDictionary<int, double> Units, float Yaw, float Pitch, float Roll);

/// <summary>Draws a portrait: the mean face of the Action Unit basis with painted skin, and hair, neck and clothes of simple shapes.</summary>
internal sealed class PortraitRenderer
{
    private static readonly Vector3 Neck = Canvas.Srgb(0xD0A083);
    private static readonly Vector3 Cloth = Canvas.Srgb(0x3F5F73);
    private static readonly Ellipsoid HairBehind = new(new(0, 0.28f, 1.08f), new(1.06f, 1.25f, 0.74f));
    private static readonly Ellipsoid HairInFront = new(new(0, -0.03f, 0.66f), new(0.96f, 1.02f, 1.12f));
    private static readonly Ellipsoid[] Locks =
    [
        new(new(-0.83f, 0.30f, 0.50f), new(0.16f, 0.66f, 0.36f)),
        new(new(0.83f, 0.30f, 0.50f), new(0.16f, 0.66f, 0.36f)),
    ];
    private static readonly Ellipsoid NeckBody = new(new(0, 1.50f, 0.80f), new(0.40f, 0.95f, 0.40f));
    private static readonly Ellipsoid Shoulders = new(new(0, 2.45f, 0.95f), new(1.75f, 0.90f, 0.75f));

    private readonly ActionUnitBasis _basis;
    private readonly FaceTopology _topology;
    private readonly SkinPaint _paint;
    private readonly float[] _seal;
    private readonly Canvas _canvas;
    private readonly Canvas _backdrop;

    /// <summary>Prepares to draw; takes a while, because the skin is painted.</summary>
    public PortraitRenderer(ActionUnitBasis basis, int width, int height)
    {
        _basis = basis;
        _topology = new FaceTopology(basis);
        _paint = new SkinPaint(_topology.Paint);
        _seal = LipSeal.For(_topology.Paint);
        _canvas = new Canvas(width, height);
        _backdrop = new Canvas(width, height);
        PaintBackdrop();
    }

    private PortraitRenderer(PortraitRenderer other)
    {
        _basis = other._basis;
        _topology = other._topology;
        _paint = other._paint;
        _seal = other._seal;
        _backdrop = other._backdrop;
        _canvas = new Canvas(_backdrop.Width / Canvas.Samples, _backdrop.Height / Canvas.Samples);
    }

    /// <summary>A renderer with the same paints and a canvas of its own, to draw at the same time.</summary>
    public PortraitRenderer Twin() => new(this);

    /// <summary>Draws a frame as 8-bit RGB.</summary>
    public void Draw(FaceState state, Span<byte> rgb)
    {
        FaceMesh mesh = Shape(state);
        var pose = new Pose(_canvas, state.Yaw, state.Pitch, state.Roll);
        _canvas.CopyFrom(_backdrop);
        NeckBody.Draw(_canvas, pose, new PlainMaterial(Neck, 0.9f, darkAbove: 1.15f, darkBelow: 1.75f));
        Vector3[] screen = [.. Enumerable.Range(0, FaceMesh.PointCount).Select(i => pose.Project(mesh[i]))];
        DrawOpenings(pose, mesh, screen);
        DrawSkin(pose, mesh, screen, state.Units);
        HairBehind.Draw(_canvas, pose, new HairMaterial(hairline: false));
        foreach (Ellipsoid strand in Locks)
            strand.Draw(_canvas, pose, new HairMaterial(hairline: false));
        HairInFront.Draw(_canvas, pose, new HairMaterial(hairline: true));
        _canvas.Resolve(rgb);
    }

    private FaceMesh Shape(FaceState state)
    {
        float[] points = _basis.Compose(state.Units).Coordinates.ToArray();
        for (int i = 0; i < _seal.Length; i++)
            points[i * 3 + 1] += _seal[i];
        return new FaceMesh(points);
    }

    private void PaintBackdrop()
    {
        Vector3 middle = Canvas.Srgb(0x9FB0B8);
        Vector3 edge = Canvas.Srgb(0x5D6C77);
        for (int y = 0; y < _backdrop.Height; y++)
        {
            Span<Vector3> row = _backdrop.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                var d = new Vector2(x / (float)row.Length - 0.45f, y / (float)_backdrop.Height - 0.4f);
                row[x] = Vector3.Lerp(middle, edge, Shapes.Step(0.05f, 0.75f, d.Length()));
            }
        }
        _backdrop.ClearDepth();
        Shoulders.Draw(_backdrop, new Pose(_backdrop, 0, 0, 0), new PlainMaterial(Cloth, 0.3f, darkAbove: -9, darkBelow: -8));
    }

    private void DrawOpenings(Pose pose, FaceMesh mesh, Vector3[] screen)
    {
        Span<Vector2> rim = stackalloc Vector2[32];
        foreach ((int[] ring, int outer, int inner, int top) in ((int[], int, int, int)[])
            [(FaceTopology.RightEye, MeshPoints.RightEyeOuter, MeshPoints.RightEyeInner, MeshPoints.RightEyeTop),
             (FaceTopology.LeftEye, MeshPoints.LeftEyeOuter, MeshPoints.LeftEyeInner, MeshPoints.LeftEyeTop)])
        {
            Vector3 middle = (_basis.Neutral[outer] + _basis.Neutral[inner]) / 2 + new Vector3(0, -0.012f, -0.03f);
            EyePainter.Paint(_canvas, Rim(ring, screen, rim), pose.Project(middle), pose.Scale, screen[top].Y);
        }
        Vector3 gum = _basis.Neutral[MeshPoints.UpperLipInner] + new Vector3(0, -0.125f, 0.03f);
        float jaw = mesh[MeshPoints.Chin].Y - _basis.Neutral[MeshPoints.Chin].Y;
        MouthPainter.Paint(_canvas, Rim(FaceTopology.InnerLips, screen, rim), pose.Project(gum), MathF.Max(0, jaw), pose.Scale);
    }

    private void DrawSkin(Pose pose, FaceMesh mesh, Vector3[] screen, IReadOnlyDictionary<int, double> units)
    {
        Vector3[] normals = Normals(mesh);
        float Of(int unit) => (float)(units.GetValueOrDefault(unit) / ActionUnits.MaxIntensity);
        var folding = new Vector3(Math.Clamp(Of(12), 0, 1), Math.Clamp((Of(1) + Of(2)) / 2, 0, 1), Math.Clamp(Of(4), 0, 1));
        var material = new SkinMaterial(_paint, folding);
        var vertices = new Vertex[FaceMesh.PointCount];
        for (int i = 0; i < vertices.Length; i++)
            vertices[i] = new Vertex(screen[i], Vector3.Normalize(pose.Turn(normals[i])), _topology.Paint[i]);
        foreach ((int a, int b, int c) in _topology.Triangles)
            Rasteriser.Draw(_canvas, vertices[a], vertices[b], vertices[c], material);
    }

    private Vector3[] Normals(FaceMesh mesh)
    {
        var normals = new Vector3[FaceMesh.PointCount];
        foreach ((int a, int b, int c) in _topology.Triangles)
        {
            Vector3 normal = Vector3.Cross(mesh[c] - mesh[a], mesh[b] - mesh[a]);
            // Folded triangles under the nose look the wrong way; all skin faces forwards.
            if (normal.Z > 0)
                normal = -normal;
            normals[a] += normal;
            normals[b] += normal;
            normals[c] += normal;
        }
        for (int i = 0; i < normals.Length; i++)
            normals[i] = normals[i] == Vector3.Zero ? -Vector3.UnitZ : Vector3.Normalize(normals[i]);
        return normals;
    }

    private static ReadOnlySpan<Vector2> Rim(int[] ring, Vector3[] screen, Span<Vector2> into)
    {
        for (int i = 0; i < ring.Length; i++)
            into[i] = Flat(screen[ring[i]]);
        return into[..ring.Length];
    }

    private static Vector2 Flat(Vector3 p) => new(p.X, p.Y);
}
