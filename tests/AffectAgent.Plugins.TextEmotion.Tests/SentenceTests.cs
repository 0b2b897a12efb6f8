namespace AffectAgent.Plugins.TextEmotion.Tests;

/// <summary>Tables of plain sentences: negation, emoji, elongation, misspelling and marks of sarcasm, with the faults that are known.</summary>
public sealed class SentenceTests
{
    [Theory]
    [InlineData("I am happy", "I am not happy", "joy")]
    [InlineData("I am happy with it", "I'm never happy with it", "joy")]
    [InlineData("I love this", "I don't love this", "love")]
    [InlineData("I am sad", "I'm not sad", "sadness")]
    [InlineData("I am angry", "I am not angry", "anger")]
    [InlineData("This is funny", "This is not funny", "amusement")]
    [InlineData("I am scared", "I am not scared at all", "fear")]
    [InlineData("He was sad", "He wasn't sad", "sadness")]
    [InlineData("I am proud of it", "I am hardly proud of it", "pride")]
    public void Classify_NegatedWord_LosesAtLeastHalfOfTheProbability(string plain, string negated, string label)
    {
        double with = Model.Decide(plain).Probabilities[label], without = Model.Decide(negated).Probabilities[label];

        Assert.True(without < 0.5 * with, $"{with:0.00} became {without:0.00}");
    }

    [Theory]
    [InlineData("😂😂😂", "amusement")]
    [InlineData("😢", "sadness")]
    [InlineData("❤️", "love")]
    [InlineData("my dog died 😭", "sadness")]
    [InlineData("I am soooo happyyyy", "joy")]
    [InlineData("thaaaanks", "gratitude")]
    [InlineData("I'm sooo scaaared", "fear")]
    [InlineData("this is hilarius", "amusement")]
    [InlineData("definately disgusting", "disgust")]
    [InlineData("omg im so excited", "excitement")]
    [InlineData("thx so much", "gratitude")]
    [InlineData("i hate u", "anger")]
    [InlineData("😡", "anger")]
    [InlineData("🤬", "anger")]
    [InlineData("I am furious!", "anger")]
    [InlineData("I am livid", "anger")]
    [InlineData("I got the job 🎉", "excitement")]
    [InlineData("I feel so melancholic today", "sadness")]
    [InlineData("I am terrified", "fear")]
    [InlineData("I'm so proud of you", "pride")]
    public void Classify_EmojiElongationOrMisspelling_GivesTheLabelFirst(string text, string label)
    {
        Assert.Equal(label, Model.Decide(text).Probabilities.MaxBy(p => p.Value).Key);
    }

    [Theory]
    [InlineData("Great", "Great...")]
    [InlineData("I love waiting in line", "I just LOVE waiting in line...")]
    [InlineData("Nice work", "Nice work 🙄")]
    [InlineData("Great, another meeting", "Great, another meeting /s")]
    [InlineData("What a lovely surprise", "What a lovely surprise /s")]
    public void Classify_MarkOfSarcasm_LowersThePraise(string plain, string marked)
    {
        double Praise(string text) => Model.Decide(text).Probabilities is var p ? p["admiration"] + p["love"] + p["approval"] : 0;

        Assert.True(Praise(marked) < Praise(plain), $"{Praise(plain):0.00} became {Praise(marked):0.00}");
    }

    /// <summary>What a model of words can't know; listed on its card. A better model turns these tests, and then the card changes.</summary>
    [Theory]
    [InlineData("Wow, thanks for nothing", "gratitude")]
    [InlineData("He never said he was sad", "sadness")]
    [InlineData("Not bad at all", "disapproval")]
    [InlineData("I can't complain", "disapproval")]
    [InlineData("I don't hate it", "disapproval")]
    [InlineData("I couldn't agree more", "disapproval")]
    [InlineData("I want to kill myself", "desire")]
    [InlineData("I am going to end my life", "neutral")]
    [InlineData("I don't want to live any more", "disapproval")]
    public void Classify_KnownFault_IsAsTheCardSays(string text, string wrong)
    {
        Assert.Equal(wrong, Model.Decide(text).Probabilities.MaxBy(p => p.Value).Key);
    }
}
