using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Draws one eye: the eyeball behind the lids' opening, the upper lid's skin drawn out of its fold as it closes (the lash line keeps
/// its size and goes with the edge), its shadow on the eyeball, and lashes on a closed eye.
/// </summary>
internal sealed class EyePainter
{
    // From the eye's turning point to the iris, face units (10.5 of 89 mm).
    private const float IrisReach = 0.118f;
    private const float LashBand = 0.035f;
    private const float LashLength = 0.026f;
    private const float LidEdge = 0.016f;
    private const float ShadowLength = 0.06f;

    private readonly PortraitModel _model;
    private readonly EyeModel _eye;
    private readonly ScreenVertex[] _patch;
    private readonly ScreenVertex[] _lid;
    private readonly ScreenVertex[] _strip;
    private readonly int[] _patchTriangles;
    private readonly int[] _lidTriangles;
    private readonly int[] _stripTriangles;

    public EyePainter(PortraitModel model, EyeModel eye)
    {
        (_model, _eye) = (model, eye);
        _patch = new ScreenVertex[eye.Patch.Length];
        _lid = new ScreenVertex[eye.Upper.Length * 3];
        _strip = new ScreenVertex[eye.Upper.Length * 2];
        _patchTriangles = Strips.Triangles(eye.Upper.Length, 4);
        _lidTriangles = Strips.Triangles(eye.Upper.Length, 3);
        _stripTriangles = Strips.Triangles(eye.Upper.Length, 2);
    }

    /// <summary>Draws it over the face.</summary>
    public void Draw(RasterTarget target, PortraitState state, FacePose pose)
    {
        var rest = _model.Mesh.Rest;
        float travel = 0, most = 0, gap = 0;
        for (var i = 1; i < _eye.Upper.Length - 1; i++)
        {
            var moved = state.Points[_eye.Upper[i]].Y - rest[_eye.Upper[i]].Y;
            travel += moved / (_eye.Upper.Length - 2);
            most = MathF.Max(most, MathF.Abs(moved));
            gap += (rest[_eye.Lower[i]].Y - rest[_eye.Upper[i]].Y) / (_eye.Upper.Length - 2);
        }

        var across = _model.Frame.ToPicture(Vector3.UnitX) - _model.Frame.ToPicture(Vector3.Zero);
        var down = _model.Frame.ToPicture(Vector3.UnitY) - _model.Frame.ToPicture(Vector3.Zero);
        var look = ((across * MathF.Sin(pose.GazeYaw)) - (down * MathF.Sin(pose.GazePitch))) * IrisReach;
        var gaze = new Vector2(look.X, look.Y);
        var active = Math.Clamp(MathF.Max(gaze.Length() / 0.8f, most / 0.015f), 0, 1);
        DrawBall(target, state, gaze, active);
        if (travel > 0.002f)
            DrawLid(target, state);
        var closed = Math.Clamp(travel / MathF.Max(0.02f, gap), 0, 1);
        DrawStrip(target, state, ShadowLength * (1 - (0.5f * closed)), 0.4f * active * (1 - (closed * closed)), _model.Light.Skin * 0.08f, 0.001f);
        DrawStrip(target, state, LidEdge + ((LashLength - LidEdge) * closed), (0.85f * closed) + (0.7f * active * (1 - closed)), _eye.Lash, -0.006f);
    }

    private void DrawBall(RasterTarget target, PortraitState state, Vector2 gaze, float active)
    {
        for (var i = 0; i < _patch.Length; i++)
        {
            var (place, source) = _eye.Patch[i];
            _patch[i] = state.Vertex(state.Place(place), 0, default, Vector128.Create(source.X, source.Y, 0, 0));
        }

        var ball = new EyeballShader(_model.Photo, _eye.Layers, gaze, active);
        Rasterizer.Draw(target, _patchTriangles, _patch, Facing.Both, in ball);
    }

    private void DrawLid(RasterTarget target, PortraitState state)
    {
        var rest = _model.Mesh.Rest;
        var source = _model.Mesh.Source;
        for (var i = 0; i < _eye.Upper.Length; i++)
        {
            int up = _eye.Upper[i], fold = _eye.Fold[i];
            var room = Vector3.Distance(rest[fold], rest[up]);
            var share = Math.Clamp(LashBand / MathF.Max(1e-4f, room), 0, 0.6f);
            var band = (rest[fold] - rest[up]) * share;
            _lid[i * 3] = Vertex(state, state.Points[fold], source[fold]);
            _lid[(i * 3) + 1] = Vertex(state, state.Points[up] + band, Vector2.Lerp(source[up], source[fold], share));
            _lid[(i * 3) + 2] = Vertex(state, state.Points[up], source[up]);
        }

        var skin = new PhotoShader(_model.Photo);
        Rasterizer.Draw(target, _lidTriangles, _lid, Facing.Both, in skin);
    }

    private void DrawStrip(RasterTarget target, PortraitState state, float length, float opacity, Vector128<float> color, float behind)
    {
        if (opacity < 0.02f)
            return;
        for (var i = 0; i < _eye.Upper.Length; i++)
        {
            var edge = state.Points[_eye.Upper[i]];
            var ends = i == 0 || i == _eye.Upper.Length - 1 ? 0.3f : 1;
            _strip[i * 2] = state.Vertex(state.Place(edge), behind, Vector128.Create(opacity * ends, 0, 0, 0), default);
            _strip[(i * 2) + 1] = state.Vertex(state.Place(edge + new Vector3(0, length * ends, 0)), behind, default, default);
        }

        var ink = new InkShader(color);
        Rasterizer.Draw(target, _stripTriangles, _strip, Facing.Both, in ink);
    }

    private static ScreenVertex Vertex(PortraitState state, Vector3 p, Vector2 source) =>
        state.Vertex(state.Place(p), -0.004f, default, Vector128.Create(source.X, source.Y, 0, 0));
}

/// <summary>Triangles of bands.</summary>
internal static class Strips
{
    /// <summary>Columns of so many rows each, the columns one after the other.</summary>
    public static int[] Triangles(int columns, int rows)
    {
        var triangles = new List<int>();
        for (var column = 0; column + 1 < columns; column++)
        {
            for (var row = 0; row + 1 < rows; row++)
            {
                int a = (column * rows) + row, b = a + rows;
                triangles.AddRange([a, b, a + 1, b, b + 1, a + 1]);
            }
        }

        return [.. triangles];
    }
}
