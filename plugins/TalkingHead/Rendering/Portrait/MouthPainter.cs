using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Draws what is seen between a portrait's lips: the dark, gums, teeth and tongue in the lips' shadow, and the picture's own teeth.</summary>
internal sealed class MouthPainter
{
    // How far behind the lips the dark lies, and how deep the lip's shadow falls, face units.
    private const float Depth = 1.2f;

    // Nothing of the mouth comes before the skin, wherever its depth: what is drawn counts as this much farther away.
    private const float PartsBehind = 0.5f;
    private const float OwnBehind = 0.25f;
    private const float ShadowDepth = 0.05f;

    private readonly PortraitModel _model;
    private readonly ScreenVertex[][] _parts;
    private readonly ScreenVertex[] _hollow = new ScreenVertex[FaceTopology.UpperLipInner.Count * 2];
    private readonly ScreenVertex[] _own;
    private readonly int[] _hollowTriangles = Strips.Triangles(FaceTopology.UpperLipInner.Count, 2);
    private readonly int[] _ownTriangles = Strips.Triangles(FaceTopology.UpperLipInner.Count, 4);

    public MouthPainter(PortraitModel model)
    {
        _model = model;
        _parts = [.. model.Mouth.Parts.Select(p => new ScreenVertex[p.Points.Length])];
        _own = new ScreenVertex[model.Mouth.Own.Patch.Length];
    }

    /// <summary>Draws it behind the lips.</summary>
    public void Draw(RasterTarget target, PortraitState state, FacePose pose)
    {
        var gap = state.Gap;
        if (_model.Motion.StillMouth)
        {
            DrawAsItIs(target, state);
            return;
        }

        DrawHollow(target, state);
        var mouth = _model.Mouth;
        for (var k = 0; k < _parts.Length && gap > 0.004f; k++)
        {
            Place(mouth.Parts[k], _parts[k], state, pose);
            var tooth = mouth.Parts[k].Paint == PartPaint.Tooth;
            var color = tooth ? mouth.Tooth : mouth.Parts[k].Name == "tongue" ? mouth.Gum : mouth.Gap;
            var shader = new MouthShader(color, mouth.Hollow, tooth ? 0.62f : 0.45f, tooth ? 0.03f : 0.015f);
            Rasterizer.Draw(target, mouth.Parts[k].Triangles, _parts[k], Facing.Both, in shader);
        }

        DrawOwn(target, state, gap);
    }

    // The picture between its lips, wherever the lips' edges are now.
    private void DrawAsItIs(RasterTarget target, PortraitState state)
    {
        for (var i = 0; i < _hollow.Length; i++)
        {
            var lip = i % 2 == 0 ? FaceTopology.UpperLipInner[i / 2] : FaceTopology.LowerLipInner[i / 2];
            var source = _model.Crop.Mesh.Flat(lip);
            _hollow[i] = state.Vertex(state.Screen[lip], OwnBehind, default, Vector128.Create(source.X, source.Y, 0, 0));
        }

        var picture = new PhotoShader(_model.Photo);
        Rasterizer.Draw(target, _hollowTriangles, _hollow, Facing.Both, in picture);
    }

    private void DrawHollow(RasterTarget target, PortraitState state)
    {
        for (var i = 0; i < _hollow.Length; i++)
        {
            var lip = i % 2 == 0 ? FaceTopology.UpperLipInner[i / 2] : FaceTopology.LowerLipInner[i / 2];
            var (across, column) = (MathF.Sin(MathF.PI * (i / 2) / (FaceTopology.UpperLipInner.Count - 1)), i / 2);
            _hollow[i] = state.Vertex(state.Screen[lip], Depth, Vector128.Create(i % 2, across, 0, 0), Lip(column));
        }

        var dark = new HollowShader(_model.Mouth.Hollow, _model.Mouth.Gum);
        Rasterizer.Draw(target, _hollowTriangles, _hollow, Facing.Both, in dark);
    }

    // The lips' own colour at a column of the mouth.
    private Vector128<float> Lip(int column) =>
        (_model.BareLips.At(_model.Crop.Mesh.Flat(FaceTopology.UpperLipInner[column])) + _model.BareLips.At(_model.Crop.Mesh.Flat(FaceTopology.LowerLipInner[column]))) * 0.5f;

