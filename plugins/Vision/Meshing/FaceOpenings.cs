using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// How far eyes and mouth are open: ratios of distances in space on the mesh, which neither size, rotation nor mirroring
/// changes. Stateless.
/// </summary>
public static class FaceOpenings
{
    // Outer corner, inner corner, then pairs of upper and lower lid.
    private static readonly int[] RightEye = [33, 133, 160, 144, 158, 153];
    private static readonly int[] LeftEye = [263, 362, 387, 373, 385, 380];
    private static readonly int[] Mouth = [MeshPoints.MouthRight, MeshPoints.MouthLeft, MeshPoints.UpperLipInner, MeshPoints.LowerLipInner, 82, 87, 312, 317];

    /// <summary>Eye aspect ratio (Soukupová and Čech 2016): mean distance of the lids over the distance of the corners.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="left">True for the subject's left eye.</param>
    public static float OfEye(FaceMesh mesh, bool left) => Ratio(mesh, left ? LeftEye : RightEye);

    /// <summary>Mean distance of the lips' inner edges over the distance of the mouth's corners.</summary>
    /// <param name="mesh">The face.</param>
    public static float OfMouth(FaceMesh mesh) => Ratio(mesh, Mouth);

    private static float Ratio(FaceMesh mesh, int[] points)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        float width = Vector3.Distance(mesh[points[0]], mesh[points[1]]), height = 0;
        for (int i = 2; i < points.Length; i += 2)
            height += Vector3.Distance(mesh[points[i]], mesh[points[i + 1]]);
        return width > 0 ? height / ((points.Length / 2) - 1) / width : 0;
    }
}
