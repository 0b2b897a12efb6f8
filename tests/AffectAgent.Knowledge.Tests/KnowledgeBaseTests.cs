namespace AffectAgent.Knowledge.Tests;

public sealed class KnowledgeBaseTests
{
    private static readonly KnowledgeBase Built = KnowledgeBase.LoadBuiltIn();

    [Fact]
    public void Find_EveryEmotion_HasAPrototype()
    {
        foreach (var emotion in EmotionNames.All)
            Assert.Equal(CardKind.Prototype, Built.Find($"emotion/{emotion.Name()}")?.Kind);
    }

    [Fact]
    public void Discriminator_EitherOrder_IsTheSameCard()
    {
        var card = Built.Discriminator("surprise", "fear");
        Assert.NotNull(card);
        Assert.Same(card, Built.Discriminator("fear", "surprise"));
    }
}
