using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>Serves <c>openai:http://127.0.0.1:8080/v1#model</c>: any endpoint that speaks OpenAI's chat completions.</summary>
/// <param name="options">Limits, and whether plain http may leave the machine.</param>
/// <param name="clock">Measures times and pauses; null for the system's.</param>
public sealed class OpenAiProvider(LanguageModelOptions options, TimeProvider? clock = null) : IChatClientProvider
{
    /// <inheritdoc/>
    public string Scheme => "openai";

    /// <inheritdoc/>
    /// <remarks>
    /// The key is the value of <c>AFFECT_LLM_API_KEY</c>; for api.openai.com, where that is not set, of <c>OPENAI_API_KEY</c>.
    /// </remarks>
    public IChatClient Create(ChatModelAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var endpoint = OpenAiEndpoint.Parse(address.Target, options.AllowPlainHttp, Environment.GetEnvironmentVariable);
        return new OpenAiChatClient(endpoint, address.Model, options.Limits, clock);
    }
}
