using AffectAgent.Inference.Models;
using AffectAgent.Inference.Text;
using AffectAgent.Tests;

namespace AffectAgent.Inference.Tests.Text;

public sealed class TextNetworkTests
{
    private static readonly string[] Texts = ["joy", "joyful smile, tears", "sad tears : sad sad tears smile joyful", "", "unheard of"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TextPooling.Mean, true)]
    [InlineData(TextPooling.Mean, false)]
    [InlineData(TextPooling.First, true)]
    public void Embed_Texts_GivesTheVectorsWorkedOutNaively(TextPooling pooling, bool normalise)
    {
        var facts = TinyBert.Facts(pooling, normalise: normalise);
        using var network = Network(facts);

        var vectors = network.Embed(Texts, Token);

        Assert.Equal(Texts.Length, vectors.Length);
        for (int i = 0; i < Texts.Length; i++)
            AssertClose(TinyBert.Naive(Texts[i], facts), vectors[i]);
    }

    [Fact]
    public void Embed_AloneOrAmongOthers_GivesTheSameVector()
    {
        using var network = Network(TinyBert.Facts());

        var together = network.Embed(Texts, Token);

        for (int i = 0; i < Texts.Length; i++)
            AssertClose([.. network.Embed([Texts[i]], Token)[0].Select(v => (double)v)], together[i]);
    }

    [Fact]
    public void Embed_ManyTexts_KeepsTheirOrder()
    {
        using var network = Network(TinyBert.Facts(most: 200));
        var many = Enumerable.Range(0, 300).Select(i => string.Join(' ', Enumerable.Repeat(TinyBert.Pieces[4 + (i % 3 * 2)], 1 + (i * 7 % 150)))).ToList();

        var vectors = network.Embed(many, Token);

        foreach (int i in new[] { 0, 1, 57, 150, 299 })
            AssertClose(TinyBert.Naive(many[i], TinyBert.Facts(most: 200)), vectors[i]);
    }

    [Fact]
    public void Embed_TextTooLong_IsThatOfItsBeginning()
    {
        using var network = Network(TinyBert.Facts(most: 4));

        Assert.Equal(network.Embed(["joy smile"], Token)[0], network.Embed(["joy smile tears tears tears"], Token)[0]);
        Assert.Empty(network.Embed([], Token));
    }

    [Fact]
    public void Embed_FromManyThreads_GivesTheSame()
    {
        using var network = Network(TinyBert.Facts());
        var expected = network.Embed(Texts, Token);

        Parallel.For(0, 32, _ =>
        {
            var vectors = network.Embed(Texts, Token);
            for (int i = 0; i < Texts.Length; i++)
                Assert.Equal(expected[i], vectors[i]);
        });
    }

    [Fact]
    public void Embed_Cancelled_Stops()
    {
        using var network = Network(TinyBert.Facts());

        Assert.ThrowsAny<OperationCanceledException>(() => network.Embed(Texts, new CancellationToken(true)));
    }

    [Fact]
    public void Load_GraphWithoutKinds_IsTaken()
    {
        using var network = new TextNetwork(Runtime.Load(TinyBert.Model(kinds: false)), TinyBert.Tokenizer(), TinyBert.Facts());

        Assert.Equal(TinyBert.Dimensions, Assert.Single(network.Embed(["joy"], Token)).Length);
    }

    [Fact]
    public void Load_OtherNetworkOrSize_SaysWhatIsWrong()
    {
        using var affine = Runtime.Load(TinyModels.Affine());
        using var bert = Runtime.Load(TinyBert.Model());

        Assert.Contains("no network for texts", Assert.Throws<UserException>(() => new TextNetwork(affine, TinyBert.Tokenizer(), TinyBert.Facts())).Message, StringComparison.Ordinal);
        Assert.Contains("not a vector of 5", Assert.Throws<UserException>(() => new TextNetwork(bert, TinyBert.Tokenizer(), TinyBert.Facts() with { Dimensions = 5 })).Message, StringComparison.Ordinal);
    }

    private static TextNetwork Network(TextVectorFacts facts) => new(Runtime.Load(TinyBert.Model()), TinyBert.Tokenizer(), facts);

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
    }
}
