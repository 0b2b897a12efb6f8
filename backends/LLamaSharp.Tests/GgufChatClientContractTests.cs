using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.LLamaSharp.Tests;

/// <summary>The tiny model has random weights: the form of its answers is what the contract checks.</summary>
public sealed class GgufChatClientContractTests(TinyModel model) : ChatClientContract, IClassFixture<TinyModel>, IDisposable
{
    private GgufChatClientProvider? _provider;

    protected override bool FollowsScript => false;

    protected override int AtOnce => 4;

    protected override ValueTask<IChatClient> CreateAsync(ChatScript script)
    {
        _provider = TinyModel.Provider(parallel: 2);
        return ValueTask.FromResult(_provider.Create(ChatModelAddress.Parse("gguf:" + model.Path)));
    }

    public void Dispose() => _provider?.Dispose();
}
