using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Keeps the lips from passing through each other and through the teeth.</summary>
internal static class LipContact
{
    // Free room between the teeth's front and the lips' inner edge.
    private const float Room = 0.035f;

    /// <summary>True if the lips part anywhere.</summary>
    public static bool Open(ReadOnlySpan<Vector3> points)
    {
        var gap = 0f;
        for (var i = 1; i < FaceTopology.UpperLipInner.Count - 1; i++)
            gap = MathF.Max(gap, points[FaceTopology.LowerLipInner[i]].Y - points[FaceTopology.UpperLipInner[i]].Y);
        return gap > 1e-3f;
    }

    /// <summary>Puts right what the units moved too far.</summary>
    /// <param name="points">The cage's points; changed.</param>
    /// <param name="jaw">How the lower teeth lie.</param>
    public static void Keep(Span<Vector3> points, Jaw jaw)
    {
        for (var i = 1; i < FaceTopology.UpperLipInner.Count - 1; i++)
        {
            ref var up = ref points[FaceTopology.UpperLipInner[i]];
            ref var low = ref points[FaceTopology.LowerLipInner[i]];
            if (low.Y < up.Y)
                up = low = (up + low) / 2;
        }

        for (var i = 0; i < FaceTopology.Lips.Count; i++)
        {
            ref var lip = ref points[FaceTopology.Lips[i]];
            var back = lip.Y > MouthParts.LipLine ? jaw.Back(lip.Y) : 0;
            lip.Z = MathF.Min(lip.Z, DentalArch.Front(lip.X) + back - Room);
        }
    }
}
