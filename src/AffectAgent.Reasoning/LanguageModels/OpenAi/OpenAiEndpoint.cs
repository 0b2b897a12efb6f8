using System.Net;

namespace AffectAgent.Reasoning;

/// <summary>An endpoint of the OpenAI kind that may be called, with the key that belongs to it.</summary>
/// <param name="Base">Its address with a slash at the end, e.g. <c>http://127.0.0.1:8080/v1/</c>.</param>
/// <param name="Key">Sent as a bearer token, or null. Never printed.</param>
internal sealed record OpenAiEndpoint(Uri Base, string? Key)
{
    /// <summary>The variable whose value is sent to the endpoint that was configured.</summary>
    public const string KeyVariable = "AFFECT_LLM_API_KEY";

    /// <summary>The variable whose value is sent to api.openai.com alone.</summary>
    public const string OpenAiKeyVariable = "OPENAI_API_KEY";

    /// <summary>Host and port, for messages.</summary>
    public string Name => Base.Authority;

    /// <summary>Checks an address and finds its key.</summary>
    /// <param name="target">As the user wrote it.</param>
    /// <param name="allowPlainHttp">True if http is allowed to hosts other than this machine.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="UserException">It is no address, holds a password, or would send everything unencrypted to another host.</exception>
    public static OpenAiEndpoint Parse(string target, bool allowPlainHttp, Func<string, string?> variable)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new UserException("The language model's address is no http or https address.", "Write e.g. openai:http://127.0.0.1:8080/v1#model.");
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0)
            throw new UserException("The language model's address holds a user name, a password or a query.", $"Give the key in the environment variable {KeyVariable}.");
        if (uri.Scheme == "http" && !IsThisMachine(uri) && !allowPlainHttp)
            throw new UserException($"http://{uri.Authority} would get words and readings unencrypted.", "Use https, or allow it with the setting LanguageModels:AllowPlainHttp.");
        var key = variable(KeyVariable) ?? (uri.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase) ? variable(OpenAiKeyVariable) : null);
        if (key is not null && key.AsSpan().Trim().ContainsAnyExceptInRange('!', '~'))
            throw new UserException($"The value of {KeyVariable} is no key: it holds spaces or signs that no header may carry.");
        return new OpenAiEndpoint(new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"), string.IsNullOrWhiteSpace(key) ? null : key.Trim());
    }

    /// <summary>True for addresses that do not leave the machine.</summary>
    public static bool IsThisMachine(Uri uri) => uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Without the key: records print all their members otherwise.</summary>
    public override string ToString() => Base.ToString();
}
