using System.Text;

namespace AffectAgent.Plugins.TextEmotion.Tests;

public sealed class TextEmotionClassifierTests
{
    [Theory]
    [InlineData("Thank you for your help", "gratitude")]
    [InlineData("I was so scared last night", "fear")]
    [InlineData("That is disgusting", "disgust")]
    [InlineData("I am really sorry about that", "remorse")]
    [InlineData("hahaha this is so funny 😂", "amusement")]
    [InlineData("I love you", "love")]
    [InlineData("I hope it gets better", "optimism")]
    [InlineData("I am so sad and lonely", "sadness")]
    public void Classify_PlainSentence_GivesItsLabelFirst(string text, string label)
    {
        Assert.Equal(label, Model.Decide(text).Given[0].Name);
    }

    [Theory]
    [InlineData("I am happy", "I am not happy", "joy")]
    [InlineData("I am happy with it", "I'm never happy with it", "joy")]
    [InlineData("I love this", "I don't love this", "love")]
    public void Classify_NegatedWord_LosesTheLabel(string plain, string negated, string label)
    {
        double with = Model.Decide(plain).Probabilities[label], without = Model.Decide(negated).Probabilities[label];

        Assert.True(without < 0.5 * with, $"{with:0.00} became {without:0.00}");
    }

    [Fact]
    public void Shares_AnyLabel_AddUpToTheLogit()
    {
        const string text = "I can't believe how kind everyone was, thank you all so much!! 😊";
        var decision = Model.Decide(text);

        for (int i = 0; i < Model.Classifier.Labels.Count; i++)
        {
            var label = Model.Classifier.Labels[i];
            double sum = decision.Shares(label.Name).Sum() + label.Bias;
            Assert.Equal(decision.Logit(i), sum, 1e-6);
            Assert.Equal(label.Curve.Probability(sum), decision.Probabilities[label.Name], 1e-9);
        }
    }

    [Fact]
    public void Shares_WordTakenAway_TheStrongestCarrierMattersMost()
    {
        const string text = "The weather was strange but I am happy today";
        string carrier = Model.Decide(text).CarryingWords("joy")[0];

        Assert.Equal("happy", carrier);
        Assert.True(Model.Decide(text.Replace(carrier, "here", StringComparison.Ordinal)).Probabilities["joy"]
            < 0.5 * Model.Decide(text).Probabilities["joy"]);
    }

    [Theory]
    [InlineData("Honestly, I don't like this at all", "disapproval", "don't")]
    [InlineData("I'm not happy about this", "disapproval", "not happy")]
    public void CarryingWords_Negation_ComesWithItsNegator(string text, string label, string expected)
    {
        var words = Model.Decide(text).CarryingWords(label);

        Assert.Contains(words, w => w.Contains(expected, StringComparison.Ordinal));
        Assert.All(words, w => Assert.Contains(w, text, StringComparison.Ordinal));
        Assert.All(words, w => Assert.Single(words, other => other.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("", "no words")]
    [InlineData("  \n ", "no words")]
    [InlineData("12345 67", "no words")]
    [InlineData("Ich bin heute wirklich sehr traurig", "English only")]
    [InlineData("Estoy muy feliz de verte, gracias", "English only")]
    [InlineData("Je suis très heureux de te voir", "English only")]
    [InlineData("Я очень рад тебя видеть", "Cyrillic letters")]
    [InlineData("今日はとても嬉しいです", "Japanese letters")]
    public void Classify_EmptyOrForeign_SaysWhyInsteadOfGuessing(string text, string reason)
    {
        var verdict = Model.Classifier.Classify(text);

        Assert.Null(verdict.Decision);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_EmojiAlone_IsRead()
    {
        Assert.Equal("amusement", Model.Decide("😂😂😂").Given[0].Name);
    }

    [Fact]
    public void Classify_HugeOrBrokenText_IsBounded()
    {
        var huge = Model.Classifier.Classify(string.Concat(Enumerable.Repeat("I love you so much ", 100_000)));
        var broken = Model.Classifier.Classify("I love you \ud83d \udc00 so much");

        Assert.Equal("love", huge.Decision!.Given[0].Name);
        Assert.Equal("love", broken.Decision!.Given[0].Name);
    }

    [Fact]
    public void FromBytes_DamagedFile_SaysSo()
    {
        byte[] good = Model.Store.Read(TextEmotionPlugin.ModelId);

        Assert.Throws<UserException>(() => TextEmotionClassifier.FromBytes([]));
        Assert.Throws<UserException>(() => TextEmotionClassifier.FromBytes(Encoding.UTF8.GetBytes("not a model at all")));
        foreach (int length in new[] { 8, 16, 17, 100, 700, good.Length / 2, good.Length - 1 })
            Assert.Throws<UserException>(() => TextEmotionClassifier.FromBytes(good.AsSpan(0, length)));
        byte[] huge = [.. good];
        huge.AsSpan(12, 4).Fill(0xFF);
        Assert.Throws<UserException>(() => TextEmotionClassifier.FromBytes(huge));
    }

    [Fact]
    public void Labels_OfTheModel_AreTheTables()
    {
        Assert.Equal(28, Model.Classifier.Labels.Count);
        Assert.Equal(GoEmotionsTable.Labels.Order(StringComparer.Ordinal), Model.Classifier.Labels.Select(l => l.Name).Order(StringComparer.Ordinal));
    }
}
