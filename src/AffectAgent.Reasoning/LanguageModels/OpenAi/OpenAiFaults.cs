using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>Says in one line what an endpoint's refusal means and what to do.</summary>
/// <param name="endpoint">Who refused.</param>
internal sealed class OpenAiFaults(OpenAiEndpoint endpoint)
{
    private const int MostQuoted = 200;
    private static readonly string[] FormWords = ["response_format", "json_schema", "json_object", "grammar", "schema"];
    private static readonly string[] ToolWords = ["tool", "function"];
    private static readonly string[] LengthWords = ["exceed", "too long", "maximum context", "too large"];

    /// <summary>Takes the key out of what the endpoint says.</summary>
    public KeyMask Mask { get; } = new(endpoint.Key);

    /// <summary>How messages name the endpoint.</summary>
    public string Who { get; } = $"The language model at {endpoint.Name}";

    /// <summary>The fault of a status that is no success.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body, as far as it was read.</param>
    public LanguageModelException Of(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var (message, kind, detail) = Read(body);
        var code = (int)status;
        var said = message.Length == 0 ? $"HTTP {code}" : $"HTTP {code}, “{message}”";
        if (IsTooLong(message, kind) || code == 413)
            return new(LanguageModelFault.TooLong, $"{Who} has too small a context for what it was sent{detail}.", "Start it with a larger context (llama-server -c 16384).");
        if (kind is "model_not_found" || (code == 404 && message.Replace("/models", "", StringComparison.OrdinalIgnoreCase).Contains("model", StringComparison.OrdinalIgnoreCase)))
            return new(LanguageModelFault.NoModel, $"{Who} does not have the model ({said}).");
        return code switch
        {
            401 or 403 => new(LanguageModelFault.Unauthorized, $"{Who} refused the key ({said}).", $"Put the right key into the environment variable {OpenAiEndpoint.KeyVariable}."),
            404 or 405 => new(LanguageModelFault.Failed, $"{endpoint.Base} is no OpenAI-compatible API ({said}).", Versioned),
            429 when kind is "insufficient_quota" => new(LanguageModelFault.QuotaSpent, $"{Who} says that the quota is used up ({said})."),
            429 or 503 or 529 => new(LanguageModelFault.Overloaded, $"{Who} is full or not ready ({said}).", "Try again later."),
            >= 300 and < 400 => new(LanguageModelFault.Failed, $"{Who} sends elsewhere ({said}), and its word is not followed.", "Give the address that it sends to."),
            _ => new(LanguageModelFault.Failed, $"{Who} failed ({said})."),
        };
    }

    // Most such APIs lie under /v1, and the address without it is the commonest slip.
    private string Versioned => endpoint.Base.AbsolutePath.Contains("/v1", StringComparison.Ordinal) ? "Check its address." : $"Perhaps it is openai:{endpoint.Base}v1";

    /// <summary>The fault that a stream may carry instead of a piece of the answer; null if it carries none.</summary>
    public LanguageModelException? In(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null)
            return null;
        var code = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var n) ? n : 500;
        return Of((HttpStatusCode)code, JsonSerializer.SerializeToUtf8Bytes(root));
    }

    /// <summary>The fault of a connection that failed.</summary>
    public LanguageModelException Of(HttpRequestException error) => error.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new(LanguageModelFault.Refused, $"Nothing listens at {endpoint.Name}: is the language model's server running?", null, error),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new(LanguageModelFault.Refused, $"There is no host {endpoint.Base.Host}.", "Check the language model's address.", error),
        _ => new(LanguageModelFault.Refused, $"The connection to the language model at {endpoint.Name} failed ({error.HttpRequestError}).", null, error),
    };

    /// <summary>The fault of a connection that did not stand in time: .NET tells of it by a cancellation that nobody asked for.</summary>
    public LanguageModelException NotConnected(double seconds, Exception error) => new(
        LanguageModelFault.Refused, $"The language model at {endpoint.Name} could not be reached within {seconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)} s.",
        "Check its address and whether its server runs.", error);

    /// <summary>The fault of a stream that broke.</summary>
    public LanguageModelException Broken(string where, Exception? error) => new(LanguageModelFault.Failed, $"{Who} broke off {where}.", null, error);

    /// <summary>The fault of an answer in another form.</summary>
    public LanguageModelException Invalid(string why, Exception? error = null) =>
        new(LanguageModelFault.Invalid, $"{Who} did not answer as an OpenAI-compatible API: {Plain(why)}.", null, error);

    /// <summary>True if the body says that this form of answer is what it can't do, and not that a tool's schema is wrong.</summary>
    public bool IsAboutForm(ReadOnlySpan<byte> body)
    {
        var message = Read(body).Message;
        return Holds(message, FormWords) && (message.Contains("response_format", StringComparison.OrdinalIgnoreCase) || !Holds(message, ToolWords));
    }

    private static bool IsTooLong(string message, string? kind) =>
        kind is "exceed_context_size_error" or "context_length_exceeded"
        || (message.Contains("context", StringComparison.OrdinalIgnoreCase)
            && Holds(message, LengthWords));

    private static bool Holds(string message, string[] words) => Array.Exists(words, word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private (string Message, string? Kind, string Detail) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out var error))
                return (Plain(OpenAiAnswer.Text(root, "message") ?? OpenAiAnswer.Text(root, "detail") ?? ""), null, "");
            if (error.ValueKind == JsonValueKind.String)
                return (Plain(error.GetString() ?? ""), null, "");
            var kind = OpenAiAnswer.Text(error, "code") ?? OpenAiAnswer.Text(error, "type");
            var detail = Number(error, "n_prompt_tokens") is { } sent && Number(error, "n_ctx") is { } room ? $" ({sent} tokens, room for {room})" : "";
            return (Plain(OpenAiAnswer.Text(error, "message") ?? ""), kind, detail);
        }
        catch (JsonException)
        {
            return ("", null, "");
        }
    }

    private static long? Number(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var n) ? n : null;

    // What an endpoint says is shown, but as one short line of plain signs, and without the key that it may quote.
    private string Plain(string text)
    {
        var plain = Mask.Apply(DataMark.Clean(text)).ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return plain.Length > MostQuoted ? plain[..MostQuoted] + "…" : plain;
    }
}
