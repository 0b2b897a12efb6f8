using AffectAgent.Knowledge.Search;
using Microsoft.Extensions.AI;

namespace AffectAgent.Knowledge.Tests;

public sealed class RetrieverTests
{
    private static readonly KnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();
    private static readonly KnowledgeRetriever Built = new(Cards);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retrieve_FaceBetweenFearAndSurprise_BringsTheirDiscriminatorAlong()
    {
        var found = await Built.RetrieveAsync(new() { ActionUnits = Face((1, 3), (2, 2.5), (4, 1.5), (5, 3), (20, 1.5), (25, 2), (26, 1.5)) }, Token);
        Assert.Contains("fear", found.Candidates);
        Assert.Contains("surprise", found.Candidates);
        Assert.Contains(found.Discriminators, card => card.Id == "pair/fear-surprise");
        Assert.True(found.Discriminators.Count <= 3);
    }

    [Fact]
    public async Task Retrieve_DiscriminatorsWithFilters_ComeAllTheSame()
    {
        var query = new RetrievalQuery { ActionUnits = Face((12, 3), (6, 1.5)), Kinds = [CardKind.ActionUnit], Limit = 3 };
        var found = await Built.RetrieveAsync(query, Token);
        Assert.All(found.Hits, hit => Assert.Equal(CardKind.ActionUnit, hit.Card.Kind));
        Assert.NotEmpty(found.Discriminators);
        Assert.Empty((await Built.RetrieveAsync(query with { Discriminators = 0 }, Token)).Discriminators);
    }

    [Fact]
    public async Task Retrieve_Filters_KeepOnlyWhatIsAskedFor()
    {
        var all = new RetrievalQuery { Text = "smile brow voice anger limit", Limit = 1000 };
        Assert.All((await Built.RetrieveAsync(all with { LeastGrade = EvidenceGrade.A }, Token)).Hits, hit => Assert.Equal(EvidenceGrade.A, hit.Card.Grade));
        Assert.All((await Built.RetrieveAsync(all with { Emotions = ["anger"] }, Token)).Hits, hit => Assert.Contains("anger", hit.Card.Emotions));
        var units = (await Built.RetrieveAsync(all with { Units = [14] }, Token)).Hits;
        Assert.NotEmpty(units);
        Assert.All(units, hit => Assert.True(hit.Card.Pattern.ContainsKey(14) || hit.Card.Cues.Any(cue => cue.ActionUnit == 14) || hit.Card.Claims.Any(claim => claim.ActionUnit == 14)));
    }

    [Fact]
    public async Task Retrieve_NothingAsked_FindsNothing()
    {
        foreach (var query in new RetrievalQuery[] { new(), new() { Text = " " }, new() { Text = "qwertyuiop" }, new() { Text = "smile", Limit = 0 }, new() { Text = "smile", Limit = -3 } })
            Assert.Empty((await Built.RetrieveAsync(query, Token)).Hits);
    }

