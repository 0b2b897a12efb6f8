using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Moves the cage's points by a pose. Immutable and safe to share; the buffers are the caller's.</summary>
internal sealed class HeadRig
{
    private readonly FaceShape _shape;
    private readonly Lids _leftLids;
    private readonly Lids _rightLids;

    /// <summary>Prepares the movements.</summary>
    /// <param name="shape">How faces move.</param>
    /// <param name="form">Whose face; the mean one where null.</param>
    public HeadRig(FaceShape shape, FaceForm? form = null)
    {
        Cage = HeadCage.Of(shape.Neutral, form);
        _shape = shape;
        _leftLids = new Lids(i => i);
        _rightLids = new Lids(i => Cage.Mirror[i]);
    }

    /// <summary>The mesh that is moved.</summary>
    public HeadCage Cage { get; }

    /// <summary>Moves the points.</summary>
    /// <param name="pose">Units and gaze; the head's turn doesn't matter here.</param>
    /// <param name="displacement">468 x 3 numbers to work in.</param>
    /// <param name="points">As many as <see cref="HeadCage.Rest"/>; overwritten.</param>
    public void Move(FacePose pose, Span<float> displacement, Span<Vector3> points)
    {
        _shape.Move(pose, displacement);
        var rest = Cage.Rest;
        for (var i = 0; i < FaceMesh.PointCount; i++)
            points[i] = rest[i] + At(displacement, i);
        for (var i = FaceMesh.PointCount; i < rest.Length; i++)
        {
            var (leader, share) = HeadCage.Follows(i);
            points[i] = rest[i] + (At(displacement, leader) * share);
        }

        _leftLids.Close(points, pose.Left, pose.GazePitch);
        _rightLids.Close(points, pose.Right, pose.GazePitch);
        LipContact.Keep(points, Jaw.Of(pose), pose.Mean(16));
    }

    private static Vector3 At(ReadOnlySpan<float> d, int i) => new(d[i * 3], d[(i * 3) + 1], d[(i * 3) + 2]);

    /// <summary>As the subdivision's weights want them.</summary>
    public static void Widen(ReadOnlySpan<Vector3> points, Span<Vector128<float>> wide)
    {
        for (var i = 0; i < points.Length; i++)
            wide[i] = points[i].AsVector128();
    }
}
