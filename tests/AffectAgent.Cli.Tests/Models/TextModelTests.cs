using AffectAgent.Inference;
using AffectAgent.Inference.Text;
using AffectAgent.Knowledge;
using AffectAgent.Knowledge.Search;
using AffectAgent.Tests;
using AffectAgent.TextModels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Tests.Models;

public sealed class TextModelTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("affect-vectors-").FullName;
    private int _loads;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Retrieve_WithANetwork_RanksByItAndKeepsTheCardsVectors()
    {
        OnnxNeeded.Check();
        var (_, first) = await SearchAsync("m@1");
        var kept = Snapshot();
        Assert.NotEmpty(kept);

        var (_, again) = await SearchAsync("m@1");

        Assert.Equal(2, _loads);
        Assert.Null(first.Notice);
        Assert.All(first.Hits, hit => Assert.NotNull(hit.Neural));
        Assert.Equal(first.Hits.Select(hit => (hit.Card.Id, hit.Score)), again.Hits.Select(hit => (hit.Card.Id, hit.Score)));
        Assert.Equal(kept, Snapshot());

        await SearchAsync("m@2");
        Assert.True(Snapshot().Count > kept.Count, "another model's vectors have a collection of their own");
    }

    [Fact]
    public async Task Generate_QueryOrText_TakesThePrefixOfEach()
    {
        OnnxNeeded.Check();
        using var model = Model("m");
        var queries = Assert.IsAssignableFrom<IEmbeddingGenerator<string, Embedding<float>>>(model.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>), "query"));

        AssertClose(TinyBert.Naive("query: joy", TinyBert.Facts()), await queries.GenerateVectorAsync("joy", cancellationToken: Token));
        AssertClose(TinyBert.Naive("text: joy", TinyBert.Facts()), await model.GenerateVectorAsync("joy", cancellationToken: Token));
        Assert.Equal(1, _loads);
    }

    [Fact]
    public async Task Retrieve_ModelThatCannotBeLoaded_GoesOnAndSaysWhy()
    {
        using var model = new OnnxTextEmbedder(() => throw new UserException("There is no vocabulary 'vocab.txt'.", "Pull it again."), "", "", new(new EmbeddingGeneratorMetadata("onnx")));

        var result = await new KnowledgeRetriever(KnowledgeBase.LoadBuiltIn(), model).RetrieveAsync(new RetrievalQuery { Text = "contempt" }, Token);

        Assert.NotEmpty(result.Hits);
        Assert.Contains("There is no vocabulary 'vocab.txt'.", result.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Cancelled_Stops()
    {
        OnnxNeeded.Check();
        using var model = Model("m");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.GenerateAsync(["joy"], cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void AddAffectAgent_SettingNone_RegistersNoModelAndOnesOwnStays()
    {
        using var none = new ServiceCollection().Also(services => services.AddAffectAgent(options => options.TextModel = "none")).BuildServiceProvider();
        Assert.Null(none.GetService<IEmbeddingGenerator<string, Embedding<float>>>());

        using var mine = Model("mine");
        using var own = new ServiceCollection().Also(services =>
        {
            services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(mine);
            services.AddAffectAgent();
        }).BuildServiceProvider();
        Assert.Same(mine, own.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
    }

    [Fact]
    public void AddAffectAgent_SettingThatIsNotHere_SaysHowToGetIt()
    {
        var error = Assert.Throws<UserException>(() => new ServiceCollection().AddAffectAgent(options => options.TextModel = "no-such-model"));

        Assert.Contains("no-such-model", error.Message, StringComparison.Ordinal);
    }

    private async Task<(OnnxTextEmbedder Model, RetrievalResult Result)> SearchAsync(string name)
    {
        using var model = Model(name);
        var retriever = new KnowledgeRetriever(KnowledgeBase.LoadBuiltIn(), model, new ExactVectorStoreProvider(_root));
        return (model, await retriever.RetrieveAsync(new RetrievalQuery { Text = "tears and a smile", Limit = 5 }, Token));
    }

    private OnnxTextEmbedder Model(string name) => new(
        () =>
        {
            _loads++;
            return new TextNetwork(OnnxModel.Load(TinyBert.Model(), "test"), TinyBert.Tokenizer(), TinyBert.Facts());
        },
        "query: ",
        "text: ",
        new(new EmbeddingGeneratorMetadata("onnx", null, name, TinyBert.Dimensions)));

    private List<(string Name, long Length, DateTime Written)> Snapshot() =>
        [.. new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length > 0).Select(file => (file.FullName, file.Length, file.LastWriteTimeUtc)).Order()];

    private static void AssertClose(double[] expected, ReadOnlyMemory<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual.Span[i], 1e-5);
    }
}

internal static class TextModelTestExtensions
{
    public static T Also<T>(this T value, Action<T> act)
    {
        act(value);
        return value;
    }
}
