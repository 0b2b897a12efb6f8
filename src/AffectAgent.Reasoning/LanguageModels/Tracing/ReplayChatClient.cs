using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Answers from a trace, without a model: each request is found by its SHA-256. A request that the trace does not hold is a
/// fault that says where it differs. Thread-safe.
/// </summary>
public sealed class ReplayChatClient : IChatClient
{
    private const long MostBytes = 200_000_000;

    private readonly Dictionary<string, TraceRecord> _byHash = new(StringComparer.Ordinal);
    private readonly List<TraceRecord> _all = [];
    private readonly string _file;

    /// <summary>Reads a trace.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">It can't be read, or is no trace.</exception>
    public ReplayChatClient(string path)
    {
        _file = Path.GetFileName(path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
                throw new UserException($"'{_file}' is too large for a trace.");
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (line.Length > 0)
                    Take(line, number);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The trace '{_file}' can't be read.", "Check its path.", e);
        }

        if (_all.Count == 0)
            throw new UserException($"The trace '{_file}' holds no calls.");
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = TracedRequest.Of(messages, options);
        if (request.Messages.Count == 0)
            throw new ArgumentException("A conversation needs a message.", nameof(messages));
        if (!_byHash.TryGetValue(request.Hash(), out var record))
            throw new LanguageModelException(LanguageModelFault.Invalid, $"The trace '{_file}' holds no answer to this request: {Difference(request)}.", "Input, settings and prompts must be those of the recording.");
        return record.Answer is { } answer
            ? Task.FromResult(answer.ToResponse())
            : throw new LanguageModelException(LanguageModelFault.Failed, $"In the trace '{_file}' this request failed: {record.Error}");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType?.IsInstanceOfType(this) is true && serviceKey is null ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Take(string line, int number)
    {
        TraceRecord? record;
        try
        {
            record = JsonSerializer.Deserialize(line, TraceForm.Line.TraceRecord);
        }
        catch (JsonException e)
        {
            throw new UserException($"Line {number} of the trace '{_file}' is no JSON of a trace.", "Record it again with --trace.", e);
        }

        if (record?.Schema != TraceRecord.SchemaId || record.Request is null)
            throw new UserException($"Line {number} of '{_file}' is no record of {TraceRecord.SchemaId}.", "Record it again with --trace.");
        if (record.Answer is not null && TraceRecord.HashOf(record.Answer) != record.AnswerSha256)
            throw new UserException($"The answer in line {number} of the trace '{_file}' has been changed: its hash does not fit.", "Record it again with --trace.");
        _all.Add(record);
        // What the request is now decides, not what the line says of it. A later success replaces a failure.
        var hash = record.Request.Hash();
        if (!_byHash.TryGetValue(hash, out var first) || first.Answer is null)
            _byHash[hash] = record;
    }

    // Where it first departs from the recorded request that it has most in common with.
    private string Difference(TracedRequest request)
    {
        var texts = Texts(request);
        var (same, near) = _all.Select(record => (Same: texts.Zip(Texts(record.Request)).TakeWhile(pair => pair.First == pair.Second).Count(), Near: record)).MaxBy(pair => pair.Same);
        var role = same < request.Messages.Count ? request.Messages[same].Role : "end";
        return same < texts.Count || texts.Count != near.Request.Messages.Count
            ? $"its message {same + 1} ({role}) differs from that of the nearest recorded call, number {near.Number}"
            : $"its options differ from those of the recorded call number {near.Number}";
    }

    private static List<string> Texts(TracedRequest request) =>
        [.. request.Messages.Select(message => DataMark.WithoutNumbers(JsonSerializer.Serialize(message, TraceForm.Line.TracedMessage)))];
}

/// <summary>Serves <c>replay:FILE</c>: answers from a trace.</summary>
public sealed class ReplayProvider : IChatClientProvider
{
    /// <inheritdoc/>
    public string Scheme => Name;

    private const string Name = "replay";

    /// <summary>The file that a language model's address answers from; null where it is no address of a replay.</summary>
    /// <param name="address">As the user wrote it, or null.</param>
    public static string? FileOf(string? address) =>
        address is not null && address.TrimStart().StartsWith(Name + ":", StringComparison.OrdinalIgnoreCase) ? ChatModelAddress.Parse(address).Target : null;

    /// <inheritdoc/>
    public IChatClient Create(ChatModelAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new ReplayChatClient(address.Target);
    }
}
