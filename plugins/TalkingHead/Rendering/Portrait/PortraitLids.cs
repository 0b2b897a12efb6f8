using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Opens and closes one eye's lids over a photographed eye: closing brings the upper edge exactly onto the lower one, the lids
/// follow a lowered or raised gaze, and no expression narrows the eye to a slit.
/// </summary>
/// <param name="upper">The upper edge, from corner to corner.</param>
/// <param name="lower">Its partners on the lower edge.</param>
/// <param name="fold">Its partners on the fold above.</param>
internal sealed class PortraitLids(int[] upper, int[] lower, int[] fold)
{
    private const float MeetAt = 0.12f;
    private const float GazeDown = 0.75f;
    private const float GazeUp = 0.42f;
    private const float FoldShare = 0.18f;

    // How far beyond rest an upper lid rises in its middle, as a share of the opening.
    private const float Highest = 0.42f;
    private const float Grief = 0.12f;

    // Least opening that expressions leave, as a share of the opening at rest.
    private const float Narrowest = 0.5f;

    private static readonly int Blink = FaceUnits.IndexOf(45);
    private static readonly int InnerBrow = FaceUnits.IndexOf(1);
    private static readonly int BrowLowerer = FaceUnits.IndexOf(4);
    private static readonly int CheekRaiser = FaceUnits.IndexOf(6);
    private static readonly int LidTightener = FaceUnits.IndexOf(7);
    private static readonly int NoseWrinkler = FaceUnits.IndexOf(9);

    /// <summary>Moves the lids.</summary>
    /// <param name="points">The face's points with all other units in; changed.</param>
    /// <param name="rest">The same at rest.</param>
    /// <param name="units">The side's units.</param>
    /// <param name="pitch">The gaze's, radians.</param>
    public void Close(Span<Vector3> points, Vector3[] rest, ReadOnlySpan<float> units, float pitch)
    {
        var closed = Math.Clamp(units[Blink] / 5, 0, 1);
        var lift = ((units[CheekRaiser] * 0.1f) + (units[LidTightener] * 0.3f) + (units[NoseWrinkler] * 0.2f)) / 5;
        var grief = MathF.Min(units[InnerBrow], units[BrowLowerer]) * Grief / 5;
        var fall = Math.Clamp((((units[LidTightener] * 0.12f) + (units[NoseWrinkler] * 0.16f)) / 5) + grief + (pitch < 0 ? -pitch * GazeDown : -pitch * GazeUp), -0.22f, 0.6f);
        for (var i = 1; i < upper.Length - 1; i++)
        {
            ref var up = ref points[upper[i]];
            ref var low = ref points[lower[i]];
            var open = rest[lower[i]].Y - rest[upper[i]].Y;
            up.Y = MathF.Max(up.Y, rest[upper[i]].Y - (Highest * open * MathF.Sin(MathF.PI * i / (upper.Length - 1))));
            var before = up.Y;
            low.Y -= lift * open;
            up.Y += MathF.Max(0, fall) * open * 0.5f;
            var lack = (Narrowest * open) - (low.Y - up.Y);
            if (lack > 0)
                (up.Y, low.Y) = (up.Y - (lack * 0.6f), low.Y + (lack * 0.4f));
            up.Y += fall > 0 ? fall * open * 0.5f : fall * open;
            low.Y = MathF.Max(low.Y + (pitch < 0 ? -pitch * 0.12f * open : 0), up.Y);
            var meet = Vector3.Lerp(low, up, MeetAt);
            up = Vector3.Lerp(up, meet, closed);
            low = Vector3.Lerp(low, meet, closed);
            points[fold[i]].Y += (up.Y - before) * FoldShare;
        }
    }
}
