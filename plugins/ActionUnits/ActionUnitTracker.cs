namespace AffectAgent.Plugins.ActionUnits;

/// <summary>A person's track, and how far their faces allowed a reading.</summary>
/// <param name="Track">The track.</param>
/// <param name="Trust">1 for a face of good size, light and sharpness seen from the front, down to 0.3 for a small, turned, blurred, dark or covered one; a mean over the clip.</param>
public sealed record FollowedActionUnits(ActionUnitTrack Track, double Trust);

/// <summary>Makes a person's Action Unit track from the faces found in a clip or a still.</summary>
/// <param name="estimator">Reads one face.</param>
/// <param name="finder">Finds activations; null for one with default thresholds.</param>
public sealed class ActionUnitTracker(ActionUnitEstimator estimator, EpisodeFinder? finder = null)
{
    private const double FreelySeen = 0.35; // radians of yaw up to which nothing is lost
    private const double YawToLoseAll = 0.9;
    private const double GoodSize = 64; // pixels
    private const double GoodQuality = 0.6; // most photographs lie above
    private const double LeastTrust = 0.3;
    private readonly EpisodeFinder _finder = finder ?? new EpisodeFinder();
    private readonly NeutralBaselineEstimator _baseline = new(estimator.Basis.Units, estimator.Scale);

    /// <summary>
    /// Follows one person. Faces are read once, in order, and not kept: up to five numbers a unit and frame remain.
    /// </summary>
    /// <param name="person">The person's number.</param>
    /// <param name="faces">The person's faces, by frame.</param>
    /// <param name="still">True for a still picture: no own baseline, no activations.</param>
    /// <param name="cancellationToken">Stops between two faces.</param>
    /// <returns>The track; null where no face could be read.</returns>
    public FollowedActionUnits? Follow(int person, IEnumerable<FaceObservation> faces, bool still, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(faces);
        var units = estimator.Basis.Units.Count;
        var scores = new List<float[]>();
        var sides = new List<(float[] Right, float[] Left)>();
        var frames = new List<int>();
        var times = new List<double>();
        var trust = 0.0;
        foreach (var face in faces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new float[units];
            var (right, left) = (new float[units], new float[units]);
            if (!estimator.TryScore(face.Mesh, face.Portrait, row, right, left))
                continue;
            scores.Add(row);
            sides.Add((right, left));
            frames.Add(face.Frame);
            times.Add(face.Timestamp);
            trust += TrustIn(face);
        }

        if (scores.Count == 0)
            return null;
        var baseline = still ? null : _baseline.Find(scores, times);
        var samples = new ActionUnitSample[scores.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            var (intensity, presence) = estimator.Read(scores[i], baseline);
            samples[i] = new ActionUnitSample(frames[i], times[i], intensity, presence)
            {
                Right = estimator.Read(sides[i].Right, baseline).Intensity,
                Left = estimator.Read(sides[i].Left, baseline).Intensity,
                AgainstPopulation = baseline is null ? null : estimator.Read(scores[i]).Intensity,
            };
        }

        var track = new ActionUnitTrack
        {
            Person = person,
            Units = estimator.Basis.Units,
            Baseline = baseline is null ? NeutralBaseline.Population : NeutralBaseline.Own,
            Samples = samples,
            Episodes = still ? [] : Episodes(samples, times),
            Reliability = estimator.Scale.Reliability,
            Sided = estimator.Sided,
        };
        return new FollowedActionUnits(track, trust / samples.Length);
    }

    private static double TrustIn(FaceObservation face)
    {
        var turned = (Math.Abs(face.Pose.Yaw) - FreelySeen) / (YawToLoseAll - FreelySeen);
        var seen = face.Measures is { } measures ? Math.Min(1, measures.Quality / GoodQuality) * (1 - Math.Max(0, measures.Occlusion - 0.5)) : 1;
        return Math.Clamp((1 - Math.Max(0, turned)) * Math.Min(1, face.Quality.SizePixels / GoodSize) * seen, LeastTrust, 1);
    }

    private List<ActionUnitEpisode> Episodes(ActionUnitSample[] samples, List<double> times)
    {
        var found = new List<ActionUnitEpisode>();
        var curve = new float[samples.Length];
        for (var unit = 0; unit < estimator.Basis.Units.Count; unit++)
        {
            for (var i = 0; i < curve.Length; i++)
                curve[i] = samples[i].Intensity[unit];
            found.AddRange(_finder.Find(estimator.Basis.Units[unit], times, curve));
        }

        found.Sort((a, b) => a.Onset.CompareTo(b.Onset));
        return found;
    }
}
