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
    /// <param name="blink">AU45, 0 to 5.</param>
    /// <param name="pitch">The gaze's, radians.</param>
    public void Close(Span<Vector3> points, float blink, float pitch)
    {
        var closed = Math.Clamp(blink / 5, 0, 1);
        var follow = pitch < 0 ? -pitch * GazeDown : -pitch * GazeUp;
        for (var i = 1; i < _upper.Length - 1; i++)
        {
            ref var up = ref points[_upper[i]];
            ref var low = ref points[_lower[i]];
            var gap = Math.Max(low.Y - up.Y, 0);
            var before = up.Y;
            up.Y += Math.Clamp(follow, -0.25f, 0.6f) * gap;
            low.Y += Math.Clamp(-pitch, -0.3f, 0.5f) * 0.15f * gap;
            if (low.Y < up.Y)
                low.Y = up.Y = (low.Y + up.Y) / 2;
            var meet = Vector3.Lerp(low, up, MeetAt) with { Z = Math.Min(low.Z, up.Z) };
            up = Vector3.Lerp(up, meet, closed);
            low = Vector3.Lerp(low, meet, closed);
            points[_fold[i]].Y += (up.Y - before) * FoldShare;
        }
    }
}
