namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>A laugh beside bad news, or beside nothing, celebrates nothing.</summary>
public sealed class LaughTests
{
    [Theory]
    [InlineData("My house burned down lol")]
    [InlineData("lost all my savings in crypto lmao")]
    [InlineData("This homework is killing me lol")]
    [InlineData("lol my ex just texted me")]
    [InlineData("haha I crashed my dad's car")]
    [InlineData("my card got declined in front of everyone 😂😂")]
    [InlineData("I've had three hours of sleep this week XD")]
    [InlineData("hahaha the landlord wants us out by Friday")]
    [InlineData("🤣 my flight was cancelled again")]
    [InlineData("He never called back hehe")]
    [InlineData("lol")]
    [InlineData("hahahaha")]
    [InlineData("😂")]
    [InlineData("jajaja")]
    [InlineData("Ich habe meinen Schlüssel verloren haha")]
    [InlineData("mdr j'ai raté mon examen")]
    public async Task Respond_ALaughBesideNoJoy_IsNoCelebration(string text)
    {
        var reply = await Replies.To(text);
        Assert.NotEqual("joy", reply.Transition.Manner);
        Assert.DoesNotContain("celebrate", reply.Turn.Moves);
        Assert.DoesNotContain(reply.Plan.Emotions, one => one.Emotion == Emotion.Happiness && one.Strength > 0.2);
        Assert.DoesNotMatch(@"(?i)\b(?:lol|lmao|haha\w*|xd)\b", reply.Plan.Text);
    }

    [Theory]
    [InlineData("I passed my exam haha!")]
    [InlineData("lol I won the lottery")]
    [InlineData("I'm so happy 😂")]
    public async Task Respond_ALaughBesideJoyThatIsTold_Celebrates(string text) => Assert.Equal("joy", (await Replies.To(text)).Transition.Manner);

    [Theory]
    [InlineData("Lola passed the salt", false)]
    [InlineData("We met in the hall, Hans said", false)]
    [InlineData("lololol", true)]
    [InlineData("ahahah", true)]
    [InlineData("jajaja", true)]
    [InlineData("kkkkk", true)]
    [InlineData("ptdr", true)]
    [InlineData("xDDD", true)]
    public void Laughs_OnlyAtWordsOfLaughter(string text, bool laughs) => Assert.Equal(laughs, PlainWords.Laughs(text));
}
