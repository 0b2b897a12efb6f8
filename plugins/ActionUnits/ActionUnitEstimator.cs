using System.Numerics.Tensors;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>What one face's Action Units read as, in the order of <see cref="ActionUnitBasis.Units"/>.</summary>
/// <param name="Intensity">FACS intensity, 0 to 5.</param>
/// <param name="Presence">Probability of presence, 0 to 1.</param>
public readonly record struct ActionUnitReading(float[] Intensity, float[] Presence);

/// <summary>
/// Reads Action Units from a face mesh: the mesh is laid onto the mean neutral face (weighted Procrustes, which takes care of
/// place, size and head rotation), a linear map gives a score a unit, what the head's pitch and yaw explain is taken out, and
/// the score, in spreads of neutral faces, is mapped to an intensity and to a probability. Thread-safe.
/// </summary>
/// <param name="basis">The face basis.</param>
public sealed class ActionUnitEstimator(ActionUnitBasis basis)
{
    private readonly MeshAligner _aligner = new(basis.Neutral.Coordinates, basis.ProcrustesWeights);
    private readonly float[] _neutral = NeutralFeatures(basis);

    /// <summary>The basis it reads with.</summary>
    public ActionUnitBasis Basis => basis;

    /// <summary>Reads one face against the mean neutral face.</summary>
    /// <exception cref="ArgumentException">The mesh's points are not finite or lie all on one spot.</exception>
    public ActionUnitReading Estimate(FaceMesh mesh)
    {
        var scores = new float[basis.Units.Count];
        return TryScore(mesh, scores)
            ? Read(scores)
            : throw new ArgumentException("The mesh's points are not finite or lie all on one spot; give the mesh of a face.", nameof(mesh));
    }

    /// <summary>
    /// The units' scores before any mapping, 0 for the mean neutral face; only differences to a neutral face and comparisons
    /// within a unit mean something.
    /// </summary>
    /// <param name="mesh">The face.</param>
    /// <param name="scores">Receives a score a unit.</param>
    /// <returns>False where the mesh's points are not finite or lie all on one spot: the face can't be read.</returns>
    /// <exception cref="ArgumentException"><paramref name="scores"/> has another length than the basis has units.</exception>
    public bool TryScore(FaceMesh mesh, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (scores.Length != basis.Units.Count)
            throw new ArgumentException($"The basis has {basis.Units.Count} units; give room for as many scores.", nameof(scores));
        Span<float> features = stackalloc float[ActionUnitBasis.Features];
        var points = features[..ActionUnitBasis.Coordinates];
        if (!_aligner.TryAlign(mesh.Coordinates, points, out var turn))
            return false;
        MeshRatios.Measure(points, features[ActionUnitBasis.Coordinates..]);
        TensorPrimitives.Subtract(features, _neutral, features);
        ReadOnlySpan<float> pose = [1, (float)turn.Pitch, (float)(turn.Pitch * turn.Pitch), (float)(turn.Yaw * turn.Yaw)];
        for (var i = 0; i < scores.Length; i++)
        {
            var read = TensorPrimitives.Dot(features, basis.Regression.AsSpan(i * ActionUnitBasis.Features, ActionUnitBasis.Features));
            scores[i] = read - TensorPrimitives.Dot(pose, basis.Pose.AsSpan(i * 4, 4));
        }

        return TensorPrimitives.IsFiniteAll<float>(scores);
    }

    /// <summary>Maps scores to intensities and probabilities.</summary>
    /// <param name="scores">From <see cref="TryScore"/>.</param>
    /// <param name="baseline">The person's own resting face, or null for the mean neutral face.</param>
    public ActionUnitReading Read(ReadOnlySpan<float> scores, PersonBaseline? baseline = null)
    {
        var intensity = new float[scores.Length];
        var presence = new float[scores.Length];
        Read(scores, baseline, intensity, presence);
        return new ActionUnitReading(intensity, presence);
    }

    /// <summary>As <see cref="Read(ReadOnlySpan{float}, PersonBaseline?)"/>, into given arrays; <paramref name="intensity"/> may be the scores' own memory.</summary>
    internal void Read(ReadOnlySpan<float> scores, PersonBaseline? baseline, Span<float> intensity, Span<float> presence)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var above = scores[i] - (baseline?.Resting[i] ?? 0);
            var rest = baseline is null ? basis.Spread[i] : basis.OwnSpread[i];
            presence[i] = Logistic(basis.Presence[(i * 2) + 1] * ((above / rest) - basis.Presence[i * 2]));
            intensity[i] = Intensity(i, above, rest);
        }
    }

    /// <summary>
    /// Piecewise linear and monotone: 0 up to the first knot (in spreads of the baseline in use, so that a person's own baseline
    /// shows smaller movements), 5 from the last (always in spreads of the population, so that a level means the same movement).
    /// </summary>
    private float Intensity(int unit, float above, float rest)
    {
        var at = basis.Knots.AsSpan(unit * 3, 3);
        var value = basis.KnotValues.AsSpan(unit * 3, 3);
        float x0 = at[0] * rest, x1 = at[1] * basis.Spread[unit], x2 = at[2] * basis.Spread[unit];
        var read = above <= x0 ? value[0]
            : above < x1 ? value[0] + ((value[1] - value[0]) * (above - x0) / (x1 - x0))
            : above < x2 ? value[1] + ((value[2] - value[1]) * (above - x1) / (x2 - x1))
            : value[2];
        return Math.Clamp(read, 0, (float)AffectAgent.ActionUnits.MaxIntensity);
    }

    private static float Logistic(float x) => 1 / (1 + MathF.Exp(-x));

    private static float[] NeutralFeatures(ActionUnitBasis basis)
    {
        var features = new float[ActionUnitBasis.Features];
        basis.Neutral.Coordinates.CopyTo(features);
        MeshRatios.Measure(basis.Neutral.Coordinates, features.AsSpan(ActionUnitBasis.Coordinates));
        return features;
    }
}
