namespace AffectAgent.Reports.Tables;

/// <summary>Finds a person's samples by frame; samples are in frame order, so each look-up is a binary search.</summary>
internal sealed class TrackIndex
{
    private readonly Dictionary<int, ActionUnitTrack> _units;
    private readonly Dictionary<int, ExpressionTrack> _expressions;

    public TrackIndex(FrameTableSource source)
    {
        _units = source.ActionUnits.ToDictionary(track => track.Person);
        _expressions = source.Expressions.ToDictionary(track => track.Person);
    }

    /// <summary>Intensity 0-5 of a unit, or null.</summary>
    public double? Intensity(FaceObservation face, int unit) => Value(face, unit, sample => sample.Intensity);

    /// <summary>Intensity 0-5 of a unit against the mean neutral face of many people, or null.</summary>
    public double? AgainstPopulation(FaceObservation face, int unit) => Value(face, unit, sample => sample.AgainstPopulation ?? sample.Intensity);

    /// <summary>Intensity 0-5 of the subject's left and right side, or null where the sides are not told apart.</summary>
    public (double? Left, double? Right) Sides(FaceObservation face, int unit) =>
        _units.TryGetValue(face.Person, out var track) && track.Sided.Contains(unit)
            ? (Value(face, unit, sample => sample.Left), Value(face, unit, sample => sample.Right))
            : (null, null);

    /// <summary>What the intensities of a face's units are measured against, or null where none was.</summary>
    public NeutralBaseline? Baseline(FaceObservation face) =>
        _units.TryGetValue(face.Person, out var track) ? Find(track.Samples, face.Frame, s => s.Frame) is { } sample
            ? sample.AgainstPopulation is null ? NeutralBaseline.Population : NeutralBaseline.Own : null : null;

    /// <summary>How far a unit measured on this face has been shown to work, or null where it was not measured.</summary>
    public Reliability? Grade(FaceObservation face, int unit) =>
        Intensity(face, unit) is null ? null : _units[face.Person].Reliability.GetValueOrDefault(unit, Reliability.Unverified);

    /// <summary>Probability of presence of a unit, or null.</summary>
    public double? Presence(FaceObservation face, int unit) => Value(face, unit, sample => sample.Presence);

    /// <summary>The expression's distribution, or null.</summary>
    public EmotionDistribution? Expression(FaceObservation face) =>
        _expressions.TryGetValue(face.Person, out var track)
            ? Find(track.Samples, face.Frame, sample => sample.Frame)?.Distribution
            : null;

    private double? Value(FaceObservation face, int unit, Func<ActionUnitSample, float[]?> values)
    {
        if (!_units.TryGetValue(face.Person, out var track))
            return null;
        var column = IndexOf(track.Units, unit);
        var sample = column < 0 ? null : Find(track.Samples, face.Frame, s => s.Frame);
        return sample is null ? null : values(sample)?[column];
    }

    private static int IndexOf(IReadOnlyList<int> units, int unit)
    {
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i] == unit)
                return i;
        }

        return -1;
    }

    private static T? Find<T>(IReadOnlyList<T> samples, int frame, Func<T, int> frameOf)
        where T : class
    {
        var (low, high) = (0, samples.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = frameOf(samples[middle]);
            if (found == frame)
                return samples[middle];
            if (found < frame)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }
}
