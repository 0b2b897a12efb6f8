using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A square picture of colours.</summary>
/// <param name="Side">Texels a row, and rows.</param>
/// <param name="Rgb">Side x Side x 3 bytes, sRGB, rows from the top.</param>
public sealed record AvatarTexture(int Side, byte[] Rgb);

/// <summary>What a part of the avatar turns with.</summary>
public enum AvatarJoint
{
    /// <summary>The shoulders: never moves.</summary>
    Body,
    /// <summary>The neck: each point partly with the head.</summary>
    Neck,
    /// <summary>The head.</summary>
    Head,
}

/// <summary>A part of the avatar's mesh; what no pose changes.</summary>
/// <param name="Name">Lower case, words joined by hyphens; unique.</param>
/// <param name="Triangles">Three places a triangle, clockwise seen from outside with y down.</param>
/// <param name="Uv">A place a point in the texture, 0 to 1 from the upper left; empty where there is no texture.</param>
/// <param name="Texture">Colours, or null where the part has one colour.</param>
/// <param name="Color">Linear red, green, blue, 0 to 1; 1, 1, 1 where there is a texture.</param>
/// <param name="Roughness">0 mirror-like to 1 matte, as glTF has it.</param>
/// <param name="DoubleSided">True if its back is to be seen too.</param>
/// <param name="Joint">What it turns with.</param>
public sealed record AvatarMeshPart(
    string Name, IReadOnlyList<int> Triangles, IReadOnlyList<Vector2> Uv, AvatarTexture? Texture, Vector3 Color, float Roughness, bool DoubleSided, AvatarJoint Joint);

/// <summary>Where a part's points are in a pose.</summary>
/// <param name="Positions">In the frame of <see cref="FaceShape"/>: x right, y down, z to the back, outer eye corners about one unit apart.</param>
/// <param name="Normals">Unit normals outwards.</param>
public sealed record AvatarMovedPart(Vector3[] Positions, Vector3[] Normals);

/// <summary>The avatar as a mesh, for exports: the same points that <see cref="AvatarRenderer"/> draws. Immutable and safe to share between threads.</summary>
public sealed class AvatarGeometry
{
    private const int EyeTexels = 128;

    private readonly AvatarModel _model;

    private AvatarGeometry(AvatarModel model)
    {
        _model = model;
        Parts = [SkinPart(), .. model.Parts.Select(Part)];
    }

    /// <summary>The parts; the first is the head's skin.</summary>
    public IReadOnlyList<AvatarMeshPart> Parts { get; }

    /// <summary>The point about which the head turns.</summary>
    public static Vector3 HeadPivot => HeadTurn.Pivot;

    /// <summary>Builds the mesh.</summary>
    /// <param name="shape">How faces move.</param>
    /// <param name="look">Colours and cut; <see cref="AvatarLook.Default"/> where null.</param>
    public static AvatarGeometry Create(FaceShape shape, AvatarLook? look = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new AvatarGeometry(new AvatarModel(shape, look ?? AvatarLook.Default, AvatarRenderer.DefaultSize));
    }

    /// <summary>All parts' points in a pose, in the order of <see cref="Parts"/>; eyeballs turn with the gaze.</summary>
    public IReadOnlyList<AvatarMovedPart> At(FacePose pose)
    {
        ArgumentNullException.ThrowIfNull(pose);
        var state = new AvatarState(_model);
        state.Take(pose);
        var moved = new List<AvatarMovedPart> { Moved(state.SkinPoints, state.SkinNormals) };
        for (var k = 0; k < _model.Parts.Count; k++)
            moved.Add(_model.Parts[k].Paint == PartPaint.Eye ? Eye(_model.Parts[k], pose, state.Turn) : Moved(state.Points[k], state.PartNormals[k]));
        return moved;
    }

    private static AvatarMovedPart Moved(Vector128<float>[] points, Vector128<float>[] normals) =>
        new([.. points.Select(p => p.AsVector3())], [.. normals.Select(n => n.AsVector3())]);

