using System.Globalization;

namespace AffectAgent.Empathy;

/// <summary>Checks that a reply's words and its expression don't contradict: the words are read with the program's own reader.</summary>
/// <param name="tone">Reads them, or null for none.</param>
internal sealed class ToneCheck(ITextTone? tone)
{
    private const double ClearText = 0.2, ClearPlan = 0.05, ClearEmotion = 0.5;
    private static readonly Phrasing Lines = new("chain.json");

    /// <summary>Fixed answers are not read: their manner is fixed with them.</summary>
    public static ReplyAgreement Fixed { get; } = new(null, null, null, Lines.Fill("agreement.fixed"));

    /// <summary>After a crisis face and voice stay calm, whatever is told.</summary>
    public static ReplyAgreement AfterCrisis { get; } = new(null, null, null, Lines.Fill("agreement.after-crisis"));

    /// <summary>Checks; says why where the text can't be read.</summary>
    public ReplyAgreement Check(string text, string language, EmotionTransition transition)
    {
        if (tone is null)
            return new ReplyAgreement(null, null, null, Lines.Fill("agreement.no-reader"));
        if (language != "en")
            return new ReplyAgreement(null, null, null, Lines.Fill("agreement.language", ("language", language)));
        if (tone.Read(text) is not { } read)
            return new ReplyAgreement(null, null, null, Lines.Fill("agreement.unread"));
        var (planned, written) = (transition.Reached.Valence, read.Vad.Valence);
        var apart = Math.Abs(written) >= ClearText && Math.Abs(planned) >= ClearPlan && Math.Sign(written) != Math.Sign(planned);
        // A pleased text on a concerned face, or the other way round, however small the mean.
        var (top, probability) = read.Emotions.Ranked().First(one => one.Emotion != Emotion.Neutral);
        var crossed = probability >= ClearEmotion && (top == Emotion.Happiness ? planned < -ClearPlan : top != Emotion.Surprise && planned > ClearPlan);
        var note = Lines.Fill(
            apart || crossed ? "agreement.no" : "agreement.yes",
            ("reading", read.Emotions.Top.Name()), ("text", Number(written)), ("plan", Number(planned)));
        return new ReplyAgreement(!apart && !crossed, read.Emotions.Top, Round(read.Vad), note);
    }

    private static string Number(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static Vad Round(Vad at) => new(Math.Round(at.Valence, 3), Math.Round(at.Arousal, 3), Math.Round(at.Dominance, 3));
}
