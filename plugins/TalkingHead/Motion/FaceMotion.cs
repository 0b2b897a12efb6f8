namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A face moving: poses at equal steps of time, and the plan that they follow.</summary>
/// <param name="FramesPerSecond">25 to 60.</param>
/// <param name="Frames">Frame i stands for i / FramesPerSecond seconds.</param>
/// <param name="Plan">Which movements were meant, and why.</param>
public sealed record FaceMotion(double FramesPerSecond, IReadOnlyList<FacePose> Frames, EmotionPlan Plan)
{
    /// <summary>Length in seconds.</summary>
    public double Duration => Frames.Count / FramesPerSecond;
}
