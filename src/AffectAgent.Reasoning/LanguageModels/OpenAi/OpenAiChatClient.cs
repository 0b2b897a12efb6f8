using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// A chat client for endpoints that speak OpenAI's chat completions: llama-server, vLLM, Ollama, LM Studio, OpenAI and
/// others. Streams, calls tools, holds answers to a JSON schema where the endpoint can, tries again where that may help,
/// and keeps limits of time and size. Thread-safe.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    private readonly HttpClient _http;
    private readonly OpenAiCall _call;
    private readonly OpenAiModels _models;
    private readonly OpenAiEndpoint _endpoint;
    private readonly ChatLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ChatClientMetadata _metadata;
    private volatile int _form;

    /// <summary>Creates the client; nothing is sent yet.</summary>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="model">Which model, or null for the only one that the endpoint has.</param>
    /// <param name="limits">How long, how large, how often.</param>
    /// <param name="clock">Measures times and pauses; null for the system's.</param>
    /// <param name="jitter">A number from 0 to 1 that shakes a pause; null for a random one.</param>
    /// <param name="handler">Carries requests; null for one of its own.</param>
    public OpenAiChatClient(OpenAiEndpoint endpoint, string? model, ChatLimits limits, TimeProvider? clock = null, Func<double>? jitter = null, HttpMessageHandler? handler = null)
    {
        _endpoint = endpoint;
        _limits = limits;
        _clock = clock ?? TimeProvider.System;
        _http = new HttpClient(handler ?? Handler(endpoint, limits)) { Timeout = Timeout.InfiniteTimeSpan };
        _call = new OpenAiCall(_http, endpoint, limits, _clock, jitter ?? Random.Shared.NextDouble);
        _models = new OpenAiModels(_call, model);
        _metadata = new ChatClientMetadata("openai", endpoint.Base, model);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var talk = Checked(messages);
        using var watch = new CallWatch(_limits, _clock, cancellationToken);
        return await GuardAsync(watch, async () =>
        {
            using var response = await SendAsync(talk, options, stream: false, watch).ConfigureAwait(false);
            return await WholeAsync(response, watch).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var talk = Checked(messages);
        using var watch = new CallWatch(_limits, _clock, cancellationToken, _limits.FirstTokenSeconds);
        using var response = await GuardAsync(watch, () => SendAsync(talk, options, stream: true, watch)).ConfigureAwait(false);
        if (!IsEventStream(response.Content.Headers.ContentType))
        {
            // Some servers answer at once although pieces were asked for.
            foreach (var update in (await GuardAsync(watch, () => WholeAsync(response, watch)).ConfigureAwait(false)).ToChatResponseUpdates())
                yield return update;
            yield break;
        }

        var pieces = new OpenAiPieces(_call.Faults);
        var stream = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        var events = EventLines.ReadAsync(stream, _call.Faults.Who, _limits, watch, watch.Token).GetAsyncEnumerator(watch.Token);
        await using (events.ConfigureAwait(false))
        {
            while (!pieces.Done && await GuardAsync(watch, () => events.MoveNextAsync().AsTask()).ConfigureAwait(false))
            {
                foreach (var update in pieces.Take(events.Current))
                    yield return update;
            }
        }

        foreach (var update in pieces.End())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(KeyMask) ? _call.Faults.Mask
            : serviceType == typeof(ChatLimits) ? _limits
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Tells the endpoint's inability once, and remembers it: the next form down is asked for from then on.
    private async Task<HttpResponseMessage> SendAsync(List<ChatMessage> messages, ChatOptions? options, bool stream, CallWatch watch)
    {
        var model = options?.ModelId ?? await _models.DefaultAsync(watch).ConfigureAwait(false);
        while (true)
        {
            var form = (AnswerForm)_form;
            try
            {
                var formed = options?.ResponseFormat is ChatResponseFormatJson && form < AnswerForm.Words;
                return await _call.SendAsync("chat/completions", OpenAiBody.Write(messages, options, model, form, stream), watch, formed).ConfigureAwait(false);
            }
            catch (FormRefusedException)
            {
                _form = (int)form + 1;
            }
            catch (LanguageModelException e) when (e.Fault == LanguageModelFault.NoModel)
            {
                throw await _models.ExplainAsync(e, model, watch).ConfigureAwait(false);
            }
        }
    }

    private async Task<ChatResponse> WholeAsync(HttpResponseMessage response, CallWatch watch)
    {
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is { } media && !media.Contains("json", StringComparison.OrdinalIgnoreCase))
            throw _call.Faults.Invalid($"it sent {media}");
        var stream = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        var body = await EventLines.ReadAllAsync(stream, _call.Faults.Who, _limits, watch.Token).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(body);
            return _call.Faults.In(document.RootElement) is { } fault ? throw fault : OpenAiAnswer.Whole(document.RootElement);
        }
        catch (JsonException e)
        {
            throw _call.Faults.Invalid("its answer is broken JSON or holds no message", e);
        }
    }

    private async Task<T> GuardAsync<T>(CallWatch watch, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (watch.Expired)
        {
            throw watch.Fault(_call.Faults.Who, e);
        }
        catch (OperationCanceledException e) when (!watch.Token.IsCancellationRequested)
        {
            throw _call.Faults.Broken("in the middle of its answer", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw watch.Expired ? watch.Fault(_call.Faults.Who, e) : _call.Faults.Broken("in the middle of its answer", e);
        }
    }

    private static List<ChatMessage> Checked(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var talk = messages.ToList();
        return talk.Count > 0 ? talk : throw new ArgumentException("A conversation needs a message.", nameof(messages));
    }

    private static bool IsEventStream(MediaTypeHeaderValue? type) => type?.MediaType?.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) is true;

    // No redirects: they could carry the key and the words to another host. No proxy for this machine's own addresses.
    private static SocketsHttpHandler Handler(OpenAiEndpoint endpoint, ChatLimits limits) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !OpenAiEndpoint.IsThisMachine(endpoint.Base),
        ConnectTimeout = TimeSpan.FromSeconds(limits.ConnectSeconds),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
