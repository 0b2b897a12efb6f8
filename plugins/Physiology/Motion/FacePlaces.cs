using System.Numerics;

namespace AffectAgent.Plugins.Physiology;

/// <summary>A place of the face that is measured on either side.</summary>
/// <param name="Name">In plain words.</param>
/// <param name="Rising">The unit that moves it the positive way, or 0.</param>
/// <param name="Falling">The unit that moves it the other way, or 0.</param>
/// <param name="IsUpper">True for brows, lids and cheeks, false for nose and mouth.</param>
/// <param name="Right">Mesh points of the subject's right side.</param>
/// <param name="Left">Mesh points of the left side.</param>
/// <param name="Down">How much a shift down counts.</param>
/// <param name="Out">How much a shift away from the middle counts.</param>
/// <param name="RestSpread">
/// Standard deviation of right minus left over resting faces of many people, in eye distances (<c>tools/AffectAgent.SignClips rest --choose</c>).
/// </param>
internal sealed record FacePlace(string Name, int Rising, int Falling, bool IsUpper, int[] Right, int[] Left, float Down, float Out, double RestSpread);

/// <summary>The places, and their measures on a laid mesh.</summary>
internal static class FacePlaces
{
    /// <summary>Index of the lips' corner height.</summary>
    public const int CornerHeight = 6;

    /// <summary>Index of the lips' corner width.</summary>
    public const int CornerWidth = 7;

    /// <summary>All places.</summary>
    public static IReadOnlyList<FacePlace> All { get; } =
    [
        new("inner brow height", 1, 4, true, [55, 107, 65], [285, 336, 295], -1, 0, 0.0059),
        new("outer brow height", 2, 0, true, [70, 63, 105], [300, 293, 334], -1, 0, 0.0093),
        new("inner brow gathering", 4, 0, true, [55, 107], [285, 336], 0, -1, 0.0104),
        new("bottom lid height", 7, 0, true, [145, 144, 153], [374, 373, 380], -1, 0, 0.0031),
        new("nose wing height", 9, 0, false, [64, 129, 102], [294, 358, 331], -1, 0, 0.0045),
        new("upper lip height", 10, 0, false, [37, 39, 40], [267, 269, 270], -1, 0, 0.0055),
        new("mouth corner height", 12, 15, false, [61, 185], [291, 409], -1, 0, 0.0096),
        new("mouth corner width", 20, 0, false, [61, 185], [291, 409], 0, 1, 0.0342),
        new("cheek height", 6, 0, true, [50, 205], [280, 425], -1, 0, 0.0071),
        new("bottom lip depth", 25, 0, false, [84, 181], [314, 405], 1, 0, 0.0041),
        new("chin height", 17, 26, false, [148, 171], [377, 396], -1, 0, 0.0081),
    ];

    /// <summary>Measures a place on one side, in eye distances; only differences mean something.</summary>
    public static double Measure(FacePlace place, ReadOnlySpan<Vector3> laid, bool left)
    {
        double sum = 0;
        foreach (var i in left ? place.Left : place.Right)
            sum += (place.Down * laid[i].Y) + (place.Out * (left ? laid[i].X : -laid[i].X));
        return sum / place.Right.Length;
    }

    /// <summary>Opening of an eye: lid gap over the eye's width.</summary>
    public static double EyeOpening(ReadOnlySpan<Vector3> laid) =>
        ((Vector3.Distance(laid[MeshPoints.RightEyeTop], laid[MeshPoints.RightEyeBottom]) / Math.Max(1e-4f, Vector3.Distance(laid[MeshPoints.RightEyeOuter], laid[MeshPoints.RightEyeInner])))
        + (Vector3.Distance(laid[MeshPoints.LeftEyeTop], laid[MeshPoints.LeftEyeBottom]) / Math.Max(1e-4f, Vector3.Distance(laid[MeshPoints.LeftEyeOuter], laid[MeshPoints.LeftEyeInner])))) / 2;

    /// <summary>Gap between the lips, in eye distances.</summary>
    public static double LipGap(ReadOnlySpan<Vector3> laid) => Vector3.Distance(laid[MeshPoints.UpperLipInner], laid[MeshPoints.LowerLipInner]);
}
