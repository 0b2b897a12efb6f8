using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Keeps the lips from passing through each other and through the teeth.</summary>
internal static class LipContact
{
    // How far below the lower teeth's edges a lip that nothing pulls down may come (it stands before them and is seen from a little above),
    // what AU16 bares more at full strength, and how far the lip's skin follows when it is held up.
    private const float Shown = -0.015f;
    private const float Bared = 0.09f;
    private const float Follows = 0.14f;

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
    /// <param name="lowered">AU16 of the pose, 0 to 5.</param>
    public static void Keep(Span<Vector3> points, Jaw jaw, float lowered)
    {
        Cover(points, jaw, Shown + (Bared * lowered / 5));
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

    // The lower lip rides with the lower teeth: where units together would bare them, it stays up.
    private static void Cover(Span<Vector3> points, Jaw jaw, float shown)
    {
        var inner = FaceTopology.LowerLipInner;
        Span<float> over = stackalloc float[inner.Count];
        Span<Vector3> before = stackalloc Vector3[inner.Count];
        var any = false;
        for (var i = 0; i < inner.Count; i++)
        {
            before[i] = points[inner[i]];
            var edge = jaw.Move(new Vector3(0, MouthParts.LowerEdge, DentalArch.Z)).Y + shown;
            over[i] = i == 0 || i == inner.Count - 1 ? 0 : MathF.Max(0, before[i].Y - edge);
            any |= over[i] > 0;
        }

        if (!any)
            return;
        foreach (var at in FaceTopology.LowerLip)
        {
            ref var p = ref points[at];
            var k = 1;
            while (k < inner.Count - 1 && before[k].X < p.X)
                k++;
            var t = Math.Clamp((p.X - before[k - 1].X) / MathF.Max(1e-5f, before[k].X - before[k - 1].X), 0, 1);
            float lift = over[k - 1] + ((over[k] - over[k - 1]) * t), edge = before[k - 1].Y + ((before[k].Y - before[k - 1].Y) * t);
            p.Y -= lift * (1 - Curves.Smooth((p.Y - edge) / Follows));
        }
    }
}
