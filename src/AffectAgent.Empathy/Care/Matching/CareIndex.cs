namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// Where each word of the vocabulary stands in a message, a bit a word of the message, so that a pattern reads 64 places at once.
/// </summary>
internal sealed class CareIndex
{
    private readonly ulong[]?[] _places;
    private readonly ulong[] _any;
    private readonly ulong[] _afterNone;
    private readonly ulong[] _afterLine;

    /// <summary>Indexes a message's words, given the vocabulary's numbers of each and how many numbers there are.</summary>
    public CareIndex(IReadOnlyList<CareToken> tokens, int[][] numbers, int count)
    {
        var length = tokens.Count / 64 + 2;
        _places = new ulong[]?[count];
        (_any, _afterNone, _afterLine) = (new ulong[length], new ulong[length], new ulong[length]);
        for (var i = 0; i < tokens.Count; i++)
        {
            var bit = 1UL << (i & 63);
            _any[i >> 6] |= bit;
            _afterNone[i >> 6] |= i > 0 && tokens[i - 1].After <= CareBreak.None ? bit : 0;
            _afterLine[i >> 6] |= i > 0 && tokens[i - 1].After <= CareBreak.Line ? bit : 0;
            foreach (var number in numbers[i])
                (_places[number] ??= new ulong[length])[i >> 6] |= bit;
        }
    }

    /// <summary>The 64 places from one on in which a word stands.</summary>
    public ulong Of(int number, int at) => _places[number] is { } places ? Window(places, at) : 0;

    /// <summary>The 64 places from one on that can be read on to, when a match may cross the given break; the first always can.</summary>
    public ulong Open(int at, CareBreak within) => Window(_any, at) & (1 | Window(within == CareBreak.None ? _afterNone : _afterLine, at));

    private static ulong Window(ulong[] bits, int at)
    {
        var (word, shift) = (at >> 6, at & 63);
        return shift == 0 ? bits[word] : (bits[word] >> shift) | (bits[word + 1] << (64 - shift));
    }
}

/// <summary>The words of a message from one place on, at most 64.</summary>
/// <param name="Index">The message.</param>
/// <param name="At">The first word to read.</param>
/// <param name="Open">The places that can be read on to.</param>
internal readonly record struct CareWords(CareIndex Index, int At, ulong Open)
{
    /// <summary>The places after one word, of those given, was read.</summary>
    public ulong Step(ulong places, int number) => (places & Open & Index.Of(number, At)) << 1;

    /// <summary>The places after one word of any kind was read.</summary>
    public ulong StepAny(ulong places) => (places & Open) << 1;
}
