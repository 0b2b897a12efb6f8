using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>An avatar in one pose: all points and normals after the head's turn. Reused from pose to pose; not thread-safe.</summary>
internal sealed class AvatarState
{
    private readonly AvatarModel _model;
    private readonly float[] _displacement = new float[FaceMesh.PointCount * 3];
    private readonly Vector3[] _cage;
    private readonly Vector128<float>[] _cageWide;
    private readonly (Lashes Lashes, int Place)[] _lashes;

    /// <summary>Allocates all that posing needs.</summary>
    public AvatarState(AvatarModel model)
    {
        _model = model;
        _cage = new Vector3[model.Rig.Cage.Rest.Length];
        _cageWide = new Vector128<float>[_cage.Length];
        SkinRest = new Vector128<float>[model.Skin.Count];
        SkinPoints = new Vector128<float>[model.Skin.Count];
        SkinNormals = new Vector128<float>[model.Skin.Count];
        _lashes = [.. model.Lashes.Select(x => (x, model.Parts.ToList().IndexOf(x.Part)))];
        Points = [.. model.Parts.Select(p => new Vector128<float>[p.Points.Length])];
        PartNormals = [.. model.Parts.Select(p => new Vector128<float>[p.Points.Length])];
    }

    /// <summary>The skin's points before the head's turn.</summary>
    public Vector128<float>[] SkinRest { get; }

    /// <summary>The skin's points.</summary>
    public Vector128<float>[] SkinPoints { get; }

    /// <summary>The skin's normals and openness.</summary>
    public Vector128<float>[] SkinNormals { get; }

    /// <summary>Points of each of <see cref="AvatarModel.Parts"/>.</summary>
    public Vector128<float>[][] Points { get; }

    /// <summary>Normals and openness of each part.</summary>
    public Vector128<float>[][] PartNormals { get; }

    /// <summary>The pose as the look shows it.</summary>
    public FacePose Shown { get; } = new();

    /// <summary>The head's turn.</summary>
    public HeadTurn Turn { get; private set; }

    /// <summary>Height of each upper lid's edge on its eyeball, -1 to 1: left, right.</summary>
    public (float Left, float Right) LidEdge { get; private set; }

    /// <summary>True if the lips part anywhere.</summary>
    public bool MouthOpen { get; private set; }

    /// <summary>Takes a pose.</summary>
    public void Take(FacePose pose)
    {
        _model.Look.Gains.Apply(pose, Shown);
        pose = Shown;
        _model.Rig.Move(pose, _displacement, _cage);
        MouthOpen = LipContact.Open(_cage);
        HeadRig.Widen(_cage, _cageWide);
        _model.Skin.Move(_cageWide, SkinRest);
        LidEdge = (Edge(FaceTopology.UpperLid[4], Eyeball.Left), Edge(_model.Rig.Cage.Mirror[FaceTopology.UpperLid[4]], Eyeball.Right));
        Normals.Compute(_model.Skin.Triangles, SkinRest, SkinNormals);
        Turn = new HeadTurn(pose);
        for (var i = 0; i < SkinRest.Length; i++)
        {
            SkinPoints[i] = Turn.Point(SkinRest[i]);
            SkinNormals[i] = Turn.Direction(SkinNormals[i]).WithElement(3, 1);
        }

        var jaw = Jaw.Of(pose);
        for (var k = 0; k < Points.Length; k++)
            Take(_model.Parts[k], Points[k], PartNormals[k], jaw, pose);
        foreach (var (lashes, place) in _lashes)
            TakeLashes(lashes, Points[place], PartNormals[place]);
    }

    private void TakeLashes(Lashes lashes, Vector128<float>[] points, Vector128<float>[] normals)
    {
        lashes.Move(SkinRest, points);
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = Turn.Point(points[i]);
            normals[i] = Vector128.Create(0, -0.5f, -0.8f, 1);
        }
    }

    private float Edge(int point, Eyeball eye) => (SkinRest[point][1] - eye.Center.Y) / eye.Radii.Y;

    private void Take(AvatarPart part, Vector128<float>[] points, Vector128<float>[] normals, Jaw jaw, FacePose pose)
    {
        var neck = new HeadTurn(pose);
        var tongue = part.Name == "tongue";
        var reach = MouthParts.TongueShift(pose).AsVector128();
        for (var i = 0; i < points.Length; i++)
        {
            Vector128<float> p = part.Points[i], n = part.Normals[i];
            if (tongue)
                p += reach * part.Extra[i][0];
            (points[i], normals[i]) = part.Hold switch
            {
                PartHold.Head => (Turn.Point(p), Turn.Direction(n)),
                PartHold.Jaw => (Turn.Point(jaw.Move(p.AsVector3()).AsVector128()), Turn.Direction(n)),
                PartHold.Neck => (p + ((neck.Point(p) - p) * p[3]), n),
                _ => (p, n),
            };
            normals[i] = normals[i].WithElement(3, n[3]);
        }
    }
}
