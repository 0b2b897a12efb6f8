using AffectAgent.Inference.Models;
using AffectAgent.Knowledge;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead.Tests.Speech;

namespace AffectAgent.Plugins.TalkingHead.Tests.Talk;

/// <summary>Emotions hang on words as well as on times, and each stretch is spoken in its own manner.</summary>
public sealed class SpokenScriptTests
{
    private const string Text = "I failed my exam, but I'm glad it is over. I'm glad!";

    private static readonly KnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    private readonly WordVoice _voice = new();

    [Fact]
    public async Task Make_QuotedWords_AreSpokenInTheirOwnManner()
    {
        var take = await MakeAsync("'I failed my exam':sadness:0.8;'but I\u2019m GLAD it is':happiness:0.6");
        Assert.Equal(["I failed my exam,", "but I'm glad it is", "over. I'm glad!"], _voice.Calls.Select(call => call.Text));
        Assert.Equal([true, true, false], _voice.Calls.Select(call => call.Style.Continues));
        var manners = _voice.Calls.Select(call => call.Style.Prosody!).ToArray();
        Assert.True(manners[0].Rate < 1 && manners[1].Rate > 1);
        Assert.Equal(new Prosody(), manners[2]);
        var (sad, glad) = (take.Motion.Plan.Expressions[0], take.Motion.Plan.Expressions[1]);
        Assert.Equal((Emotion.Sadness, Emotion.Happiness), (sad.Mixture[0].Emotion, glad.Mixture[0].Emotion));
        var words = take.Speech!.Words;
        Assert.InRange(words[0].Interval.Start - sad.Interval.Start, 0.2, 0.4);
        Assert.InRange(words[4].Interval.Start - glad.Interval.Start, 0.2, 0.4);
        Assert.Equal(take.Speech.Duration, take.Motion.Duration, 1);
    }

    [Theory]
    [InlineData("'glad':anger;'it':neutral", 6, 6)]
    [InlineData("'glad':anger", 6, 11)]
    [InlineData("'I':fear;'glad':anger;'glad':disgust", 11, 11)]
    [InlineData("'but'-'over':anger", 4, 9)]
    [InlineData("'but'-:anger", 4, 11)]
    [InlineData("-'exam':anger", 0, 3)]
    [InlineData("\"over. I'm\":anger", 9, 11)]
    public async Task Make_Places_CoverTheWords(string script, int first, int last)
    {
        var take = await MakeAsync(script);
        var words = take.Speech!.Words;
        Assert.Equal(12, words.Count);
        var expression = take.Motion.Plan.Expressions[^1];
        var before = script[0] == '-' ? 0 : words[first].Interval.Start - expression.Interval.Start;
        Assert.InRange(before, script[0] == '-' ? 0 : 0.1, 0.4);
        Assert.InRange(expression.Interval.End, words[last].Interval.End, words[last].Interval.End + 1.6);
    }

    [Theory]
    [InlineData("I failed,", Emotion.Sadness, 1, "but I'm glad", Emotion.Happiness, 12)]
    [InlineData("I failed my exam,", Emotion.Happiness, 12, "but", Emotion.Surprise, 2)]
    [InlineData("I failed", Emotion.Anger, 4, "my exam", Emotion.Happiness, 12)]
    [InlineData("I failed my exam, but I'm glad", Emotion.Sadness, 4, "it is over. I'm", Emotion.Surprise, 2)]
    [InlineData("failed my", Emotion.Fear, 1, "exam, but", Emotion.Disgust, 9)]
    [InlineData("exam", Emotion.Disgust, 9, "but I'm glad it is", Emotion.Sadness, 1)]
    public async Task Make_EmotionsOnWords_AreThereInTheMiddleOfTheirWords(string first, Emotion one, int ofOne, string second, Emotion other, int ofOther)
    {
        var take = await MakeAsync($"'{first}':{one.Name()}:0.9;'{second}':{other.Name()}");
        double Planned(Emotion emotion, int unit) => take.Motion.Plan.Expressions.First(x => x.Mixture[0].Emotion == emotion).Movements.Single(x => x.Unit == unit).Intensity;
        double At(double seconds, int unit) => take.Motion.Frames[(int)Math.Round(seconds * take.Motion.FramesPerSecond)].Mean(unit);
        var words = take.Speech!.Words;
        var places = new WordPlaces(words.Select(word => word.Text));
        foreach (var (quote, shown, unit, hidden, otherUnit) in ((string, Emotion, int, Emotion, int)[])[(first, one, ofOne, other, ofOther), (second, other, ofOther, one, ofOne)])
        {
            var (from, to) = places.Find(quote)!.Value;
            var middle = (words[from].Interval.Start + words[to].Interval.End) / 2;
            Assert.True(At(middle, unit) >= 0.7 * Planned(shown, unit), $"{shown}: AU{unit} {At(middle, unit)} of {Planned(shown, unit)} at {middle} s");
            Assert.True(At(middle, otherUnit) <= 0.3 * Planned(hidden, otherUnit), $"{hidden}: AU{otherUnit} {At(middle, otherUnit)} of {Planned(hidden, otherUnit)} at {middle} s");
        }

        var end = words[^1].Interval.End;
        Assert.True(At(end - 0.05, ofOther) > 0.4 * Planned(other, ofOther), "The last one is held to the end.");
        Assert.True(At(take.Motion.Duration - 0.05, ofOther) < 0.2 * Planned(other, ofOther), "It fades.");
    }

