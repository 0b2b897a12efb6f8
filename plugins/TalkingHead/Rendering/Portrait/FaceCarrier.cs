using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Carries movements of the mean face over to one face: around each point a linear map takes the mean face's surroundings to this
/// face's, so that a wide mouth moves widely and a slanted brow along its slant.
/// </summary>
internal sealed class FaceCarrier
{
    private const float Reach = 0.32f;
    private const float Stiffness = 0.02f;

    private readonly Matrix4x4[] _maps;

    /// <summary>Works out the maps.</summary>
    /// <param name="mean">The mean face.</param>
    /// <param name="own">This face in the mean face's frame.</param>
    public FaceCarrier(FaceMesh mean, Vector3[] own)
    {
        _maps = new Matrix4x4[FaceMesh.PointCount];
        for (var i = 0; i < _maps.Length; i++)
            _maps[i] = Map(mean, own, i);
    }

    /// <summary>A point's movement on this face.</summary>
    public Vector3 Carry(int point, Vector3 movement) => Vector3.TransformNormal(movement, _maps[point]);

    private static Matrix4x4 Map(FaceMesh mean, Vector3[] own, int point)
    {
        Matrix4x4 from = Matrix4x4.Identity * Stiffness, to = Matrix4x4.Identity * Stiffness;
        float sum = 0;
        Vector3 meanMiddle = default, ownMiddle = default;
        var weights = new float[FaceMesh.PointCount];
        for (var j = 0; j < weights.Length; j++)
        {
            weights[j] = MathF.Exp(-Vector3.DistanceSquared(mean[j], mean[point]) / (Reach * Reach));
            sum += weights[j];
            meanMiddle += mean[j] * weights[j];
            ownMiddle += own[j] * weights[j];
        }

        (meanMiddle, ownMiddle) = (meanMiddle / sum, ownMiddle / sum);
        for (var j = 0; j < weights.Length; j++)
        {
            var w = weights[j] / sum;
            Vector3 a = mean[j] - meanMiddle, b = own[j] - ownMiddle;
            from += Outer(a * w, a);
            to += Outer(a * w, b);
        }

        (from.M44, to.M44) = (1, 1);
        return Matrix4x4.Invert(from, out var inverse) ? inverse * to : Matrix4x4.Identity;
    }

    private static Matrix4x4 Outer(Vector3 a, Vector3 b) => new(
        a.X * b.X, a.X * b.Y, a.X * b.Z, 0, a.Y * b.X, a.Y * b.Y, a.Y * b.Z, 0, a.Z * b.X, a.Z * b.Y, a.Z * b.Z, 0, 0, 0, 0, 0);
}
