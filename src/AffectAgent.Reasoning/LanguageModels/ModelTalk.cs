using System.Globalization;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Asks a model of any kind and keeps the limits of size, and those of time where its client keeps none. A client that does
/// tells so by giving its <see cref="ChatLimits"/> as a service: it alone knows when a try begins and what is a pause.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="limits">How long and how large.</param>
/// <param name="clock">Measures times.</param>
internal sealed class ModelTalk(LanguageModel model, ChatLimits limits, TimeProvider clock)
{
    // The notes that quote these faults name the model.
    private const string Who = "It";

    /// <summary>Asks, and waits for the whole answer.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What is asked of the model.</param>
    /// <param name="piece">Told each piece of text as it comes, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="most">How long the caller waits at most, where that is less than the limits give; null for those alone.</param>
    /// <exception cref="LanguageModelException">A limit ran out.</exception>
    public async Task<ChatResponse> AskAsync(IReadOnlyList<ChatMessage> messages, ChatOptions options, Action<string>? piece = null, TimeSpan? most = null, CancellationToken cancellationToken = default)
    {
        using var watch = new CallWatch(limits, clock, cancellationToken, limits.FirstTokenSeconds);
        var watched = model.Client.GetService<ChatLimits>() is null;
        if (watched)
            watch.Begin();
        var first = TimeSpan.FromSeconds(limits.FirstTokenSeconds);
        using var wait = model.Wait?.Begin(model.Place, most < first ? most.Value : first);
        var updates = new List<ChatResponseUpdate>();
        var size = 0L;
        var pieces = model.Client.GetStreamingResponseAsync(messages, options, watch.Token).GetAsyncEnumerator(watch.Token);
        var left = false;
        try
        {
            while (true)
            {
                var next = pieces.MoveNextAsync().AsTask();
                // A client that does not heed the token is left behind; it can't be disposed while it runs.
                left = true;
                var more = await next.WaitAsync(watch.Token).ConfigureAwait(false);
                left = false;
                if (!more)
                    return Whole(updates.ToChatResponse(), options);
                wait?.Dispose();
                if (watched)
                    watch.ExpectWithin(limits.StallSeconds);
                updates.Add(pieces.Current);
                size += Size(pieces.Current);
                if (size > limits.MaxAnswerBytes)
                    throw new LanguageModelException(LanguageModelFault.TooLarge, $"{Who} sent more than {limits.MaxAnswerBytes / 1_000_000.0:0.###} MB and was cut off.");
                if (pieces.Current.Text is { Length: > 0 } text)
                    piece?.Invoke(text);
            }
        }
        catch (OperationCanceledException e) when (watch.Expired)
        {
            throw watch.Fault(Who, e);
        }
        finally
        {
            if (!left)
                await pieces.DisposeAsync().ConfigureAwait(false);
        }
    }

    // An object that was cut off in its middle can't be told from a wrong one later.
    private static ChatResponse Whole(ChatResponse response, ChatOptions options)
    {
        if (response.FinishReason != ChatFinishReason.Length || options.ResponseFormat is not ChatResponseFormatJson || WrittenAnswer.Read(response.Text) is not null)
            return response;
        var (most, used) = (options.MaxOutputTokens, response.Usage?.OutputTokenCount);
        var at = (used ?? most) is { } tokens ? string.Create(CultureInfo.InvariantCulture, $" after {tokens} tokens") : "";
        throw new LanguageModelException(
            LanguageModelFault.CutOff,
            $"{Who} was cut off{at}, before its answer was whole.",
            used < most
                ? "Its context is full: start it with a larger one, or switch its thinking off."
                : "Raise LanguageModels:Reasoner:MostTokens, or switch its thinking off (docs/language-models.md).");
    }

    private static long Size(ChatResponseUpdate update) => update.Contents.Sum(content => content switch
    {
        TextContent text => text.Text.Length,
        TextReasoningContent thought => thought.Text.Length,
        FunctionCallContent call => call.Name.Length + (call.Arguments?.Sum(argument => argument.Key.Length + (argument.Value?.ToString()?.Length ?? 0)) ?? 0),
        _ => 16L,
    });
}
