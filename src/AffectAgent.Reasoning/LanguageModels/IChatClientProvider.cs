using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>Where a language model is: <c>openai:http://127.0.0.1:8080/v1#model</c>, <c>gguf:/models/small.gguf</c>.</summary>
/// <param name="Scheme">Which provider makes the client: "openai", "gguf".</param>
/// <param name="Target">What the provider takes: an endpoint's address, a file's path.</param>
/// <param name="Model">The model's name at the target, after <c>#</c>; null for its own default.</param>
public sealed record ChatModelAddress(string Scheme, string Target, string? Model)
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <exception cref="UserException">It has no scheme or no target.</exception>
    public static ChatModelAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var hash = text.LastIndexOf('#');
        var target = colon < 1 ? "" : (hash > colon ? text[(colon + 1)..hash] : text[(colon + 1)..]).Trim();
        if (target.Length == 0)
            throw new UserException($"'{text}' names no language model.", "Write e.g. openai:http://127.0.0.1:8080/v1#model or gguf:/models/small.gguf.");
        var model = hash > colon ? text[(hash + 1)..].Trim() : "";
        return new ChatModelAddress(text[..colon].Trim().ToLowerInvariant(), target, model.Length == 0 ? null : model);
    }
}

/// <summary>Makes chat clients for addresses of one scheme.</summary>
public interface IChatClientProvider
{
    /// <summary>The scheme that it serves, lower case.</summary>
    string Scheme { get; }

    /// <summary>Makes a client. It may load a model or do nothing yet; faults of the endpoint show at the first call.</summary>
    /// <param name="address">Where the model is.</param>
    /// <exception cref="UserException">The target is none that can be used.</exception>
    IChatClient Create(ChatModelAddress address);
}
