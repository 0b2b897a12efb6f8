namespace AffectAgent.Empathy;

/// <summary>
/// A persona's usual place in valence, arousal and dominance from its Big Five, by the regression of Mehrabian (1996): pleasure = 0.21
/// extraversion + 0.59 agreeableness + 0.19 stability; arousal = 0.15 openness + 0.30 agreeableness - 0.57 stability; dominance = 0.25
/// openness + 0.17 conscientiousness + 0.60 extraversion - 0.32 agreeableness. Traits count from -1 to 1 there, their middle 0.
/// </summary>
public static class PersonalityMood
{
    /// <summary>The mood of traits; each coordinate within -1 to 1.</summary>
    /// <param name="traits">The traits.</param>
    public static Vad Of(BigFive traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        var (o, c, e, a, s) = (Centred(traits.Openness), Centred(traits.Conscientiousness), Centred(traits.Extraversion), Centred(traits.Agreeableness), -Centred(traits.Neuroticism));
        return new Vad(
            (0.21 * e) + (0.59 * a) + (0.19 * s),
            Math.Clamp((0.15 * o) + (0.30 * a) - (0.57 * s), -1, 1),
            Math.Clamp((0.25 * o) + (0.17 * c) + (0.60 * e) - (0.32 * a), -1, 1));
    }

    /// <summary>How fast the expression follows, 0.3 to 0.9: outgoing and easily moved personas faster. Our own rule.</summary>
    /// <param name="traits">The traits.</param>
    public static double Speed(BigFive traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return Math.Clamp(0.65 + (0.15 * Centred(traits.Extraversion)) + (0.15 * Centred(traits.Neuroticism)), 0.3, 0.9);
    }

    private static double Centred(double trait) => (2 * trait) - 1;
}
