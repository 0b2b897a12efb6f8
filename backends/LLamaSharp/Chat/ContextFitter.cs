using System.Globalization;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>Turns that fit the model's context, and what it took.</summary>
/// <param name="Turns">What is sent.</param>
/// <param name="Dropped">Older turns that were left out.</param>
/// <param name="Cut">Characters that were cut out of the rest.</param>
internal sealed record FittedTurns(IReadOnlyList<Turn> Turns, int Dropped, int Cut)
{
    /// <summary>One sentence about what was left out; null where nothing was.</summary>
    public string? Note => Dropped == 0 && Cut == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"To fit the model's context, {Dropped} older turn{(Dropped == 1 ? "" : "s")} and {Cut} characters were left out.");
}

/// <summary>
/// Makes a conversation fit: the oldest turns go first (a call with its results), then the longest text that is left is cut
/// in its middle, where a note says so. The system turn, the last question and the last group of turns always stay.
/// </summary>
/// <param name="count">The tokens of turns, with all that the template adds.</param>
/// <param name="limit">Most tokens.</param>
internal sealed class ContextFitter(Func<IReadOnlyList<Turn>, int> count, int limit)
{
    /// <summary>A turn is cut to no fewer characters than this.</summary>
    public const int LeastCharacters = 200;
    private const int MostCuts = 40;

    /// <summary>Fits the turns.</summary>
    /// <exception cref="UserException">They can't be made to fit; the message gives the sizes.</exception>
    public FittedTurns Fit(IReadOnlyList<Turn> turns)
    {
        var left = turns.ToList();
        var tokens = count(left);
        while (tokens > limit && Oldest(left) is { } group)
        {
            left.RemoveAll(turn => turn.Role != Roles.System && turn.Group == group);
            tokens = count(left);
        }

        var dropped = turns.Count - left.Count;
        var cut = 0;
        for (var i = 0; i < MostCuts && tokens > limit; i++)
        {
            var removed = CutLongest(left, tokens);
            if (removed == 0)
                break;
            cut += removed;
            tokens = count(left);
        }

        return tokens <= limit ? new FittedTurns(left, dropped, cut) : throw new UserException(
            string.Create(CultureInfo.InvariantCulture, $"The request takes {tokens} tokens at its shortest, and the language model has room for {limit} beside its reply."),
            "Raise the setting 'context', lower 'max-tokens', or ask with fewer tools.");
    }

    private static int? Oldest(List<Turn> turns)
    {
        var asked = turns.FindLast(turn => turn.Asked)?.Group;
        var last = turns[^1].Group;
        return turns.Find(turn => turn.Role != Roles.System && turn.Group != asked && turn.Group != last)?.Group;
    }

    private int CutLongest(List<Turn> turns, int tokens)
    {
        var at = -1;
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i].Role != Roles.System && (at < 0 || turns[i].Content.Length > turns[at].Content.Length))
                at = i;
        }

        if (at < 0 || turns[at].Content.Length <= LeastCharacters)
            return 0;
        var text = turns[at].Content;
        var all = turns.Sum(turn => turn.Content.Length);
        // As much as the excess is of the whole, and a little more, because some characters make more tokens than others.
        var excess = (int)Math.Ceiling((double)(tokens - limit) / tokens * all * 1.1) + 80;
        var keep = Math.Max(LeastCharacters, text.Length - excess);
        turns[at] = turns[at] with { Content = Shortened(text, keep) };
        return text.Length - keep;
    }

    private static string Shortened(string text, int keep)
    {
        int head = keep * 2 / 3, tail = keep - head;
        // Never through the middle of a character.
        if (char.IsHighSurrogate(text[head - 1]))
            head--;
        if (char.IsLowSurrogate(text[^tail]))
            tail--;
        var note = Prompts.Shortened.Replace("{count}", (text.Length - head - tail).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return $"{text[..head]}\n{note}\n{text[^tail..]}";
    }
}
