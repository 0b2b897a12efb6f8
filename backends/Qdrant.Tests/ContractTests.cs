using AffectAgent.Knowledge.Contracts;
using AffectAgent.Knowledge.Search;

namespace AffectAgent.Backends.Qdrant.Tests;

/// <summary>A stand-in server with a provider for it.</summary>
internal sealed class StandIn(StandInServer server) : IAsyncDisposable
{
    public QdrantVectorStoreProvider Provider { get; } = new(new QdrantOptions { Url = server.Url });

    public static async ValueTask<StandIn> StartAsync() => new(await StandInServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await server.DisposeAsync();
    }
}

/// <summary>The store passes the contract over the wire, against the stand-in.</summary>
public sealed class StandInStoreTests : VectorStoreContract, IAsyncLifetime
{
    private StandIn? _server;

    public async ValueTask InitializeAsync() => _server = await StandIn.StartAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    protected override async ValueTask<IVectorStore> CreateAsync(int dimensions, CancellationToken cancellationToken) =>
        await _server!.Provider.OpenAsync("contract", dimensions, cancellationToken);
}

/// <summary>The provider passes its contract against the stand-in.</summary>
public sealed class StandInProviderTests : VectorStoreProviderContract, IAsyncLifetime
{
    private StandIn? _server;

    protected override IVectorStoreProvider Provider => _server!.Provider;

    protected override string ExpectedName => "qdrant";

    public async ValueTask InitializeAsync() => _server = await StandIn.StartAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}

/// <summary>The same against the server that AFFECT_QDRANT_URL names.</summary>
public sealed class ServerStoreTests : VectorStoreContract, IAsyncDisposable
{
    private readonly List<string> _made = [];
    private QdrantVectorStoreProvider? _provider;

    public async ValueTask DisposeAsync() => await ServerProviderTests.CleanAsync(_provider, _made);

    protected override async ValueTask<IVectorStore> CreateAsync(int dimensions, CancellationToken cancellationToken)
    {
        _provider ??= ServerProviderTests.OfEnvironment();
        _made.Add($"contract-{Guid.NewGuid():n}");
        return await _provider.OpenAsync(_made[^1], dimensions, cancellationToken);
    }
}

/// <summary>The same against the server that AFFECT_QDRANT_URL names.</summary>
public sealed class ServerProviderTests : VectorStoreProviderContract, IAsyncDisposable
{
    private readonly List<string> _made = [];
    private QdrantVectorStoreProvider? _provider;

    protected override IVectorStoreProvider Provider => _provider ??= OfEnvironment();

    protected override string ExpectedName => "qdrant";

    public async ValueTask DisposeAsync() => await CleanAsync(_provider, _made);

    internal static QdrantVectorStoreProvider OfEnvironment()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(QdrantOptions.UrlVariable) is null or "", $"needs a Qdrant server: set {QdrantOptions.UrlVariable}");
        return new QdrantVectorStoreProvider(QdrantOptions.Read(new Dictionary<string, string> { ["Prefix"] = "affect-test-" }, Environment.GetEnvironmentVariable));
    }

    internal static async ValueTask CleanAsync(QdrantVectorStoreProvider? provider, IEnumerable<string> made)
    {
        foreach (var name in made)
            await (provider?.DeleteAsync(name, CancellationToken.None) ?? Task.CompletedTask);
        provider?.Dispose();
    }

    protected override string NewCollection()
    {
        _made.Add(base.NewCollection());
        return _made[^1];
    }
}
