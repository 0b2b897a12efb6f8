using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Opens and closes the lids over the cage's points: closing brings the upper lid's edge exactly onto the lower one's, the lids
/// follow a lowered or raised gaze, and whatever other units do, the edges never cross.
/// </summary>
internal sealed class Lids
{
    // How far the fold above follows the lid's edge.
    private const float FoldShare = 0.5f;

    // Where the lids meet between the lower edge (0) and the upper one (1).
    private const float MeetAt = 0.12f;
    private const float GazeDown = 0.85f;
    private const float GazeUp = 0.5f;

    private static readonly int Blink = FaceUnits.IndexOf(45);

    private static readonly int InnerBrow = FaceUnits.IndexOf(1);
    private static readonly int LidRaiser = FaceUnits.IndexOf(5);
    private static readonly int BrowLowerer = FaceUnits.IndexOf(4);

    // Units that narrow the eye: how far the upper lid falls and the lower one rises at full strength, as a share of the opening.
    private static readonly (int Place, float Upper, float Lower)[] Squints =
    [
        (FaceUnits.IndexOf(7), 0.14f, 0.34f), (FaceUnits.IndexOf(6), 0.1f, 0.32f), (FaceUnits.IndexOf(4), 0.12f, 0), (FaceUnits.IndexOf(9), 0.2f, 0.22f),
        (FaceUnits.IndexOf(12), 0, 0.06f),
    ];

    private readonly int[] _upper;
    private readonly int[] _lower;
    private readonly int[] _fold;

    /// <summary>Names one eye's points.</summary>
    /// <param name="place">The point of this eye that stands where a given one of the left eye does.</param>
    public Lids(Func<int, int> place)
    {
        _upper = [.. FaceTopology.UpperLid.Select(place)];
        _lower = [.. FaceTopology.LowerLid.Select(place)];
        _fold = [.. FaceTopology.UpperFold.Select(place)];
    }

    /// <summary>Moves the eye's lids.</summary>
    /// <param name="points">The cage's points with all other units in; changed.</param>
    /// <param name="units">The side's units in the order of <see cref="FaceUnits.All"/>.</param>
    /// <param name="pitch">The gaze's, radians.</param>
    public void Close(Span<Vector3> points, ReadOnlySpan<float> units, float pitch)
    {
        var closed = Math.Clamp(units[Blink] / 5, 0, 1);
        float fall = 0, lift = 0;
        foreach (var (place, upper, lower) in Squints)
        {
            fall += units[place] / 5 * upper;
            lift += units[place] / 5 * lower;
        }

        // Oblique brows take the lids with them (the look of grief), unless the lids are raised (fear).
        fall += Math.Min(units[InnerBrow], units[BrowLowerer]) / 5 * 0.38f * (1 - (units[LidRaiser] / 5));
        fall = Math.Clamp(Math.Min(fall, 0.42f) + (pitch < 0 ? -pitch * GazeDown : -pitch * GazeUp), -0.25f, 0.7f);
        lift = Math.Min(lift, 0.42f) - (Math.Clamp(-pitch, -0.3f, 0.5f) * 0.15f);
        for (var i = 1; i < _upper.Length - 1; i++)
        {
            ref var up = ref points[_upper[i]];
            ref var low = ref points[_lower[i]];
            var gap = Math.Max(low.Y - up.Y, 0);
            var before = up.Y;
            up.Y += fall * gap;
            low.Y -= lift * gap;
            if (low.Y < up.Y)
                low.Y = up.Y = (low.Y + up.Y) / 2;
            var meet = Vector3.Lerp(low, up, MeetAt) with { Z = Math.Min(low.Z, up.Z) };
            up = Vector3.Lerp(up, meet, closed);
            low = Vector3.Lerp(low, meet, closed);
            points[_fold[i]].Y += (up.Y - before) * FoldShare;
        }
    }
}
