namespace AffectAgent.Empathy.Tests.Respond;

public sealed class ReplyTests
{
    /// <summary>Text, family, manner, a word of the occasion that the reply must take up ("" where there is none).</summary>
    public static TheoryData<string, string, string, string> Inputs { get; } = new()
    {
        { "I failed my exam and I can't face my parents", "failure", "concern", "failed your exam" },
        { "My dog died yesterday", "bereavement", "concern", "" },
        { "we had to put our cat to sleep this morning", "bereavement", "concern", "" },
        { "She broke up with me after six years", "breakup", "concern", "" },
        { "I got rejected by every university I applied to", "rejection", "concern", "" },
        { "I was laid off last Friday", "job-loss", "concern", "you were laid off" },
        { "I feel so lonely since we moved to Leeds", "lonely", "concern", "you moved to Leeds" },
        { "I yelled at my son and feel terrible", "guilt", "concern", "your son" },
        { "I'm such an idiot, I ruin everything", "self-blame", "concern", "" },
        { "I'm exhausted, the baby wakes up every hour", "tired", "concern", "" },
        { "feeling really down today", "sadness", "concern", "down" },
        { "I have an operation tomorrow and I'm scared", "medical-fear", "steady", "operation tomorrow" },
        { "My driving test is tomorrow and I'm so nervous", "ahead", "steady", "your driving test is tomorrow" },
        { "I can't pay the rent this month", "money", "steady", "pay the rent" },
        { "I'm afraid of the dark", "fear", "steady", "afraid of the dark" },
        { "I'm so angry, my boss took credit for my work again", "anger", "calm", "your boss took credit for your work again" },
        { "The neighbour scratched my car and drove off", "anger", "calm", "scratched your car" },
        { "My best friend lied to my face", "betrayal", "calm", "your best friend lied" },
        { "My flight is delayed for five hours", "frustration", "calm", "your flight is delayed" },
        { "My laptop died in the middle of my thesis", "frustration", "calm", "your laptop died" },
        { "We had a huge fight and now she isn't talking to me", "quarrel", "concern", "" },
        { "The milk was rotten, disgusting", "disgust", "calm", "" },
        { "Those people are pathetic, a bunch of amateurs", "contempt", "calm", "" },
        { "I can't believe it, she turned up at my door out of nowhere", "surprise", "interest", "" },
        { "I got the job!!", "achievement", "joy", "you got the job" },
        { "I passed my driving test today", "achievement", "joy", "you passed your driving test" },
        { "We're having a baby", "happiness", "joy", "having a baby" },
        { "I'm so happy today", "happiness", "joy", "happy" },
        { "The lump was benign!", "relief", "joy", "" },
        { "My neighbour baked me a cake because I was ill", "grateful", "joy", "" },
        { "I'm proud of my daughter but I miss her so much", "mixed", "interest", "" },
        { "hello there", "greeting", "warm", "" },
        { "thanks so much", "thanks", "warm", "" },
        { "bye, see you tomorrow", "farewell", "warm", "" },
        { "how are you?", "how-are-you", "warm", "" },
        { "You stupid bot, you never understand anything", "insult", "apology", "" },
        { "I don't want to talk about it", "space", "steady", "" },
        { "no advice please, I just need to vent", "listen-only", "steady", "" },
        { "What should I do?", "advice", "steady", "" },
        { "asdkjh qwe", "unclear", "attentive", "" },
        { "The bus comes at nine", "neutral", "attentive", "" },
        { "😭😭😭", "sadness", "concern", "" },
        { "Ich bin durch die Prüfung durchgefallen", "failure", "concern", "durchgefallen" },
        { "J'ai peur de demain", "fear", "steady", "" },
        { "Estoy muy triste porque me dejó mi novia", "sadness", "concern", "" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Respond_Input_FitsItsKindAndKeepsTheRules(string text, string family, string manner, string occasion)
    {
        var reply = await Replies.To(text);
        var said = reply.Plan.Text;
        Assert.Equal(family, reply.Turn.Family);
        Assert.Equal(manner, reply.Transition.Manner);
        Assert.Contains(occasion, said, StringComparison.OrdinalIgnoreCase);
        Assert.All(ReplyRules.Default.NeverSaid, rule => Assert.DoesNotMatch(rule.What, said));
        Assert.InRange(said.Count(letter => letter == '?'), 0, 1);
        Assert.InRange(ReplyComposer.Sentences(said), 1, 5);
        Assert.DoesNotContain("{", said, StringComparison.Ordinal);
        Assert.Contains("program", said, StringComparison.OrdinalIgnoreCase);
        Assert.False(reply.Plan.Agreement.Agrees is false, reply.Plan.Agreement.Note);
        Assert.Equal(["event", "emotion", "cause", "need", "aim"], reply.Chain.Steps.Select(step => step.Step));
        Assert.NotEmpty(reply.Chain.Strategies);
        Assert.All(reply.Chain.Strategies, one => Assert.NotEmpty(one.Sources));
        AssertBounded(reply);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Respond_OtherSeeds_KeepTheRulesToo(string text, string family, string manner, string occasion)
    {
        var texts = new HashSet<string>();
        for (var seed = 2; seed < 5; seed++)
        {
            var reply = await Replies.To(text, seed: seed);
            Assert.Equal((family, manner), (reply.Turn.Family, reply.Transition.Manner));
            Assert.Contains(occasion, reply.Plan.Text, StringComparison.OrdinalIgnoreCase);
            Assert.All(ReplyRules.Default.NeverSaid, rule => Assert.DoesNotMatch(rule.What, reply.Plan.Text));
            Assert.InRange(reply.Plan.Text.Count(letter => letter == '?'), 0, 1);
            texts.Add(reply.Plan.Text);
        }

        Assert.InRange(texts.Count, 2, 3);
    }

    [Fact]
    public async Task Respond_SameSeed_SaysTheSame() =>
        Assert.Equal((await Replies.To("I got the job!!", seed: 5)).Plan.Text, (await Replies.To("I got the job!!", seed: 5)).Plan.Text);

    [Fact]
    public async Task Respond_WithoutWordsOrMedia_IsAUserFault() => await Assert.ThrowsAsync<UserException>(() => Replies.To("  "));

    [Fact]
    public async Task Respond_AnotherScript_SaysThatItCannotReadIt()
    {
        var reply = await Replies.To("我今天很难过");
        Assert.Equal("unread", reply.Turn.Family);
        Assert.Contains("English", reply.Plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_AnotherLanguage_SaysSoInIt() =>
        Assert.StartsWith("Capisco poche parole", (await Replies.To("Oggi sono molto triste perché il mio gatto non torna a casa")).Plan.Text, StringComparison.Ordinal);

    [Fact]
    public async Task Respond_ObscenityAndMarkup_AreNotRepeated()
    {
        var reply = await Replies.To("<b>My fucking boss ignored me</b> https://example.org/x");
        Assert.DoesNotContain("fuck", reply.Plan.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", reply.Plan.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<", reply.Plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_LongText_IsAnsweredShortly() =>
        Assert.InRange((await Replies.To("I failed my exam. " + string.Concat(Enumerable.Repeat("It rains. ", 9000)))).Plan.Text.Length, 20, 700);

    private static void AssertBounded(EmpatheticReply reply)
    {
        var (from, to) = (reply.Transition.Previous, reply.Transition.Reached);
        Assert.True(to.IsValid);
        Assert.InRange(Math.Abs(to.Valence - from.Valence), 0, EmotionTransition.LongestStep + 0.05);
        Assert.InRange(Math.Abs(to.Arousal - from.Arousal), 0, EmotionTransition.LongestStep + 0.001);
        Assert.All(reply.Plan.Emotions, one => Assert.InRange(one.Strength, 0.01, 1));
    }
}