    private static AvatarMovedPart Eye(AvatarPart part, FacePose pose, HeadTurn turn)
    {
        var eye = part.Extra[0][3] < 0 ? Eyeball.Right : Eyeball.Left;
        var gaze = new HeadTurn(new FacePose { HeadYaw = pose.GazeYaw, HeadPitch = pose.GazePitch });
        var directions = part.Extra.Select(e => gaze.Direction(e).AsVector3()).ToArray();
        return new AvatarMovedPart(
            [.. directions.Select(d => turn.Point((eye.Center + (d * eye.Radii)).AsVector128()).AsVector3())],
            [.. directions.Select(d => turn.Direction(Vector3.Normalize(d / eye.Radii).AsVector128()).AsVector3())]);
    }

    private AvatarMeshPart SkinPart()
    {
        var rgb = _model.Picture.Texels.SelectMany(t => new[] { Srgb.Byte(t[0]), Srgb.Byte(t[1]), Srgb.Byte(t[2]) }).ToArray();
        var uv = _model.Skin.Extra.Select(e => new Vector2(e[0], e[1])).ToArray();
        return new AvatarMeshPart("head", _model.Skin.Triangles, uv, new AvatarTexture(_model.Picture.Side, rgb), Vector3.One, 0.6f, false, AvatarJoint.Head);
    }

    private AvatarMeshPart Part(AvatarPart part)
    {
        var (color, roughness) = Material(part.Paint);
        var joint = part.Hold switch { PartHold.Body => AvatarJoint.Body, PartHold.Neck => AvatarJoint.Neck, _ => AvatarJoint.Head };
        if (part.Paint != PartPaint.Eye)
            return new AvatarMeshPart(part.Name, part.Triangles, [], null, color, roughness, part.Facing == Facing.Both, joint);
        var uv = part.Extra.Select(e => new Vector2((e[0] * 0.5f) + 0.5f, (e[1] * 0.5f) + 0.5f)).ToArray();
        return new AvatarMeshPart(part.Name, part.Triangles, uv, EyeTexture(part), Vector3.One, roughness, false, joint);
    }

    private (Vector3 Color, float Roughness) Material(PartPaint paint) => paint switch
    {
        PartPaint.Hair => (Linear(_model.Look.Hair), 0.5f),
        PartPaint.Lash => (Linear(AvatarPainter.LashColor), 0.9f),
        PartPaint.Tooth => (Linear(AvatarPainter.ToothColor), 0.25f),
        PartPaint.Gum => (Linear(AvatarPainter.GumColor), 0.35f),
        PartPaint.Cloth => (Linear(_model.Look.Garment), 0.9f),
        PartPaint.Eye => (Vector3.One, 0.1f),
        _ => (Linear(_model.Look.Skin), 0.6f),
    };

    private AvatarTexture EyeTexture(AvatarPart part)
    {
        var shader = new EyeShader(_model.WetLight, Srgb.Linear(_model.Look.Iris), 0, 0, -2, part.Extra[0][3] < 0 ? 1 : -1);
        var rgb = new byte[EyeTexels * EyeTexels * 3];
        for (var i = 0; i < EyeTexels * EyeTexels; i++)
        {
            float x = (((i % EyeTexels) + 0.5f) / EyeTexels * 2) - 1, y = (((i / EyeTexels) + 0.5f) / EyeTexels * 2) - 1;
            var color = shader.Color(Vector3.Normalize(new Vector3(x, y, -MathF.Sqrt(MathF.Max(0, 1 - (x * x) - (y * y))))));
            (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = (Srgb.Byte(color[0]), Srgb.Byte(color[1]), Srgb.Byte(color[2]));
        }

        return new AvatarTexture(EyeTexels, rgb);
    }

    private static Vector3 Linear(int rgb) => Srgb.Linear(rgb).AsVector3();
}
