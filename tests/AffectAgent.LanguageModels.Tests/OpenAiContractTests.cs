using AffectAgent.Contracts;
using AffectAgent.StubModel;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>The client of OpenAI-compatible endpoints against the stub server.</summary>
public sealed class OpenAiContractTests : ChatClientContract, IAsyncDisposable
{
    private readonly List<StubServer> _servers = [];

    protected override ValueTask<IChatClient> CreateAsync(ChatScript script)
    {
        var server = Stubs.Server(script);
        _servers.Add(server);
        return ValueTask.FromResult<IChatClient>(Stubs.Client(server));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
