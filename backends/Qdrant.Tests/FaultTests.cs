using AffectAgent.Knowledge.Search;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client.Grpc;

namespace AffectAgent.Backends.Qdrant.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private StandInServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await StandInServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Open_NobodyListens_SaysHowToMend()
    {
        var gone = await StandInServer.StartAsync();
        var url = gone.Url;
        await gone.DisposeAsync();
        using var provider = new QdrantVectorStoreProvider(new QdrantOptions { Url = url });

        var error = await Assert.ThrowsAsync<UserException>(async () => await provider.OpenAsync("cards", 3, Token));

        Assert.Contains($"The Qdrant server at {url.Authority} can't be reached.", error.Message, StringComparison.Ordinal);
        Assert.Contains("AFFECT_QDRANT_URL", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WrongKey_SaysSoWithoutTheKey()
    {
        _server.Key = "right";
        using var provider = Provider(new QdrantOptions { Key = "wrong-secret" });

        var error = await Assert.ThrowsAsync<UserException>(async () => await provider.OpenAsync("cards", 3, Token));

        Assert.Contains("refuses the key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_RightKey_Opens()
    {
        _server.Key = "right";
        using var provider = Provider(new QdrantOptions { Key = "right" });

        Assert.Equal(3, (await provider.OpenAsync("cards", 3, Token)).Dimensions);
    }

    [Fact]
    public async Task Open_CollectionOfAnotherDistance_IsRefused()
    {
        _server.Collections.Put("affect-cards", new VectorsConfig { Params = new VectorParams { Size = 3, Distance = Distance.Euclid } });
        using var provider = Provider();

        var error = await Assert.ThrowsAsync<UserException>(async () => await provider.OpenAsync("cards", 3, Token));

        Assert.Contains("compares by Euclid, not by cosine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_CollectionOfSeveralVectors_IsRefused()
    {
        _server.Collections.Put("affect-cards", new VectorsConfig { ParamsMap = new VectorParamsMap() });
        using var provider = Provider();

        var error = await Assert.ThrowsAsync<UserException>(async () => await provider.OpenAsync("cards", 3, Token));

        Assert.Contains("several vectors a point", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MadeByAnotherInBetween_OpensIt()
    {
        _server.Collections.Put("affect-cards", new VectorsConfig { Params = new VectorParams { Size = 3, Distance = Distance.Cosine } });
        _server.Faults["qdrant.Collections/Create"] = (StatusCode.AlreadyExists, "already exists");
        using var provider = Provider();

        Assert.Equal(0, await (await provider.OpenAsync("cards", 3, Token)).CountAsync(Token));
    }

    [Fact]
    public async Task Put_CollectionDeletedMeanwhile_SaysSo()
    {
        using var provider = Provider();
        var store = await provider.OpenAsync("cards", 2, Token);
        _server.Collections.Drop("affect-cards");

        var error = await Assert.ThrowsAsync<UserException>(async () => await store.PutAsync([new("a", new float[] { 1, 0 })], Token));

        Assert.Contains("has no collection affect-cards any more", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCode.ResourceExhausted, "lower Batch")]
    [InlineData(StatusCode.DeadlineExceeded, "TimeoutSeconds")]
    [InlineData(StatusCode.Unimplemented, "6334")]
    [InlineData(StatusCode.Internal, "log")]
    public async Task Nearest_ServerFails_OneLineSaysWhatToDo(StatusCode status, string fix)
    {
        using var provider = Provider();
        var store = await provider.OpenAsync("cards", 2, Token);
        _server.Faults["qdrant.Points/Query"] = (status, "first line\nsecond line");

        var error = await Assert.ThrowsAsync<UserException>(async () => await store.NearestAsync(new float[] { 1, 0 }, 3, Token));

        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains(fix, error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ManyVectors_GoesInBatchesWithOurIdInThePayload()
    {
        using var provider = Provider(new QdrantOptions { Batch = 10 });
        var store = await provider.OpenAsync("cards", 2, Token);

        await store.PutAsync([.. Enumerable.Range(0, 25).Select(i => new VectorRecord($"au/{i}", new float[] { 1, i }))], Token);

        Assert.Equal(3, _server.Calls.Count(call => call == "qdrant.Points/Upsert"));
        var points = _server.Collections.Points("affect-cards");
        Assert.Equal(25, points.Count);
        Assert.Equal("au/7", points[PointIds.Of("au/7").ToString()].Payload["id"].StringValue);
    }

    [Fact]
    public async Task Put_HugeAndTinyNumbers_KeepTheirDirection()
    {
        using var provider = Provider();
        var store = await provider.OpenAsync("cards", 2, Token);

        await store.PutAsync([new("huge", new[] { float.MaxValue, float.MaxValue }), new("tiny", new[] { float.Epsilon, 0 })], Token);

        var matches = await store.NearestAsync(new float[] { 1, 1 }, 2, Token);
        Assert.Equal(["huge", "tiny"], matches.Select(match => match.Id));
        Assert.Equal(1, matches[0].Score, 1e-6);
        Assert.Equal(Math.Sqrt(0.5), matches[1].Score, 1e-6);
    }

    [Fact]
    public void Of_KnownName_IsTheUuidOfTheStandard() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), PointIds.Of(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Fact]
    public void Of_HalfASurrogatePair_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => PointIds.Of("\ud83d"));

    [Fact]
    public void Read_WrongSettings_ListsAllInOneLine()
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["url"] = "nowhere", ["Batch"] = "0", ["TimeoutSeconds"] = "soon", ["Exact"] = "perhaps", ["Prefix"] = "a b", ["ApiKey"] = "secret" };

        var error = Assert.Throws<UserException>(() => QdrantOptions.Read(settings, _ => null));

        Assert.All(["Url", "Batch", "TimeoutSeconds", "Exact", "Prefix", "AFFECT_QDRANT_KEY"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyToAnotherMachineUnencrypted_IsRefusedUnlessAllowed()
    {
        var settings = new Dictionary<string, string> { ["Url"] = "http://db.example:6334" };
        string? Environment(string name) => name == QdrantOptions.KeyVariable ? "secret" : null;

        Assert.Throws<UserException>(() => QdrantOptions.Read(settings, Environment));
        settings["AllowPlainHttp"] = "true";
        Assert.Equal("secret", QdrantOptions.Read(settings, Environment).Key);
    }

    [Theory]
    [InlineData("http://db.example", 6334)]
    [InlineData("https://db.example/", 6334)]
    [InlineData("https://db.example:443", 443)]
    [InlineData("http://127.0.0.1:7000", 7000)]
    public void Read_AddressWithOrWithoutPort_KnowsThePort(string address, int port) =>
        Assert.Equal(port, QdrantOptions.Read(new Dictionary<string, string> { ["Url"] = "http://other" }, name => name == QdrantOptions.UrlVariable ? address : null).Url.Port);

    [Fact]
    public void Add_Backend_RegistersTheProviderOnce()
    {
        var services = new ServiceCollection();
        var backend = new QdrantBackend();
        backend.Add(new AffectAgentBuilder(services), new Dictionary<string, string>());
        backend.Add(new AffectAgentBuilder(services), new Dictionary<string, string>());
        using var provider = services.BuildServiceProvider();

        Assert.Equal("qdrant", Assert.Single(provider.GetServices<IVectorStoreProvider>()).Name);
    }

    private QdrantVectorStoreProvider Provider(QdrantOptions? options = null) => new((options ?? new QdrantOptions()) with { Url = _server.Url });
}
