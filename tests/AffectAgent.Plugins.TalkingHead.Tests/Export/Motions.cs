namespace AffectAgent.Plugins.TalkingHead.Tests.Export;

/// <summary>Motions made for tests.</summary>
internal static class Motions
{
    /// <summary>Every unit comes and goes, the sides apart; head and eyes turn.</summary>
    public static FaceMotion Everything(int frames = 46, double rate = 30)
    {
        var poses = new FacePose[frames];
        for (var i = 0; i < frames; i++)
        {
            var pose = poses[i] = new FacePose();
            var unit = i % FaceUnits.Count;
            (pose.Left[unit], pose.Right[unit]) = (5, 2.5f);
            pose.Visemes[i % 15] = 1;
            (pose.GazeYaw, pose.GazePitch) = (0.6f * MathF.Sin(i), 0.4f * MathF.Cos(i));
            (pose.HeadYaw, pose.HeadPitch, pose.HeadRoll) = (0.25f * MathF.Sin(i * 0.3f), 0.1f, -0.1f);
            pose.TongueOut = i % 2;
        }

        return new FaceMotion(rate, poses, EmotionPlan.Neutral);
    }
}
