using System.Numerics.Tensors;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>What one face's Action Units read as, in the order of <see cref="ActionUnitBasis.Units"/>.</summary>
/// <param name="Intensity">FACS intensity, 0 to 5.</param>
/// <param name="Presence">Probability of presence, 0 to 1.</param>
public readonly record struct ActionUnitReading(float[] Intensity, float[] Presence);

/// <summary>
/// Reads Action Units from a face mesh: the mesh is laid onto the mean neutral face (weighted Procrustes, which takes care of
/// place, size and head rotation), a linear map gives a score a unit, what the head's pitch and yaw explain is taken out, and
/// the look of the face is put beside it where a second witness is given, and the score, in spreads of neutral faces, is
/// mapped to an intensity and to a probability. Thread-safe.
/// </summary>
/// <param name="basis">The face basis.</param>
/// <param name="appearance">The second witness, or null for the mesh alone.</param>
public sealed class ActionUnitEstimator(ActionUnitBasis basis, AppearanceWitness? appearance = null)
{
    private readonly float[] _regression = Sum(basis.Regression, appearance?.Lines);
    private readonly float[] _pose = Sum(basis.Pose, appearance?.LinePose);
    private readonly float[] _rightRegression = RightHalf(basis, appearance);
    private readonly ScoreScale _scale = ScaleOf(basis, appearance);
    private readonly MeshAligner _aligner = new(basis.Neutral.Coordinates, basis.ProcrustesWeights);
    private readonly float[] _neutral = NeutralFeatures(basis);

    /// <summary>The basis it reads with.</summary>
    public ActionUnitBasis Basis => basis;

    /// <summary>How its scores are read.</summary>
    public ScoreScale Scale => _scale;

    /// <summary>The units whose left and right may be told apart; none without the second witness.</summary>
    public IReadOnlyList<int> Sided => appearance?.Sided ?? [];

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
    public bool TryScore(FaceMesh mesh, Span<float> scores) =>
        TryScore(mesh, null, scores, stackalloc float[basis.Units.Count], stackalloc float[basis.Units.Count]);

    /// <summary>As <see cref="TryScore(FaceMesh, Span{float})"/>, with the look of the face and its two sides.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="portrait">Its portrait (<see cref="FaceObservation.Portrait"/>), or null.</param>
    /// <param name="scores">Receives a score a unit: the mean of both sides.</param>
    /// <param name="right">Receives the scores of the subject's right side.</param>
    /// <param name="left">Receives those of the left side.</param>
    /// <exception cref="ArgumentException">A span has another length than the basis has units.</exception>
    public bool TryScore(FaceMesh mesh, GrayImage? portrait, Span<float> scores, Span<float> right, Span<float> left)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (scores.Length != basis.Units.Count || right.Length != scores.Length || left.Length != scores.Length)
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
            var whole = TensorPrimitives.Dot(features, _regression.AsSpan(i * ActionUnitBasis.Features, ActionUnitBasis.Features));
            var half = TensorPrimitives.Dot(features, _rightRegression.AsSpan(i * ActionUnitBasis.Features, ActionUnitBasis.Features));
            var turned = TensorPrimitives.Dot(pose, _pose.AsSpan(i * 4, 4));
            (right[i], left[i]) = (half - turned, (2 * whole) - half - turned);
        }

        appearance?.Join(portrait, pose, right, left);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (right[i] + left[i]) / 2;
        return TensorPrimitives.IsFiniteAll<float>(scores);
    }

    /// <summary>Maps scores to intensities and probabilities.</summary>
    /// <param name="scores">From <see cref="TryScore(FaceMesh, Span{float})"/>.</param>
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
            var rest = baseline is null ? _scale.Spread[i] : _scale.OwnSpread[i];
            presence[i] = Logistic(_scale.Presence[(i * 2) + 1] * ((above / rest) - _scale.Presence[i * 2]));
            intensity[i] = Intensity(i, above, rest);
        }
    }

    /// <summary>
    /// Piecewise linear and monotone: 0 up to the first knot (in spreads of the baseline in use, so that a person's own baseline
    /// shows smaller movements), 5 from the last (always in spreads of the population, so that a level means the same movement).
    /// </summary>
    private float Intensity(int unit, float above, float rest)
    {
        var at = _scale.Knots.AsSpan(unit * 3, 3);
        var value = _scale.KnotValues.AsSpan(unit * 3, 3);
        float x0 = at[0] * rest, x1 = at[1] * _scale.Spread[unit], x2 = at[2] * _scale.Spread[unit];
        var read = above <= x0 ? value[0]
            : above < x1 ? value[0] + ((value[1] - value[0]) * (above - x0) / (x1 - x0))
            : above < x2 ? value[1] + ((value[2] - value[1]) * (above - x1) / (x2 - x1))
            : value[2];
        return Math.Clamp(read, 0, (float)AffectAgent.ActionUnits.MaxIntensity);
    }

    private static float Logistic(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary>The second witness must speak of the same units.</summary>
    private static ScoreScale ScaleOf(ActionUnitBasis basis, AppearanceWitness? appearance)
    {
        if (appearance is not null && !appearance.Units.SequenceEqual(basis.Units))
            throw new ArgumentException("The two witnesses name different units; take both files from one release.", nameof(appearance));
        return appearance?.Scale ?? basis.Scale;
    }

    private static float[] Sum(float[] numbers, float[]? more)
    {
        var sum = (float[])numbers.Clone();
        if (more is not null && more.Length == sum.Length)
            TensorPrimitives.Add<float>(sum, more, sum);
        return sum;
    }

    /// <summary>The regression with the points of the subject's right side counted twice, those of the left not, the rest once.</summary>
    private static float[] RightHalf(ActionUnitBasis basis, AppearanceWitness? appearance)
    {
        const float middle = 1e-4f;
        var half = Sum(basis.Regression, appearance?.Lines);
        for (var i = 0; i < half.Length; i++)
        {
            var coordinate = i % ActionUnitBasis.Features;
            if (coordinate >= ActionUnitBasis.Coordinates)
                continue;
            var x = basis.Neutral.Coordinates[coordinate - (coordinate % 3)];
            half[i] *= x < -middle ? 2 : x > middle ? 0 : 1;
        }

        return half;
    }

    private static float[] NeutralFeatures(ActionUnitBasis basis)
    {
        var features = new float[ActionUnitBasis.Features];
        basis.Neutral.Coordinates.CopyTo(features);
        MeshRatios.Measure(basis.Neutral.Coordinates, features.AsSpan(ActionUnitBasis.Coordinates));
        return features;
    }
}
