namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>Words and expression agree, contradict, or were not compared, and the note says which.</summary>
public sealed class ToneCheckTests
{
    private static readonly Vad Pleased = new(0.5, 0.2, 0.2), Grave = new(-0.4, -0.1, 0);

    [Theory]
    [InlineData(Emotion.Sadness, -0.4, -0.3, true)]
    [InlineData(Emotion.Happiness, 0.5, 0.4, true)]
    [InlineData(Emotion.Happiness, 0.5, -0.3, false)]
    [InlineData(Emotion.Sadness, -0.4, 0.3, false)]
    [InlineData(Emotion.Happiness, 0.1, -0.3, false)]
    [InlineData(Emotion.Surprise, 0.1, 0.3, true)]
    [InlineData(Emotion.Sadness, -0.4, 0.02, true)]
    public void Check_ReadWords_AgreeWhereValenceDoes(Emotion read, double valence, double planned, bool agrees)
    {
        var agreement = Check(new FixedTone(new TextTone(EmotionDistribution.FromWeights(e => e == read ? 8 : 0.3), new Vad(valence, 0, 0))), "en", new Vad(planned, 0, 0));
        Assert.Equal(agrees, agreement.Agrees);
        Assert.Equal(read, agreement.TextReading);
        Assert.Contains(agrees ? "they agree" : "they contradict", agreement.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NothingRead_IsNullWithItsReason()
    {
        var tone = new FixedTone(null);
        Assert.All([Check(null, "en", Grave), Check(tone, "de", Grave), Check(tone, "en", Grave)], one => Assert.Null(one.Agrees));
        Assert.Contains("no reader", Check(null, "en", Grave).Note, StringComparison.Ordinal);
        Assert.Contains("\"de\"", Check(tone, "de", Grave).Note, StringComparison.Ordinal);
        Assert.Contains("could tell nothing", Check(tone, "en", Pleased).Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ich bin so traurig, mein Hund ist gestorben", "\"de\"")]
    [InlineData("I want to kill myself", "fixed")]
    public async Task Respond_WordsNobodyRead_SayNullInTheJson(string text, string why)
    {
        var reply = await Replies.To(text);
        Assert.Null(reply.Plan.Agreement.Agrees);
        Assert.Contains(why, reply.Plan.Agreement.Note, StringComparison.Ordinal);
        Assert.Contains("\"agrees\": null", EmpathyJson.Serialize(reply), StringComparison.Ordinal);
    }

    private static ReplyAgreement Check(ITextTone? tone, string language, Vad planned) =>
        new ToneCheck(tone).Check("Some words.", language, new EmotionTransition("concern", Vad.Zero, planned, Vad.Zero, 0.6, planned, false));

    private sealed class FixedTone(TextTone? tone) : ITextTone
    {
        public TextTone? Read(string text) => tone;
    }
}
