using System.Text;
using System.Text.Json;
using AffectAgent.Inference.Models;
using AffectAgent.Knowledge;
using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead.Tests.Talk;

/// <summary>Words and emotions become one motion; what was meant can be told.</summary>
public sealed class TalkMakerTests
{
    private static readonly KnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    private readonly FakeVoice _voice = new();

    [Fact]
    public async Task Make_Words_SoundAndMotionAreAsLong()
    {
        var take = await MakeAsync(new TalkRequest { Text = "Hello.", Emotion = "sadness:0.7" });
        Assert.Equal(take.Speech!.Duration, take.Motion.Duration, 1);
        Assert.Equal(SyntheticSpeech.Sentence.Duration + 1.3, take.Speech.Duration, 2);
        Assert.Equal("fake", take.Voice);
        Assert.Contains(take.Motion.Plan.Expressions.SelectMany(x => x.Movements), x => x.Unit == 15 && x.CardId == "emotion/sadness");
    }

    [Fact]
    public async Task Make_Emotion_IsHeardInTheVoice()
    {
        await MakeAsync(new TalkRequest { Text = "Hello.", Emotion = "sadness" });
        var sad = _voice.Asked!.Prosody!;
        await MakeAsync(new TalkRequest { Text = "Hello.", Emotion = "happiness" });
        var happy = _voice.Asked!.Prosody!;
        await MakeAsync(new TalkRequest { Text = "Hello." });
        Assert.True(sad.Rate < 1 && happy.Rate > 1);
        Assert.True(sad.PitchSemitones < happy.PitchSemitones);
        Assert.Equal(new Prosody(), _voice.Asked!.Prosody);
    }

    [Fact]
    public async Task Make_OwnProsody_IsKept()
    {
        var own = new Prosody(Rate: 0.8);
        await MakeAsync(new TalkRequest { Text = "Hello.", Emotion = "anger", Prosody = own });
        Assert.Equal(own, _voice.Asked!.Prosody);
    }

    [Fact]
    public async Task Make_MisspeltEmotion_IsToldBeforeAnythingIsSpoken()
    {
        await Assert.ThrowsAsync<UserException>(() => MakeAsync(new TalkRequest { Text = "Hello.", Emotion = "sadnes" }));
        Assert.Null(_voice.Asked);
    }

    [Fact]
    public async Task Make_Silent_ExpressesAlone()
    {
        var take = await MakeAsync(new TalkRequest { Emotion = "surprise", Silence = 2 });
        Assert.Null(take.Speech);
        Assert.Null(take.Voice);
        Assert.Equal(60, take.Motion.Frames.Count);
        Assert.True(take.Motion.Frames.Max(x => x.Mean(1)) > 1);
    }

    [Fact]
    public void PlanWords_Sadness_NamesUnitsAndCard()
    {
        var plan = new EmotionPlanner(Cards).Plan("sadness:0.7", 3);
        var text = string.Join("\n", PlanWords.Of(plan));
        Assert.StartsWith("Sadness at 0.7 from 0.0 to 3.0 s: AU1 3.", text, StringComparison.Ordinal);
        Assert.Contains("because the card emotion/sadness says: ", text, StringComparison.Ordinal);
        Assert.Equal(["A face at rest: no expression was asked for."], PlanWords.Of(EmotionPlan.Neutral));
    }

    [Fact]
    public void PlanWords_Json_HoldsEveryMovement()
    {
        var plan = new EmotionPlanner(Cards).Plan("0-2:contempt;2-5:happiness:0.6+surprise:0.4", 5);
        using var file = new MemoryStream();
        PlanWords.Write(file, plan);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(PlanWords.SchemaId, json.RootElement.GetProperty("schema").GetString());
        var expressions = json.RootElement.GetProperty("expressions").EnumerateArray().ToArray();
        Assert.Equal(plan.Expressions.Sum(x => x.Movements.Count), expressions.Sum(x => x.GetProperty("movements").GetArrayLength()));
        Assert.Equal("left", expressions[0].GetProperty("movements")[0].GetProperty("side").GetString());
        Assert.Equal(0.4, expressions[^1].GetProperty("mixture").GetProperty("surprise").GetDouble());
    }

    [Fact]
    public async Task PlanExpressionTool_Sadness_TellsUnitsAndKeepsThePlan()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), null);
        var plugin = new TalkingHeadPlugin(new TalkMaker(_voice, Cards, new MediaOpener(), ModelStore.Open()), Cards, ModelStore.Open());
        var report = await plugin.PlanExpressionAsync(context, "sadness:0.7", 3, TestContext.Current.CancellationToken);
        Assert.Contains("AU15", report.Summary, StringComparison.Ordinal);
        Assert.Equal(3, context.Get<EmotionPlan>().Expressions[0].Interval.End, 3);
        await Assert.ThrowsAsync<UserException>(() => plugin.PlanExpressionAsync(context, "sadness", -1, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<UserException>(() => plugin.SpeakWithFaceAsync(context, " ", cancellationToken: TestContext.Current.CancellationToken));
    }

    private Task<TalkTake> MakeAsync(TalkRequest request) =>
        new TalkMaker(_voice, Cards, new MediaOpener(), ModelStore.Open()).MakeAsync(request, TestContext.Current.CancellationToken);

    private sealed class FakeVoice : ISpeechSynthesizer
    {
        public string Name => "fake";

        public SpeechStyle? Asked { get; private set; }

        public Task<SpeechTrack> SpeakAsync(string text, SpeechStyle style, CancellationToken cancellationToken = default)
        {
            Asked = style;
            return Task.FromResult(SyntheticSpeech.Sentence);
        }
    }
}
