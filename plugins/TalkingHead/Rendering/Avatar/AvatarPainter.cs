using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Draws the avatar. Allocates its buffers once.</summary>
internal sealed class AvatarPainter : IFacePainter
{
    /// <summary>Teeth, sRGB.</summary>
    public const int ToothColor = 0xEDE6D6;

    /// <summary>Lashes, sRGB.</summary>
    public const int LashColor = 0x1E1412;

    /// <summary>Gums and tongue, sRGB.</summary>
    public const int GumColor = 0xC0666A;

    private static readonly Vector128<float> Tooth = Srgb.Linear(ToothColor);
    private static readonly Vector128<float> Lash = Srgb.Linear(LashColor);
    private static readonly Vector128<float> Gum = Srgb.Linear(GumColor);
    private static readonly Vector128<float> MouthBleed = Vector128.Create(0.05f, 0.01f, 0.01f, 0);
    private static readonly Vector128<float> SkinBleed = Vector128.Create(0.22f, 0.05f, 0.03f, 0);

    private readonly AvatarModel _model;
    private readonly AvatarState _state;
    private readonly RasterTarget _target;
    private readonly Camera _camera;
    private readonly ScreenVertex[] _skin;
    private readonly ScreenVertex[][] _parts;
    private readonly FoldLayer _folds;

    public AvatarPainter(AvatarModel model)
    {
        _model = model;
        _state = new AvatarState(model);
        _target = new RasterTarget(model.Size, model.Size);
        _camera = new Camera(model.Size);
        _skin = new ScreenVertex[model.Skin.Count];
        _parts = [.. model.Parts.Select(p => new ScreenVertex[p.Points.Length])];
        _folds = new FoldLayer(model.Picture.Side);
    }

    /// <inheritdoc/>
    public void Draw(FacePose pose, Span<byte> rgb)
    {
        ArgumentNullException.ThrowIfNull(pose);
        _state.Take(pose);
        _model.Folds.Write(_state.Shown, _folds);
        _target.Clear(_model.Still);
        DrawPart(0, pose);
        DrawSkin();
        for (var k = 1; k < _parts.Length; k++)
            DrawPart(k, pose);
        _target.Resolve(rgb);
    }

    public void Dispose()
    {
    }

    private void DrawSkin()
    {
        Project(_state.SkinPoints, _state.SkinNormals, _model.Skin.Extra, _skin);
        var skin = new SkinShader(_model.Picture, _folds, _model.SkinLight, _state.Turn.X, _state.Turn.Y);
        Rasterizer.Draw(_target, _model.Skin.Triangles, _skin, Facing.Clockwise, in skin);
    }

    private void DrawPart(int place, FacePose pose)
    {
        var part = _model.Parts[place];
        if (part.Hold == PartHold.Body || (part.InMouth && !_state.MouthOpen))
            return;
        var vertices = _parts[place];
        Project(_state.Points[place], _state.PartNormals[place], part.Extra, vertices);
        switch (part.Paint)
        {
            case PartPaint.Eye:
                var right = part.Extra[0][3] < 0;
                var eye = new EyeShader(_model.WetLight, Srgb.Linear(_model.Look.Iris), pose.GazeYaw, pose.GazePitch, right ? _state.LidEdge.Right : _state.LidEdge.Left, right ? 1 : -1);
                Rasterizer.Draw(_target, part.Triangles, vertices, part.Facing, in eye);
                break;
            case PartPaint.Tooth:
                var tooth = new PlainShader(_model.WetLight, Tooth, 0.02f, 0.28f, MouthBleed);
                Rasterizer.Draw(_target, part.Triangles, vertices, part.Facing, in tooth);
                break;
            case PartPaint.Gum:
                var gum = new PlainShader(_model.SkinLight, Gum, 0.03f, 0.3f, MouthBleed);
                Rasterizer.Draw(_target, part.Triangles, vertices, part.Facing, in gum);
                break;
            case PartPaint.Hair:
                var hair = new HairShader(_model.MatteLight, Srgb.Linear(_model.Look.Hair));
                Rasterizer.Draw(_target, part.Triangles, vertices, part.Facing, in hair);
                break;
            case PartPaint.Lash:
                var lash = new PlainShader(_model.MatteLight, Lash, 0.01f, 0, Vector128<float>.Zero);
                Rasterizer.Draw(_target, part.Triangles, vertices, part.Facing, in lash);
                break;
            default:
                var plain = new PlainShader(_model.SkinLight, Srgb.Linear(_model.Look.Skin), 0.045f, 0.03f, SkinBleed);
                Rasterizer.Draw(_target, part.Triangles, vertices, part.Facing, in plain);
                break;
        }
    }

    private void Project(Vector128<float>[] points, Vector128<float>[] normals, Vector128<float>[] extra, ScreenVertex[] screen)
    {
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y, near) = _camera.Project(points[i]);
            screen[i] = new ScreenVertex(x, y, near, normals[i], extra[i]);
        }
    }
}
