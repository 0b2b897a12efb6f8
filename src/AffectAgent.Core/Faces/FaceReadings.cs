namespace AffectAgent;

/// <summary>What an Action Unit's intensity is measured against.</summary>
public enum NeutralBaseline
{
    /// <summary>The mean neutral face of many people.</summary>
    Population,
    /// <summary>The person's own resting face, from the clip itself.</summary>
    Own,
}

/// <summary>The Action Units of one face in one frame.</summary>
/// <param name="Frame">Index of the frame.</param>
/// <param name="Timestamp">Seconds.</param>
/// <param name="Intensity">0 to 5, in the order of <see cref="ActionUnitTrack.Units"/>.</param>
/// <param name="Presence">Probability of presence, 0 to 1, in the same order.</param>
public sealed record ActionUnitSample(int Frame, double Timestamp, float[] Intensity, float[] Presence)
{
    /// <summary>Intensities of the subject's right side, 0 to 5, in the same order; null where sides were not read. See <see cref="ActionUnitTrack.Sided"/>.</summary>
    public float[]? Right { get; init; }

    /// <summary>Intensities of the subject's left side, as <see cref="Right"/>.</summary>
    public float[]? Left { get; init; }

    /// <summary>Intensities against the mean neutral face where <see cref="Intensity"/> is against the person's own; else null.</summary>
    public float[]? AgainstPopulation { get; init; }
}

/// <summary>One activation of an Action Unit.</summary>
/// <param name="Unit">FACS number.</param>
/// <param name="Onset">When it begins, seconds.</param>
/// <param name="Apex">When it is strongest, seconds.</param>
/// <param name="Offset">When it has ended, seconds.</param>
/// <param name="Intensity">At the apex, 0 to 5.</param>
public sealed record ActionUnitEpisode(int Unit, double Onset, double Apex, double Offset, double Intensity);

/// <summary>The Action Units of one person through the clip.</summary>
public sealed record ActionUnitTrack
{
    /// <summary>The person.</summary>
    public required int Person { get; init; }

    /// <summary>FACS numbers, in the order of the samples' arrays.</summary>
    public required IReadOnlyList<int> Units { get; init; }

    /// <summary>What the intensities are measured against.</summary>
    public required NeutralBaseline Baseline { get; init; }

    /// <summary>One a frame in which the face was found.</summary>
    public required IReadOnlyList<ActionUnitSample> Samples { get; init; }

    /// <summary>The activations, by onset; empty for a still.</summary>
    public required IReadOnlyList<ActionUnitEpisode> Episodes { get; init; }

    /// <summary>The units whose sides may be compared: left and right were told apart on faces where they were known. Default none.</summary>
    public IReadOnlyList<int> Sided { get; init; } = [];

    /// <summary>How far each unit has been shown to work.</summary>
    public required IReadOnlyDictionary<int, Reliability> Reliability { get; init; }
}

/// <summary>What one face reads as in one frame.</summary>
public sealed record ExpressionSample(int Frame, double Timestamp, EmotionDistribution Distribution);

/// <summary>What one person's face reads as through the clip.</summary>
/// <param name="Person">The person.</param>
/// <param name="Samples">One a frame read.</param>
/// <param name="Overall">Weighted over the clip.</param>
public sealed record ExpressionTrack(int Person, IReadOnlyList<ExpressionSample> Samples, EmotionDistribution Overall);
