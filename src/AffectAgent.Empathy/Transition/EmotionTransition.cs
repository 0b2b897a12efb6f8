namespace AffectAgent.Empathy;

/// <summary>
/// How the reply's own emotion was reached: previous + alpha * (target - previous), a way in the space of valence, arousal and dominance
/// that a persona's traits shape (after Wen et al. 2021, who learn it from dialogues; here it is a documented rule).
/// </summary>
/// <param name="Manner">The manner of the reply: "concern", "steady", "calm", "joy"…</param>
/// <param name="Previous">Where the last reply was; for the first one the middle of the space.</param>
/// <param name="Target">Where the manner and the user's place draw it.</param>
/// <param name="Mood">The persona's mood.</param>
/// <param name="Alpha">Share of the way, 0.3 to 0.9.</param>
/// <param name="Reached">Where it is now: what voice and face express.</param>
/// <param name="WasBounded">True where a step was cut to <see cref="LongestStep"/>, or valence kept from contradicting the words.</param>
public sealed record EmotionTransition(string Manner, Vad Previous, Vad Target, Vad Mood, double Alpha, Vad Reached, bool WasBounded)
{
    /// <summary>The longest step of a coordinate in one turn, so that a face doesn't jump.</summary>
    public const double LongestStep = 0.6;

    private const double MoodShare = 0.12;
    private const double LeastSign = 0.04;

    /// <summary>Takes a step.</summary>
    /// <param name="manner">Name of a manner of <c>prompts/empathy/rules.json</c>.</param>
    /// <param name="previous">The last reply's place, or null for the first one.</param>
    /// <param name="user">The user's place, or null where it couldn't be told.</param>
    /// <param name="traits">The persona's traits.</param>
    /// <param name="most">The highest valence that may be reached; 1 for no limit.</param>
    internal static EmotionTransition Step(string manner, Vad? previous, Vad? user, BigFive traits, double most = 1)
    {
        var rule = ReplyRules.Default.Manners[manner];
        var mood = PersonalityMood.Of(traits);
        var place = user ?? Vad.Zero;
        var target = Bound(new Vad(
            rule.Base.Valence + (rule.Share.Valence * place.Valence),
            rule.Base.Arousal + (rule.Share.Arousal * place.Arousal),
            rule.Base.Dominance + (rule.Share.Dominance * place.Dominance)) + (mood * MoodShare));
        var from = previous ?? Vad.Zero;
        var alpha = PersonalityMood.Speed(traits);
        var wanted = from + ((target + (from * -1)) * alpha);
        var step = new Vad(Near(from.Valence, wanted.Valence), Near(from.Arousal, wanted.Arousal), Near(from.Dominance, wanted.Dominance));
        var signed = rule.Sign < 0 ? Math.Min(step.Valence, -LeastSign) : rule.Sign > 0 ? Math.Max(step.Valence, LeastSign) : step.Valence;
        var reached = Bound(step with { Valence = Math.Min(most, signed) });
        return new EmotionTransition(manner, Round(from), Round(target), Round(mood), Math.Round(alpha, 3), Round(reached), reached != wanted);
    }

    private static double Near(double from, double to) => Math.Clamp(to, from - LongestStep, from + LongestStep);

    private static Vad Bound(Vad at) => new(Math.Clamp(at.Valence, -1, 1), Math.Clamp(at.Arousal, -1, 1), Math.Clamp(at.Dominance, -1, 1));

    private static Vad Round(Vad at) => new(Math.Round(at.Valence, 3), Math.Round(at.Arousal, 3), Math.Round(at.Dominance, 3));
}