    private static void Place(AvatarPart part, ScreenVertex[] vertices, PortraitState state, FacePose pose)
    {
        var tongue = part.Name == "tongue";
        for (var i = 0; i < vertices.Length; i++)
        {
            var p = part.Points[i].AsVector3();
            if (part.Hold == PartHold.Jaw)
                p += state.Jaw;
            if (tongue)
                p += MouthParts.TongueShift(pose) * part.Extra[i][0];
            var shadow = Curves.Smooth((p.Y - UpperLip(state, p.X)) / ShadowDepth);
            var normal = part.Normals[i].WithElement(3, part.Normals[i][3] * (0.5f + (0.5f * shadow)));
            vertices[i] = state.Vertex(state.Place(p), PartsBehind, normal, default);
        }
    }

    // Height of the upper lip's edge.
    private static float UpperLip(PortraitState state, float x)
    {
        var lip = FaceTopology.UpperLipInner;
        for (var i = 0; i + 1 < lip.Count; i++)
        {
            Vector3 a = state.Points[lip[i]], b = state.Points[lip[i + 1]];
            if (x <= b.X)
                return a.Y + ((b.Y - a.Y) * Math.Clamp((x - a.X) / MathF.Max(1e-4f, b.X - a.X), 0, 1));
        }

        return state.Points[lip[^1]].Y;
    }

    private void DrawOwn(RasterTarget target, PortraitState state, float gap)
    {
        var own = _model.Mouth.Own;
        var ownGap = _model.Motion.OwnGap;
        var asIs = 1 - Curves.Smooth((gap - ownGap) / (0.02f + (0.4f * ownGap)));
        if (asIs <= 0 && !own.HasTeeth)
            return;
        for (var i = 0; i < _own.Length; i++)
        {
            var (place, source) = own.Patch[i];
            _own[i] = state.Vertex(state.Place(place), OwnBehind, default, Vector128.Create(source.X, source.Y, 0, 0));
        }

        var shader = new OwnMouthShader(_model.Photo, own, asIs);
        Rasterizer.Draw(target, _ownTriangles, _own, Facing.Both, in shader);
    }
}

/// <summary>
/// The mouth's depth: dark above, the tongue's back rising softly out of it below, and towards the corners the lips' inner side. A: 0 at the
/// upper lip to 1 at the lower, 0 at the corners to 1 in the middle. B: the lips' colour there.
/// </summary>
/// <param name="dark">The depth.</param>
/// <param name="tongue">The tongue in full light.</param>
internal readonly struct HollowShader(Vector128<float> dark, Vector128<float> tongue) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var back = Curves.Smooth((a[0] - 0.3f) / 0.5f) * Curves.Smooth(a[1] * 1.2f) * 0.38f;
        var side = 1 - Curves.Smooth(a[1] / 0.75f);
        var color = dark + ((tongue - dark) * back);
        return (color + (((b * 0.4f) - color) * (0.8f * side))).WithElement(3, 1);
    }
}

/// <summary>Teeth, gums or tongue in soft light from the front and above. A: normal and openness.</summary>
/// <param name="color">In full light.</param>
/// <param name="dark">The least that is seen.</param>
/// <param name="soft">Light that comes from all sides, 0 to 1: teeth shine through, so little of their relief shows.</param>
/// <param name="gloss">Strength of the highlight.</param>
internal readonly struct MouthShader(Vector128<float> color, Vector128<float> dark, float soft, float gloss) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var facing = Math.Clamp((0.93f * MathF.Abs(a[2])) - (0.36f * a[1]), 0, 1);
        var shine = facing * facing;
        shine *= shine;
        shine *= shine * shine * shine;
        var lit = (color * Vector128.Create((soft + ((1 - soft) * facing)) * a[3])) + Vector128.Create(gloss * shine * a[3] * color[1]);
        return Vector128.Max(lit, dark).WithElement(3, 1);
    }
}

/// <summary>The picture between its lips. B: place in the picture.</summary>
internal readonly struct OwnMouthShader(Photo photo, OwnMouth own, float asIs) : IPixelShader
{
    public Vector128<float> Shade(Vector128<float> a, Vector128<float> b)
    {
        var layer = own.Layer.At(b[0] - own.Corner.X, b[1] - own.Corner.Y);
        var between = layer[1] + ((1 - layer[1]) * asIs);
        return photo.At(b[0], b[1]).WithElement(3, MathF.Max(layer[0], asIs) * between);
    }
}