    [Theory]
    [InlineData("sadness", 1)]
    [InlineData("happiness", 12)]
    public async Task Make_OneEmotion_HoldsToTheLastWordAndFadesAfterIt(string script, int unit)
    {
        var take = await MakeAsync(script);
        double At(double seconds) => take.Motion.Frames[(int)Math.Round(seconds * take.Motion.FramesPerSecond)].Mean(unit);
        var (most, end) = (take.Motion.Plan.Expressions[0].Movements.Single(x => x.Unit == unit).Intensity, take.Speech!.Words[^1].Interval.End);
        Assert.True(At(end) > 0.65 * most, $"{At(end)} of {most}");
        Assert.True(At(take.Motion.Duration - 0.05) < 0.1 * most);
    }

    [Fact]
    public async Task Make_Times_ChangeTheMannerAtTheWordThatSoundsThen()
    {
        // A word lasts 0.3 s: from 0.45 + 4 * 0.3 on it is another manner.
        await MakeAsync("0-1.6:neutral;1.6-:happiness");
        Assert.Equal(["I failed my exam,", "but I'm glad it is over. I'm glad!"], _voice.Calls.Skip(1).Select(call => call.Text));
        Assert.True(_voice.Calls[^1].Style.Prosody!.Rate > 1);
    }

    [Fact]
    public async Task Make_TimesOfAnEmotionThatSpeaksSlowly_AreMovedWithIt()
    {
        var take = await MakeAsync("0-2:sadness;2-:happiness");
        var before = _voice.Calls[1].Text.Split(' ').Length;
        Assert.InRange(take.Speech!.Words[before].Interval.Start, 1.8, 2.4);
    }

    [Theory]
    [InlineData("'but I was glad':joy", null, "no emotion")]
    [InlineData("'but I was glad':anger", null, "\"but I was glad\" is not among the words")]
    [InlineData("'glad':anger;'exam':fear", null, "\"exam\" is not among the words")]
    [InlineData("'glad:anger", null, "is not closed")]
    [InlineData("'':anger", null, "is empty")]
    [InlineData("'glad':anger", "", "no words are known")]
    public async Task Make_WordsThatAreNotSpoken_AreTold(string script, string? text, string says) =>
        Assert.Contains(says, (await Assert.ThrowsAsync<UserException>(() => MakeAsync(script, text == "" ? null : Text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_QuotedSigns_ArePartOfTheWords()
    {
        var parts = EmotionScript.Read("'first; second: 3-4':fear:0.5 ; \u201ewell\u201c-\u201enow\u201c:anger; 9-:happiness+surprise:0.2");
        Assert.Equal(["first; second: 3-4", "well", null], parts.Select(part => part.From?.Words));
        Assert.Equal(["first; second: 3-4", "now", null], parts.Select(part => part.To?.Words));
        Assert.Equal([0.5, 1, 1], parts.Select(part => part.Shares[0].Strength));
        Assert.Equal(9, parts[2].From!.Value.Seconds);
    }

    [Fact]
    public async Task Speak_Espeak_SadThenGlad_SlowsAndLiftsTheVoice()
    {
        var voice = Voice.Get();
        var maker = new TalkMaker(voice, Cards, new MediaOpener(), ModelStore.Open());
        async Task<(double First, double Second)> Lengths(string script)
        {
            var words = (await maker.MakeAsync(new TalkRequest { Text = "I failed my big exam, but I am glad that it is over.", Emotion = script }, TestContext.Current.CancellationToken)).Speech!.Words;
            var but = words.Single(word => word.Text == "but");
            return (words.Last(word => word.Interval.Start < but.Interval.Start).Interval.End - words[0].Interval.Start, words[^1].Interval.End - but.Interval.Start);
        }

        var (plain, mixed) = (await Lengths("neutral"), await Lengths("'I failed my big exam':sadness;'but I am glad that it is over':happiness"));
        Assert.True(mixed.First > plain.First * 1.08, $"{mixed.First} and {plain.First}");
        Assert.True(mixed.Second < plain.Second, $"{mixed.Second} and {plain.Second}");
    }

    [Theory]
    [InlineData("I am sad ” but I am glad")]
    [InlineData("I am sad \" but I am glad")]
    [InlineData("I am sad » ) but I am glad")]
    public async Task Make_LonelyQuotes_AreNotSpoken(string text)
    {
        await MakeAsync("'I am sad':sadness;'but I am glad':happiness", text);
        Assert.Equal("I am sad", _voice.Calls[0].Text.TrimEnd(')', ' ', '"'));
        Assert.StartsWith("but I am glad", _voice.Calls[1].Text.TrimStart(')', ' ', '"'), StringComparison.Ordinal);
    }

    private Task<TalkTake> MakeAsync(string script, string? text = Text) =>
        new TalkMaker(_voice, Cards, new MediaOpener(), ModelStore.Open()).MakeAsync(new TalkRequest { Text = text, Emotion = script, Silence = 3 }, TestContext.Current.CancellationToken);

    /// <summary>Says each word in 0.3 s at its own rate.</summary>
    private sealed class WordVoice : ISpeechSynthesizer
    {
        public string Name => "words";

        public List<(string Text, SpeechStyle Style)> Calls { get; } = [];

        public Task<SpeechTrack> SpeakAsync(string text, SpeechStyle style, CancellationToken cancellationToken = default)
        {
            Calls.Add((text, style));
            var length = 0.3 / (style.Prosody?.Rate ?? 1);
            var words = text.Split(' ').Select((word, i) => new SpokenWord(word.Trim(',', '.', '!'), new TimeRange(i * length, (i + 1) * length))).ToArray();
            VisemeCue[] cues = [.. words.Select(word => new VisemeCue(Viseme.Aa, word.Interval, 1))];
            return Task.FromResult(new SpeechTrack(new float[(int)Math.Round(words[^1].Interval.End * 16_000)], 16_000, cues, words, [new TimeRange(0, words[^1].Interval.End)], VisemeSource.Phonemes));
        }
    }
}
