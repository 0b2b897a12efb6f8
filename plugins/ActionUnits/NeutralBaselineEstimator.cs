namespace AffectAgent.Plugins.ActionUnits;

/// <summary>One person's resting face.</summary>
/// <param name="Resting">Score at rest, in the order of <see cref="ActionUnitBasis.Units"/>.</param>
/// <param name="CalmFrames">Frames that it was learnt from.</param>
public sealed record PersonBaseline(IReadOnlyList<float> Resting, int CalmFrames);

/// <summary>
/// Finds a person's own resting face in a clip. Frames are ordered by how far any unit stands above the low end of its own range
/// in the clip; the calmest quarter gives the resting score of each unit (a median). It abstains, and the mean neutral face is
/// used, where there are too few calm frames, or where even the calmest show a smile or an open mouth: then the clip holds no
/// resting face; nor does one in which nothing moves, where a held expression can't be told from the person's looks.
/// </summary>
/// <param name="units">FACS numbers, in the order of the scores.</param>
/// <param name="scale">How the scores are read.</param>
public sealed class NeutralBaselineEstimator(IReadOnlyList<int> units, ScoreScale scale)
{
    /// <summary>Calm frames needed at least.</summary>
    public const int LeastCalmFrames = 12;

    /// <summary>Seconds that the clip's frames must cover at least.</summary>
    public const double LeastSeconds = 2;

    private const double CalmShare = 0.25;
    private const double LowEnd = 0.1;
    private const float MostExpressed = 2f; // spreads of the population; more at rest is an expression, not a resting face
    private const float MostDifferent = 3f; // spreads; no one's resting face is taken to differ by more than this
    private const float Moved = 2.5f; // spreads between one person's photographs
    private const double LeastMovedShare = 0.02;
    private const int LeastMovedFrames = 3;
    private static readonly int[] ToldApart = [12, 25, 26, 45];

    /// <summary>The resting face, or null where the clip shows none.</summary>
    /// <param name="scores">A row of scores a frame, by time.</param>
    /// <param name="timestamps">Seconds, as many as rows.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public PersonBaseline? Find(IReadOnlyList<float[]> scores, IReadOnlyList<double> timestamps)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(timestamps);
        if (scores.Count != timestamps.Count)
            throw new ArgumentException($"{scores.Count} rows of scores but {timestamps.Count} timestamps.", nameof(timestamps));
        var calm = (int)(scores.Count * CalmShare);
        if (calm < LeastCalmFrames || timestamps[^1] - timestamps[0] < LeastSeconds)
            return null;
        var calmest = Calmest(scores, calm);
        var resting = new float[units.Count];
        var column = new float[calm];
        for (var unit = 0; unit < resting.Length; unit++)
        {
            for (var i = 0; i < calm; i++)
                column[i] = scores[calmest[i]][unit];
            Array.Sort(column);
            resting[unit] = column[calm / 2];
            var spreads = resting[unit] / scale.Spread[unit];
            if (spreads > MostExpressed && ToldApart.Contains(units[unit]))
                return null;
            resting[unit] = Math.Clamp(spreads, -MostDifferent, MostDifferent) * scale.Spread[unit];
        }

        return Moves(scores, resting) ? new PersonBaseline(resting, calm) : null;
    }

    private bool Moves(IReadOnlyList<float[]> scores, float[] resting)
    {
        var moved = 0;
        foreach (var row in scores)
        {
            for (var unit = 0; unit < resting.Length; unit++)
            {
                if (row[unit] - resting[unit] <= Moved * scale.OwnSpread[unit])
                    continue;
                moved++;
                break;
            }
        }

        return moved >= Math.Max(LeastMovedFrames, LeastMovedShare * scores.Count);
    }

    private int[] Calmest(IReadOnlyList<float[]> scores, int count)
    {
        var activity = new float[scores.Count];
        var column = new float[scores.Count];
        for (var unit = 0; unit < units.Count; unit++)
        {
            for (var i = 0; i < column.Length; i++)
                column[i] = scores[i][unit];
            Array.Sort(column);
            var low = column[(int)(column.Length * LowEnd)];
            for (var i = 0; i < activity.Length; i++)
            {
                var above = MathF.Max(0, scores[i][unit] - low) / scale.OwnSpread[unit];
                activity[i] += above * above;
            }
        }

        var order = new int[scores.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(activity, order);
        return order[..count];
    }
}
