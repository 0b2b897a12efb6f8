namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Makes a face move: speech, or none, and a plan of what to express become poses at equal steps of time, with blinks, looks, nods and
/// sway of its own. The same input and seed give the same motion. Immutable and thread-safe.
/// </summary>
public static class MotionSynthesizer
{
    /// <summary>Longest motion, seconds.</summary>
    public const double LongestSeconds = 3600;

    /// <summary>Makes the motion.</summary>
    /// <param name="speech">What is said, or null for a silent face. Pad it (<see cref="SpeechPadding.Pad"/>) for time to get ready and come to rest.</param>
    /// <param name="plan">What is expressed, from <see cref="EmotionPlanner"/> or <see cref="EmotionPlan.Neutral"/>.</param>
    /// <param name="duration">Seconds; null for the speech's length.</param>
    /// <param name="options">Rate, seed and amounts; null for the defaults.</param>
    /// <exception cref="UserException">An option is out of its range, or the motion would be empty or too long.</exception>
    public static FaceMotion Create(SpeechTrack? speech, EmotionPlan plan, double? duration = null, MotionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new MotionOptions();
        options.Check();
        var length = duration ?? speech?.Duration ?? 0;
        if (!(length > 0 && length <= LongestSeconds))
            throw new UserException(FormattableString.Invariant($"A motion of {length} s can't be made."), FormattableString.Invariant($"Give a duration above 0 and up to {LongestSeconds} s."));
        var maker = new FrameMaker(speech, plan, length, options);
        var frames = new FacePose[Math.Max(1, (int)Math.Round(length * options.FramesPerSecond))];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = maker.At(i / options.FramesPerSecond);
        return new FaceMotion(options.FramesPerSecond, frames, plan);
    }
}
