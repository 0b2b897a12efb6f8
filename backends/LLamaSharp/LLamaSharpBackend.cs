using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>Language models in this process: GGUF files, addressed as <c>gguf:/models/small.gguf</c>.</summary>
public sealed class LLamaSharpBackend : IAffectBackend
{
    /// <inheritdoc/>
    public string Name => "llamasharp";

    /// <inheritdoc/>
    public string Purpose => "Runs a language model from a GGUF file in this process.";

    /// <inheritdoc/>
    public void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var read = GgufSettings.Read(settings);
        agent.Services.AddSingleton<IChatClientProvider>(_ => new GgufChatClientProvider(read));
    }
}

/// <summary>Makes clients for GGUF files; they share models. Disposing it ends the models that nobody uses.</summary>
internal sealed class GgufChatClientProvider(GgufSettings settings) : IChatClientProvider, IDisposable
{
    private readonly GgufModels _models = new(settings);

    /// <inheritdoc/>
    public string Scheme => "gguf";

    /// <inheritdoc/>
    public IChatClient Create(ChatModelAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        // The head is cheap to read: what is wrong with the file is said before anything is measured.
        GgufFile.Read(address.Target);
        return new GgufChatClient(_models, address.Target);
    }

    /// <inheritdoc/>
    public void Dispose() => _models.Dispose();
}
