using System.Runtime.CompilerServices;
using System.Text;
using LLama;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// A chat client over a GGUF file in this process. Tool calls and JSON are held to their form by a grammar, so their form
/// is right whatever the model is worth. Replies carry "affectagent.context" among their additional properties where the
/// conversation had to be shortened. Thread-safe; disposing it lets running requests end.
/// </summary>
internal sealed class GgufChatClient : IChatClient
{
    /// <summary>Names the note of what was left out, among a reply's additional properties.</summary>
    public const string ContextNote = "affectagent.context";
    private const int LeastReply = 16;

    private readonly GgufModels _models;
    private readonly GgufModel _model;
    private int _disposed;

    /// <summary>Creates the client; nothing is loaded yet.</summary>
    public GgufChatClient(GgufModels models, string path)
    {
        _models = models;
        _model = models.Take(path);
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        var turns = PromptWriter.Write(messages, options);
        var form = ReplyGrammar.For(options, _model.Settings.MaxString);
        _model.Enter();
        try
        {
            var weights = await _model.LoadAsync(cancellationToken).ConfigureAwait(false);
            var most = Math.Clamp(options?.MaxOutputTokens ?? _model.Settings.MaxTokens, 1, Math.Max(LeastReply, _model.WindowTokens / 2));
            var (prompt, note) = await Task.Run(() => Prepare(weights, turns, _model.WindowTokens - most), cancellationToken).ConfigureAwait(false);
            var sampling = new Sampling(form.Gbnf, options?.Temperature ?? _model.Settings.Temperature, Seed(options), most);
            var context = await _model.RentAsync(weights, cancellationToken).ConfigureAwait(false);
            try
            {
                var generation = new Generation(weights, context, sampling);
                await foreach (var update in ReplyAsync(generation, prompt, form, options, cancellationToken).ConfigureAwait(false))
                {
                    if (note is not null && update.FinishReason is not null)
                        (update.AdditionalProperties ??= [])[ContextNote] = note;
                    yield return update;
                }
            }
            finally
            {
                _model.Return(context);
            }
        }
        finally
        {
            _model.Leave();
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("llamasharp", null, _model.Name)
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _models.Release(_model);
    }

    private uint Seed(ChatOptions? options) => options?.Seed is { } seed ? unchecked((uint)seed) : _model.Settings.Seed;

    private (LLamaToken[] Prompt, string? Note) Prepare(LLamaWeights weights, IReadOnlyList<Turn> turns, int room)
    {
        var fitted = new ContextFitter(these => _model.Tokenize(weights, these).Length, room).Fit(turns);
        return (_model.Tokenize(weights, fitted.Turns), fitted.Note);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> ReplyAsync(
        Generation generation, LLamaToken[] prompt, ReplyGrammar form, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string reply = Guid.NewGuid().ToString("N"), message = Guid.NewGuid().ToString("N");
        ChatResponseUpdate Update(params IList<AIContent> contents) =>
            new(ChatRole.Assistant, contents) { ResponseId = reply, MessageId = message, ModelId = _model.Name, CreatedAt = null };

        var envelope = form.Envelope ? new EnvelopeReader(form.AnswerIsText) : null;
        var stop = new StopFinder(form.Gbnf is null ? options?.StopSequences : null);
        var told = new WholeCharacters();
        await foreach (var piece in generation.RunAsync(prompt, cancellationToken).ConfigureAwait(false))
        {
            if (told.Add(stop.Add(envelope?.Add(piece) ?? piece)) is { Length: > 0 } text)
                yield return Update(new TextContent(text));
            if (stop.Found)
                break;
        }

        if (told.Add(stop.Rest()) + told.Rest() is { Length: > 0 } rest)
            yield return Update(new TextContent(rest));
        var call = envelope?.Finish();
        if (call is not null)
            yield return Update(new FunctionCallContent(Guid.NewGuid().ToString("N"), call.Tool, call.Arguments));
        var end = Update(new UsageContent(new UsageDetails
        {
            InputTokenCount = prompt.Length,
            OutputTokenCount = generation.Written,
            TotalTokenCount = prompt.Length + generation.Written,
        }));
        end.FinishReason = call is not null ? ChatFinishReason.ToolCalls
            : generation.Ended || stop.Found ? ChatFinishReason.Stop : ChatFinishReason.Length;
        yield return end;
    }

    /// <summary>Keeps the two halves of a character together.</summary>
    private sealed class WholeCharacters
    {
        private readonly StringBuilder _held = new();

        public string Add(string text)
        {
            if (text.Length == 0)
                return "";
            var all = _held.Append(text).ToString();
            _held.Clear();
            if (!char.IsHighSurrogate(all[^1]))
                return all;
            _held.Append(all[^1]);
            return all[..^1];
        }

        public string Rest() => _held.ToString();
    }
}
