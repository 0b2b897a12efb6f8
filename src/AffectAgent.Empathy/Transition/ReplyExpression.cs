using System.Globalization;

namespace AffectAgent.Empathy;

/// <summary>An emotion that the reply's face expresses.</summary>
/// <param name="Emotion">Which.</param>
/// <param name="Strength">0 to 1; 1 is the full expression.</param>
public sealed record ReplyEmotion(Emotion Emotion, double Strength);

/// <summary>Turns the reply's place in valence, arousal and dominance into an expression of a face.</summary>
internal static class ReplyExpression
{
    private const double Slight = 0.12;

    /// <summary>The emotions; empty for a calm, neutral face.</summary>
    public static IReadOnlyList<ReplyEmotion> Of(EmotionTransition transition)
    {
        var (valence, arousal, _) = transition.Reached;
        return transition.Manner switch
        {
            "crisis" => [],
            "attentive" or "boundary" when Math.Abs(valence) < Slight => [],
            "interest" =>
            [
                .. One(Emotion.Surprise, 0.2 + (0.6 * Math.Max(0, arousal)), 0.15, 0.5),
                .. valence < 0 ? One(Emotion.Sadness, -valence * 1.2, 0.05, 0.4) : valence > 0 ? One(Emotion.Happiness, valence, 0.05, 0.5) : [],
            ],
            _ when valence is 0 => [],
            _ when valence < 0 => One(Emotion.Sadness, -valence * 1.4, 0.1, 0.5),
            _ => One(Emotion.Happiness, valence * 1.3, 0.1, 0.85),
        };
    }

    /// <summary>The same as the program's commands write it: "sadness:0.3", several joined by "+"; "neutral" for none.</summary>
    public static string Spec(IReadOnlyList<ReplyEmotion> emotions) => emotions.Count == 0 ? "neutral"
        : string.Join("+", emotions.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Emotion.Name()}:{one.Strength:0.##}")));

    private static ReplyEmotion[] One(Emotion emotion, double strength, double least, double most) => [new(emotion, Math.Round(Math.Clamp(strength, least, most), 2))];
}