    [Fact]
    public async Task Retrieve_IntensityOutsideZeroToFive_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Built.RetrieveAsync(new() { ActionUnits = Face((12, 6)) }, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Built.RetrieveAsync(new() { ActionUnits = Face((12, double.NaN)) }, Token));
    }

    [Fact]
    public async Task Retrieve_Cancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Built.RetrieveAsync(new() { Text = "smile" }, new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("I feel furious", "anger")]
    [InlineData("a delighted face", "happiness")]
    [InlineData("terrified", "fear")]
    [InlineData("why so gloomy", "sadness")]
    public async Task Retrieve_WordForAnEmotion_FindsThatEmotionsCards(string text, string emotion)
    {
        var found = await Built.RetrieveAsync(new() { Text = text, Limit = 5 }, Token);
        Assert.Contains(found.Hits, hit => hit.Card.Emotions.Contains(emotion));
    }

    [Theory]
    [InlineData("AU 4")]
    [InlineData("au04")]
    [InlineData("Action Unit 4")]
    [InlineData("what is AU4?")]
    public async Task Retrieve_NumberOfAUnit_FindsItsCardFirst(string text) =>
        Assert.Equal("au/4", (await Built.RetrieveAsync(new() { Text = text }, Token)).Hits[0].Card.Id);

    [Theory]
    [InlineData("behavior recognized by its color", "behaviour recognised by its colour")]
    [InlineData("analyzing neighbors", "analysing neighbours")]
    [InlineData("suprised", "surprised")]
    [InlineData("disgsut", "disgust")]
    public async Task Retrieve_OtherSpelling_FindsTheSame(string text, string other) =>
        Assert.Equal(Ids(await Built.RetrieveAsync(new() { Text = other }, Token)), Ids(await Built.RetrieveAsync(new() { Text = text }, Token)));

    [Theory]
    [InlineData("crossed arms", true)]
    [InlineData("zygomaticus umbrella", true)]
    [InlineData("crossed umbrella of the blue tractor with a fringe", false)]
    [InlineData("botox", false)]
    [InlineData("AU 4 and 7", false)]
    [InlineData("suprised brows", false)]
    [InlineData("angry or afraid", false)]
    public async Task Retrieve_FewWordsThatNoCardHasTogether_SaysSo(string text, bool said) =>
        Assert.Equal(said, (await Built.RetrieveAsync(new() { Text = text }, Token)).Notice is not null);

    [Theory]
    [InlineData("botox", "limit/botox")]
    [InlineData("beard", "limit/beards")]
    public async Task Retrieve_WordWithSynonyms_FindsItsOwnCardFirst(string text, string id) =>
        Assert.Equal(id, (await Built.RetrieveAsync(new() { Text = text }, Token)).Hits[0].Card.Id);

    [Fact]
    public async Task Retrieve_VoiceDirections_PreferTheCardsThatClaimThem()
    {
        var retriever = new KnowledgeRetriever(Made(
            Claims("voice/a", new CardClaim("anger", null, null, "level", null, Direction.Higher), new CardClaim("anger", null, null, "F0 mean", null, Direction.Higher)),
            Claims("voice/b", new CardClaim("sadness", null, null, "level", null, Direction.Lower), new CardClaim("sadness", null, null, "F0 mean", null, Direction.Lower))));
        var found = await retriever.RetrieveAsync(new() { Clues = [RetrievalClue.Voice("level", Direction.Lower), RetrievalClue.Voice("F0 mean", Direction.Lower)] }, Token);
        Assert.Equal("voice/b", Assert.Single(found.Hits).Card.Id);
        Assert.Equal(["sadness"], found.Candidates);
    }

    [Fact]
    public void Of_Evidence_TakesUnitsFeaturesLabelsAndSigns()
    {
        var source = new EvidenceSource("test");
        var query = RetrievalQuery.Of(
            [
                new() { Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, ActionUnit = 12, Value = 2, Source = source },
                new() { Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, ActionUnit = 12, Value = 3, Source = source },
                new() { Kind = EvidenceKinds.VoiceFeature, Modality = Modality.Voice, Label = "level", Direction = Direction.Higher, Source = source },
                new() { Kind = EvidenceKinds.VoiceFeature, Modality = Modality.Voice, Label = "HNR", Direction = Direction.Same, Source = source },
                new() { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "joy", Source = source },
                new() { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "neutral", Source = source },
                new() { Kind = EvidenceKinds.FaceQuality, Modality = Modality.Face, Label = "dark", Source = source },
            ],
            "why?");
        Assert.Equal(3, Assert.Single(query.ActionUnits).Value);
        Assert.Equal([RetrievalClue.Voice("level", Direction.Higher), RetrievalClue.Words("joy"), new(EvidenceKinds.FaceQuality, "dark")], query.Clues);
        Assert.Equal("why?", query.Text);
    }

    [Fact]
    public async Task Retrieve_TextVectors_FindWhatNoWordShares()
    {
        using var folder = new TemporaryFolder();
        using var model = new WordCountModel(("sea", 0), ("ocean", 0), ("hill", 1), ("mountain", 1));
        var cards = Made([Card("own/ocean", "The ocean"), Card("own/mountain", "The mountain"), .. Enumerable.Range(0, 10).Select(i => Card($"own/c{i}", $"Matter {i}"))]);
        var query = new RetrievalQuery { Text = "sea" };
        Assert.Empty((await new KnowledgeRetriever(cards).RetrieveAsync(query, Token)).Hits);
        var retriever = new KnowledgeRetriever(cards, model, new ExactVectorStoreProvider(folder.Path));
        var found = await retriever.RetrieveAsync(query, Token);
        Assert.Equal("own/ocean", found.Hits[0].Card.Id);
        Assert.Empty(new RetrievedKnowledge(cards, new KnowledgeRetriever(cards)).Search(new() { Text = "sea" }));
        Assert.Equal("own/ocean", new RetrievedKnowledge(cards, retriever).Search(new() { Text = "sea" })[0].Card.Id);
        Assert.Equal(1, found.Hits[0].Neural!.Value, 1e-4);
        Assert.Null(found.Notice);
        Assert.Equal(14, model.Texts);
        await new KnowledgeRetriever(cards, model, new ExactVectorStoreProvider(folder.Path)).RetrieveAsync(query, Token);
        Assert.Equal(15, model.Texts);
    }

    [Fact]
    public async Task Retrieve_ModelThatFails_RanksWithoutItAndSaysSo()
    {
        using var model = new WordCountModel { Fault = new InvalidOperationException("no\nmemory") };
        var found = await new KnowledgeRetriever(Cards, model).RetrieveAsync(new() { Text = "smile" }, Token);
        Assert.NotEmpty(found.Hits);
        Assert.Contains("no memory", found.Notice, StringComparison.Ordinal);
        Assert.All(found.Hits, hit => Assert.Null(hit.Neural));
    }

    private static Dictionary<int, double> Face(params (int Unit, double Intensity)[] units) => units.ToDictionary(pair => pair.Unit, pair => pair.Intensity);

    private static IEnumerable<string> Ids(RetrievalResult result) => result.Hits.Select(hit => hit.Card.Id);

    private static KnowledgeCard Card(string id, string title) => new()
    {
        Id = id, Kind = CardKind.Topic, Title = title, Text = title, Grade = EvidenceGrade.C, Sources = [new("Someone, A.", 2000, "A study")],
    };

    private static KnowledgeCard Claims(string id, params CardClaim[] claims) => Card(id, "A card") with { Kind = CardKind.Voice, Claims = claims };

    private static Given Made(params KnowledgeCard[] cards) => new(cards);

    private sealed class Given(KnowledgeCard[] cards) : IKnowledgeBase
    {
        public IReadOnlyList<KnowledgeCard> Cards => cards;

        public KnowledgeCard? Find(string id) => Array.Find(cards, card => card.Id == id);

        public KnowledgeCard? Discriminator(string a, string b) => null;

        public IReadOnlyList<KnowledgeHit> Search(KnowledgeQuery query) => [];
    }

    /// <summary>One axis a meaning; counts its words. Another axis for everything else.</summary>
    private sealed class WordCountModel(params (string Word, int Axis)[] words) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Exception? Fault { get; init; }

        public int Texts { get; private set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (Fault is not null)
                throw Fault;
            var embeddings = values.Select(value => new Embedding<float>(Vector(value))).ToList();
            Texts += embeddings.Count;
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embeddings));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private float[] Vector(string text)
        {
            var vector = new float[3];
            foreach (var (word, axis) in words)
                vector[axis] += text.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            if (vector.All(value => value == 0))
                vector[2] = 1;
            return vector;
        }
    }
}
