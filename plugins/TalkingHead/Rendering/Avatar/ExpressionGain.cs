namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How much stronger a look moves than the default one, so that the same expression is as easily read: hair drawn off the face
/// leaves a wider bare face, on which brows and mouth count for less. 1 is as the pose says.
/// </summary>
/// <param name="Brows">Of AU 4; AU 1 takes a third of it.</param>
/// <param name="Lids">Of AU 5 and 7.</param>
/// <param name="Mouth">Of AU 15, 17, 23 and 24.</param>
public sealed record ExpressionGain(float Brows = 1, float Lids = 1, float Mouth = 1)
{
    private static readonly int[] BrowUnits = Places(4);
    private static readonly int[] InnerBrows = Places(1);
    private static readonly int[] LidUnits = Places(5, 7);
    private static readonly int[] MouthUnits = Places(15, 17, 23, 24);

    /// <summary>Writes the pose as this look shows it.</summary>
    /// <param name="pose">As asked for.</param>
    /// <param name="shown">Overwritten.</param>
    internal void Apply(FacePose pose, FacePose shown)
    {
        Array.Copy(pose.Left, shown.Left, shown.Left.Length);
        Array.Copy(pose.Right, shown.Right, shown.Right.Length);
        (shown.GazeYaw, shown.GazePitch) = (pose.GazeYaw, pose.GazePitch);
        (shown.HeadYaw, shown.HeadPitch, shown.HeadRoll) = (pose.HeadYaw, pose.HeadPitch, pose.HeadRoll);
        (shown.TongueUp, shown.TongueOut) = (pose.TongueUp, pose.TongueOut);
        Scale(shown, BrowUnits, Brows);
        Scale(shown, InnerBrows, 1 + ((Brows - 1) / 3));
        Scale(shown, LidUnits, Lids);
        Scale(shown, MouthUnits, Mouth);
    }

    private static void Scale(FacePose pose, int[] places, float gain)
    {
        foreach (var i in places)
        {
            pose.Left[i] *= gain;
            pose.Right[i] *= gain;
        }
    }

    private static int[] Places(params int[] units) => [.. units.Select(FaceUnits.IndexOf)];
}
