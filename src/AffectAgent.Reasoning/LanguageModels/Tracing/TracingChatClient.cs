using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Records every call of a model as a line of JSON: what was asked, what came, how long it took. Keys are never part of it;
/// words of the input are, as far as they are sent to the model. Thread-safe.
/// </summary>
public sealed class TracingChatClient : DelegatingChatClient
{
    private readonly TraceFile _file;
    private readonly KeyMask? _mask;
    private readonly string _model;
    private readonly TimeProvider _clock;
    private int _number;

    /// <summary>Begins a trace. It takes its name when the client is disposed, and replaces an older trace then, but no other file.</summary>
    /// <param name="inner">The model's client.</param>
    /// <param name="model">The model's address.</param>
    /// <param name="path">The file.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="UserException">The file can't be written, or is there already and no trace.</exception>
    public TracingChatClient(IChatClient inner, string model, string path, TimeProvider clock)
        : base(inner)
    {
        (_model, _clock) = (model, clock);
        _mask = inner.GetService<KeyMask>();
        _file = new TraceFile(path);
    }

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Begin(ref messages, options);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            Write(call, response, null);
            return response;
        }
        catch (Exception e)
        {
            Write(call, null, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = Begin(ref messages, options);
        var (seen, told) = (new List<ChatResponseUpdate>(), false);
        var pieces = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await NextAsync(pieces, e => told = Write(call, null, e)).ConfigureAwait(false))
            {
                seen.Add(pieces.Current);
                yield return pieces.Current;
            }

            told = Write(call, seen.ToChatResponse(), null);
        }
        finally
        {
            // A reader who left before the end: the limits cut the answer off.
            if (!told)
                Write(call, null, new OperationCanceledException());
            await pieces.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            base.Dispose(disposing);
            _file.Dispose();
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> pieces, Action<Exception> failed)
    {
        try
        {
            return await pieces.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failed(e);
            throw;
        }
    }

    private Call Begin(ref IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var all = messages.ToList();
        messages = all;
        return new Call(Interlocked.Increment(ref _number), _clock.GetUtcNow(), _clock.GetTimestamp(), TracedRequest.Of(all, options));
    }

    private bool Write(Call call, ChatResponse? response, Exception? error)
    {
        var answer = response is null ? null : TracedAnswer.Of(response);
        var why = error is null ? null : error is UserException ? error.Message : error.GetType().Name;
        var record = new TraceRecord(
            TraceRecord.SchemaId, call.Number, call.At, _model, Math.Round(_clock.GetElapsedTime(call.Start).TotalSeconds, 3), call.Request.Hash(), call.Request,
            answer is null ? null : TraceRecord.HashOf(answer), answer, why);
        _file.Add(Line(record));
        return true;
    }

    // A key that the endpoint quotes is taken out, and the hashes are then those of what is left.
    private string Line(TraceRecord record)
    {
        var line = JsonSerializer.Serialize(record, TraceForm.Line.TraceRecord);
        if (_mask is null || _mask.ApplyToJson(line) is var masked && masked == line)
            return line;
        var clean = JsonSerializer.Deserialize(masked, TraceForm.Line.TraceRecord)!;
        return JsonSerializer.Serialize(
            clean with { RequestSha256 = clean.Request.Hash(), AnswerSha256 = clean.Answer is null ? null : TraceRecord.HashOf(clean.Answer) }, TraceForm.Line.TraceRecord);
    }

    private sealed record Call(int Number, DateTimeOffset At, long Start, TracedRequest Request);
}
