using System.Numerics;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A photograph or drawing and the face in it that is to move.</summary>
/// <param name="Picture">The whole picture.</param>
/// <param name="Mesh">The face, in the picture's pixels.</param>
public sealed record PortraitSource(RgbImage Picture, FaceMesh Mesh)
{
    /// <summary>Irises as the iris network gives them: five points of the right eye, then five of the left (the middle first). Null: found from the mesh.</summary>
    public IReadOnlyList<Vector2>? Irises { get; init; }

    /// <summary>The expression that the picture already shows, as intensities 0 to 5 by FACS number; empty if not measured.</summary>
    public IReadOnlyDictionary<int, double> Own { get; init; } = new Dictionary<int, double>();

    /// <summary>True where something lies over the eyes (sunglasses): they are left as they are.</summary>
    public bool EyesCovered { get; init; }

    /// <summary>What the user should know about this picture, a sentence each: other faces, covered eyes, its own expression.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The own expression of a mesh.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="estimator">Reads Action Units.</param>
    public static IReadOnlyDictionary<int, double> OwnExpression(FaceMesh mesh, ActionUnitEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var reading = estimator.Estimate(mesh);
        return estimator.Basis.Units.Select((unit, i) => (unit, i)).ToDictionary(x => x.unit, x => (double)reading.Intensity[x.i]);
    }
}
