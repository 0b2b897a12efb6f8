using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>A language model in use, and what results call it.</summary>
/// <param name="Client">Talks to it.</param>
/// <param name="Name">Its address without anything secret, e.g. "openai:http://127.0.0.1:8080/v1#model".</param>
public sealed record LanguageModel(IChatClient Client, string Name) : IDisposable
{
    /// <summary>Is told while it is waited for, or null.</summary>
    public IModelWait? Wait { get; init; }

    /// <summary>Host and port where it has them, else the name of its file, for messages.</summary>
    public string Place
    {
        get
        {
            var target = Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Authority.Length > 0 ? uri.Authority : Path.GetFileName(target.Split('#')[0]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}

/// <summary>Finds the provider for an address such as <c>openai:http://127.0.0.1:8080/v1#model</c>.</summary>
/// <param name="providers">All providers that are registered.</param>
/// <param name="wait">Is told while a model is waited for, or null.</param>
public sealed class ChatModels(IEnumerable<IChatClientProvider> providers, IModelWait? wait = null)
{
    // Schemes that are served by optional backends, to name the backend where it is not installed.
    private static readonly Dictionary<string, string> Backends = new(StringComparer.Ordinal) { ["gguf"] = "llamasharp" };

    private readonly IReadOnlyList<IChatClientProvider> _providers = [.. providers];

    /// <summary>The schemes that are served, by name.</summary>
    public IReadOnlyList<string> Schemes => [.. _providers.Select(provider => provider.Scheme).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Makes a client.</summary>
    /// <param name="address">As the user wrote it.</param>
    /// <exception cref="UserException">It names no model, or nobody serves its scheme.</exception>
    public LanguageModel Create(string address)
    {
        var parsed = ChatModelAddress.Parse(address);
        // The provider registered first wins: backends come before the built-in ones and may replace them.
        if (_providers.FirstOrDefault(provider => provider.Scheme == parsed.Scheme) is { } found)
            return new LanguageModel(found.Create(parsed), Named(parsed)) { Wait = wait };
        var backend = Backends.TryGetValue(parsed.Scheme, out var name) ? $"The backend {name} serves it: affect backends shows how to get it." : $"There are {string.Join(", ", Schemes)}, and gguf with the backend llamasharp.";
        throw new UserException($"No part here serves '{DataMark.Clean(parsed.Scheme)}:'.", backend);
    }

    private static string Named(ChatModelAddress address) => DataMark.Clean($"{address.Scheme}:{address.Target}{(address.Model is null ? "" : "#" + address.Model)}");
}
