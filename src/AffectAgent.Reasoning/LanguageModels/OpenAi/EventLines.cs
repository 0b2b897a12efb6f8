using System.Runtime.CompilerServices;

namespace AffectAgent.Reasoning;

/// <summary>Reads server-sent events: the text after <c>data:</c> of each, within limits of size and time.</summary>
internal static class EventLines
{
    private const int ReadAtOnce = 16_384;

    /// <summary>The data of each event, until the stream ends.</summary>
    /// <param name="stream">The answer's body.</param>
    /// <param name="who">Who answers, for the fault.</param>
    /// <param name="limits">The largest answer, and the longest silence.</param>
    /// <param name="watch">Set again with each event; a comment that only keeps the line open does not count.</param>
    /// <param name="cancellationToken">The token of <paramref name="watch"/>.</param>
    /// <exception cref="LanguageModelException">The answer is too large.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, string who, ChatLimits limits, CallWatch watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[ReadAtOnce];
        var (held, total) = (0, 0L);
        while (true)
        {
            if (held == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var got = await stream.ReadAsync(buffer.AsMemory(held), cancellationToken).ConfigureAwait(false);
            if (got == 0)
                break;
            total += got;
            if (total > limits.MaxAnswerBytes)
                throw TooLarge(who, limits);
            held += got;
            var start = 0;
            while (buffer.AsSpan(start, held - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                if (Data(buffer.AsMemory(start, length)) is { } data)
                {
                    watch.ExpectWithin(limits.StallSeconds);
                    yield return data;
                }

                start += length + 1;
            }

            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
        }

        if (Data(buffer.AsMemory(0, held)) is { } last)
            yield return last;
    }

    /// <summary>Reads a whole body within the limit.</summary>
    /// <exception cref="LanguageModelException">It is too large.</exception>
    public static async Task<byte[]> ReadAllAsync(Stream stream, string who, ChatLimits limits, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[ReadAtOnce];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var got)
        {
            if (whole.Length + got > limits.MaxAnswerBytes)
                throw TooLarge(who, limits);
            whole.Write(buffer, 0, got);
        }

        return whole.ToArray();
    }

    private static LanguageModelException TooLarge(string who, ChatLimits limits) =>
        new(LanguageModelFault.TooLarge, $"{who} sent more than {limits.MaxAnswerBytes / 1_000_000.0:0.###} MB and was cut off.", "A model that does not stop is of no use here: take another one.");

    private static ReadOnlyMemory<byte>? Data(ReadOnlyMemory<byte> line)
    {
        if (line.Length > 0 && line.Span[^1] == '\r')
            line = line[..^1];
        if (!line.Span.StartsWith("data:"u8))
            return null;
        line = line["data:"u8.Length..];
        return line.Length > 0 && line.Span[0] == ' ' ? line[1..] : line;
    }
}
