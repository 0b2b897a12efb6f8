using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Draws a portrait. Allocates its buffers once.</summary>
internal sealed class PortraitPainter : IFacePainter
{
    // Movement below which a triangle of the surroundings is left as it stands in the picture, pixels.
    private const float Still = 0.02f;
    private const float FoldStrength = 1;

    private readonly PortraitModel _model;
    private readonly PortraitState _state;
    private readonly RasterTarget _target;
    private readonly ScreenVertex[] _sheet;
    private readonly int[] _live;
    private readonly Vector128<float>[] _folds = new Vector128<float>[PortraitModel.FoldsSide * PortraitModel.FoldsSide];
    private readonly FacePose _folded = new();
    private readonly EyePainter[] _eyes;
    private readonly MouthPainter _mouth;

    public PortraitPainter(PortraitModel model)
    {
        _model = model;
        _state = new PortraitState(model);
        _target = new RasterTarget(model.Size, model.Size);
        _sheet = new ScreenVertex[model.Mesh.Count];
        _live = new int[model.Mesh.Around.Length];
        _eyes = [.. model.Eyes.Select(eye => new EyePainter(model, eye))];
        _mouth = new MouthPainter(model);
    }

    /// <inheritdoc/>
    public void Draw(FacePose pose, Span<byte> rgb)
    {
        ArgumentNullException.ThrowIfNull(pose);
        _state.Take(pose);
        WriteFolds();
        _target.Clear(_model.Background);
        var mesh = _model.Mesh;
        for (var i = 0; i < _sheet.Length; i++)
        {
            var fold = i < FaceMesh.PointCount ? _model.FoldPlaces[i] : Vector3.Zero;
            _sheet[i] = _state.Vertex(_state.Screen[i], 0, Vector128.Create(fold.X, fold.Y, fold.Z, 0), Vector128.Create(mesh.Source[i].X, mesh.Source[i].Y, 0, 0));
        }

        var skin = new FoldedShader(_model.Photo, _folds, PortraitModel.FoldsSide, FoldStrength, _model.Light.Crease);
        Rasterizer.Draw(_target, mesh.Face, _sheet, Facing.Both, in skin);
        var lips = new FoldedShader(_model.Photo, _folds, PortraitModel.FoldsSide, FoldStrength, _model.Light.Crease, _model.BareLips, _model.Motion.StillMouth ? 0 : _state.LipsMoved);
        Rasterizer.Draw(_target, mesh.Lips, _sheet, Facing.Both, in lips);
        var plain = new PhotoShader(_model.Photo);
        Rasterizer.Draw(_target, _live.AsSpan(0, GatherMoving()), _sheet, Facing.Both, in plain);
        foreach (var eye in _eyes)
            eye.Draw(_target, _state, pose);
        _mouth.Draw(_target, _state, pose);
        _target.Resolve(rgb);
    }

    // What the picture wears already it has folded itself.
    private void WriteFolds()
    {
        for (var i = 0; i < FaceUnits.Count; i++)
        {
            var own = (float)_model.Own.GetValueOrDefault(FaceUnits.All[i]);
            (_folded.Left[i], _folded.Right[i]) = (MathF.Max(0, _state.Shown.Left[i] - own), MathF.Max(0, _state.Shown.Right[i] - own));
        }

        _model.Folds.Write(_folded, _folds);
    }

    public void Dispose()
    {
    }

    /// <summary>Samples within the face's outline, as last drawn, that nothing has covered.</summary>
    internal int HolesInTheFace()
    {
        var outline = FaceTopology.Oval.Select(i => new Vector2(_state.Screen[i].X, _state.Screen[i].Y)).ToArray();
        var middle = outline.Aggregate((a, b) => a + b) / outline.Length;

        // The last pixel before a side that has not moved may show the picture itself.
        outline = [.. outline.Select(p => middle + ((p - middle) * 0.975f))];
        var holes = 0;
        for (var y = 0; y < _model.Size; y++)
        {
            for (var x = 0; x < _model.Size; x++)
            {
                if (!Curve.Inside(outline, new Vector2(x + 0.5f, y + 0.5f)))
                    continue;
                foreach (var near in _target.Nearness.AsSpan(((y * _model.Size) + x) * RasterTarget.Samples, RasterTarget.Samples))
                    holes += near > 0 ? 0 : 1;
            }
        }

        return holes;
    }

    private int GatherMoving()
    {
        var around = _model.Mesh.Around;
        var count = 0;
        for (var i = 0; i < around.Length; i += 3)
        {
            if (!Moved(around[i]) && !Moved(around[i + 1]) && !Moved(around[i + 2]))
                continue;
            (_live[count], _live[count + 1], _live[count + 2]) = (around[i], around[i + 1], around[i + 2]);
            count += 3;
        }

        return count;
    }

    private bool Moved(int i)
    {
        var source = _model.Mesh.Source[i];
        return MathF.Abs(_state.Screen[i].X - source.X) + MathF.Abs(_state.Screen[i].Y - source.Y) > Still;
    }
}
