using AffectAgent.Cli.Data;

namespace AffectAgent.Cli.Tests.Data;

public sealed class ChainCheckTests
{
    private const string Words = EvidenceKinds.TextEmotion;
    private const string Face = EvidenceKinds.Expression;
    private const string Voice = EvidenceKinds.VoiceEmotion;
    private const string Pattern = EvidenceKinds.PatternMatch;

    public static TheoryData<Emotion, double, double, (string, Emotion, double)[]> Following => new()
    {
        { Emotion.Anger, 0.6, 0.2, [(Words, Emotion.Anger, 0.53)] },
        { Emotion.Happiness, 0.5, 0.4, [(Words, Emotion.Happiness, 0.72), (Words, Emotion.Fear, 0.89)] },
        { Emotion.Sadness, 0.7, 0.1, [(Face, Emotion.Sadness, 0.6), (Voice, Emotion.Anger, 0.8)] },
        { Emotion.Fear, 0.6, 0.3, [(Face, Emotion.Surprise, 0.6), (Pattern, Emotion.Fear, 0.8)] },
        { Emotion.Sadness, 0.4, 0.2, [] },
        { Emotion.Sadness, 0.4, 0.2, [(Words, Emotion.Neutral, 0.5)] },
        { Emotion.Neutral, 0.6, 0.2, [(Words, Emotion.Sadness, 0.2)] },
    };

    public static TheoryData<Emotion, double, double, (string, Emotion, double)[]> NotFollowing => new()
    {
        { Emotion.Sadness, 0.5, 0.3, [(Words, Emotion.Anger, 0.53)] },
        { Emotion.Sadness, 0.5, 0.3, [(Words, Emotion.Anger, 0.8), (Words, Emotion.Sadness, 0.3)] },
        { Emotion.Fear, 0.6, 0.3, [(Face, Emotion.Surprise, 0.6), (Pattern, Emotion.Surprise, 0.8)] },
        { Emotion.Anger, 0.7, 0.1, [(Face, Emotion.Sadness, 0.6), (Voice, Emotion.Happiness, 0.8)] },
        { Emotion.Neutral, 0.6, 0.2, [(Words, Emotion.Anger, 0.7)] },
        { Emotion.Anger, 0.44, 0.41, [(Words, Emotion.Anger, 0.8)] },
        { Emotion.Anger, 0.3, 0.5, [(Words, Emotion.Anger, 0.8)] },
    };

    [Theory]
    [MemberData(nameof(Following))]
    public void WhyNot_WhatItCitesSaysSo_IsNull(Emotion concluded, double leading, double next, (string, Emotion, double)[] observed) =>
        Assert.Null(ChainCheck.WhyNot(Reading(concluded, leading, next, observed)));

    [Theory]
    [MemberData(nameof(NotFollowing))]
    public void WhyNot_WhatItCitesSaysOtherwiseOrNothingLeads_IsTold(Emotion concluded, double leading, double next, (string, Emotion, double)[] observed) =>
        Assert.NotNull(ChainCheck.WhyNot(Reading(concluded, leading, next, observed)));

    [Fact]
    public void Add_ConclusionThatDoesNotFollow_IsRejectedWithItsReasonAndDoesNotStandInTheWay()
    {
        var selection = new CotSelection(CotPrompts.BuiltIn, LabelMap.Read(null), new CotOptions(CotFormat.Conversation, Citations: false, Limits: false, KeepDisagreeing: false, Near: 0.9, Least: 2, Split: 0, ByPerson: false, Seed: 1));

        selection.Add(new LabelledInput("row 1", SampleKind.Text, null, "I lost it and I am angry", ["sadness"], null), Reading(Emotion.Sadness, 0.5, 0.3, (Words, Emotion.Anger, 0.53)), null);
        selection.Add(new LabelledInput("row 2", SampleKind.Text, null, "I lost it and I am angry", ["anger"], null), Reading(Emotion.Anger, 0.5, 0.3, (Words, Emotion.Anger, 0.53)), null);

        var rejected = Assert.Single(selection.Rejected);
        Assert.Equal(("row 1", "does-not-follow", "what it cites says anger with 0.53, the conclusion sadness"), (rejected.Input, rejected.Reason, rejected.Detail));
        Assert.Equal("row 2", Assert.Single(selection.Kept).Input.Name);
    }

    private static ChainReading Reading(Emotion concluded, double leading, double next, params (string Source, Emotion Emotion, double Value)[] observed) => new()
    {
        Sha256 = "1",
        Struck = 0,
        People = 0,
        Reading = concluded,
        Confidence = leading,
        Distribution = new Dictionary<string, double> { [concluded.Name()] = leading, [(concluded == Emotion.Surprise ? Emotion.Disgust : Emotion.Surprise).Name()] = next },
        Sentences = [new(0, "Something was seen.", ["E1"]), new(1, "It means something.", ["E1"]), new(2, "It reads so.", ["E1"])],
        Observed = [.. observed.Select(o => new Observed(o.Source, o.Emotion, o.Value))],
    };
}
