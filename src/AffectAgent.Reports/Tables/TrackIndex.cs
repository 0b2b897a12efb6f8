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

    /// <summary>Probability of presence of a unit, or null.</summary>
    public double? Presence(FaceObservation face, int unit) => Value(face, unit, sample => sample.Presence);

    /// <summary>The expression's distribution, or null.</summary>
    public EmotionDistribution? Expression(FaceObservation face) =>
        _expressions.TryGetValue(face.Person, out var track)
            ? Find(track.Samples, face.Frame, sample => sample.Frame)?.Distribution
            : null;

    private double? Value(FaceObservation face, int unit, Func<ActionUnitSample, float[]> values)
    {
        if (!_units.TryGetValue(face.Person, out var track))
            return null;
        var column = IndexOf(track.Units, unit);
        var sample = column < 0 ? null : Find(track.Samples, face.Frame, s => s.Frame);
        return sample is null ? null : values(sample)[column];
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
