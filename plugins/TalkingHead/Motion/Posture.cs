namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How an emotion carries the head and gaze, at full strength: lowered and slow in sadness, forward in anger, drawn back in surprise
/// and fear, turned away in disgust, raised and tilted in contempt (Wallbott, 1998; Dael, Mortillaro and Scherer, 2012), with
/// eyes that meet the viewer's in anger and joy and leave them in fear and sadness (Adams and Kleck, 2005). The figures are our choice,
/// small enough that the face stays in view.
/// </summary>
/// <param name="Pitch">Degrees, raised is positive.</param>
/// <param name="Yaw">Degrees, to the subject's left.</param>
/// <param name="Roll">Degrees, towards the subject's left shoulder.</param>
/// <param name="GazePitch">Degrees added to looks away, upwards positive.</param>
/// <param name="Away">How often the eyes leave the viewer: 1 as usual.</param>
/// <param name="Gesture">Size of nods and sway: 1 as usual.</param>
/// <param name="Pace">Speed of nods and sway: 1 as usual.</param>
internal readonly record struct Posture(double Pitch, double Yaw, double Roll, double GazePitch, double Away, double Gesture, double Pace)
{
    /// <summary>An upright head at rest.</summary>
    public static Posture Rest { get; } = new(0, 0, 0, 0, 1, 1, 1);

    /// <summary>An emotion's posture.</summary>
    public static Posture Of(Emotion emotion) => emotion switch
    {
        Emotion.Sadness => new(-6.5, 0, 2, -7, 1.3, 0.55, 0.7),
        Emotion.Anger => new(-4, 0, 0, 0, 0.4, 1.3, 1.2),
        Emotion.Surprise => new(3.5, 0, 0, 1, 0.4, 1, 1.1),
        Emotion.Fear => new(2.5, 0, -1, 0, 1.2, 0.8, 1.2),
        Emotion.Disgust => new(1.5, -4, 1.5, -3, 1.2, 0.9, 0.95),
        Emotion.Contempt => new(4, 0, -2.5, -2, 0.9, 0.7, 0.85),
        Emotion.Happiness => new(1.5, 0, 2, 1, 0.6, 1.15, 1.1),
        _ => Rest,
    };

    /// <summary>Several emotions' postures, each by its strength; strengths that add up to more than 1 share it.</summary>
    public static Posture Of(IReadOnlyList<EmotionShare> mixture)
    {
        var scale = 1 / Math.Max(1, mixture.Sum(x => x.Strength));
        var sum = Rest;
        foreach (var (emotion, strength) in mixture)
        {
            var (one, share) = (Of(emotion), strength * scale);
            sum = new Posture(
                sum.Pitch + (share * one.Pitch),
                sum.Yaw + (share * one.Yaw),
                sum.Roll + (share * one.Roll),
                sum.GazePitch + (share * one.GazePitch),
                sum.Away + (share * (one.Away - 1)),
                sum.Gesture + (share * (one.Gesture - 1)),
                sum.Pace + (share * (one.Pace - 1)));
        }

        return sum;
    }
}
