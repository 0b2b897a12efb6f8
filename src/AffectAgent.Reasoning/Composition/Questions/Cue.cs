namespace AffectAgent.Reasoning;

/// <summary>How a cue was found: how much it counts, and the places of the words it pins.</summary>
/// <param name="Score">What its words count, less a little for the words between.</param>
/// <param name="Places">The places of the words, in order of the cue.</param>
internal readonly record struct CueMatch(double Score, IReadOnlyList<int> Places);

/// <summary>
/// A form of words that a question may take, read from <c>prompts/questions</c>: words in order with a few others between
/// them, or in any order; the file says how one is written.
/// </summary>
internal sealed class Cue
{
    private const int MostBetween = 3;
    private const double Content = 3;
    private const double Between = 0.2;

    private readonly CueWord[] _words;
    private readonly CueWord[] _forbidden;
    private readonly bool _anyOrder;

    /// <summary>Reads a cue as the file writes it.</summary>
    /// <param name="text">The cue.</param>
    /// <param name="words">Gives a word of the cue its meaning: a literal, a beginning, or a group.</param>
    public Cue(string text, Func<string, bool, CueWord> words)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _anyOrder = parts[0] == "&";
        _words = [.. parts.Where(part => part is not "&" && part[0] != '!').SelectMany(part => part.Split('_').Select((word, i) => words(word, i > 0)))];
        _forbidden = [.. parts.Where(part => part[0] == '!').Select(part => words(part[1..], false))];
    }

    /// <summary>The best match, or null.</summary>
    /// <param name="words">The words of the question.</param>
    /// <param name="isBreak">True for a word that a match may not reach over; null where it may reach over all.</param>
    public CueMatch? In(IReadOnlyList<string> words, Func<string, bool>? isBreak = null)
    {
        if (_forbidden.Length > 0 && words.Any(word => _forbidden.Any(no => no.Is(word))))
            return null;
        if (_anyOrder)
            return Scattered(words);
        CueMatch? best = null;
        for (var start = 0; start < words.Count; start++)
        {
            if (_words[0].Is(words[start]) && From(words, start, isBreak) is { } found && (best is null || found.Score > best.Value.Score))
                best = found;
        }

        return best;
    }

    // A later word taken as early as it comes: alternatives within three words differ in little.
    private CueMatch? From(IReadOnlyList<string> words, int start, Func<string, bool>? isBreak)
    {
        var places = new List<int> { start };
        var score = Worth(0, words[start]);
        for (var i = 1; i < _words.Length; i++)
        {
            var last = places[^1];
            var end = Math.Min(words.Count - 1, last + 1 + (_words[i].IsNext ? 0 : MostBetween));
            var place = -1;
            for (var at = last + 1; at <= end && place < 0; at++)
            {
                if (_words[i].Is(words[at]))
                    place = at;
                else if (isBreak?.Invoke(words[at]) == true)
                    return null;
            }

            if (place < 0)
                return null;
            score += Worth(i, words[place]) - (Between * (place - last - 1));
            places.Add(place);
        }

        return new CueMatch(score, places);
    }

    private CueMatch? Scattered(IReadOnlyList<string> words)
    {
        var places = _words.Select(word => Enumerable.Range(0, words.Count).FirstOrDefault(i => word.Is(words[i]), -1)).ToList();
        return places.Contains(-1) || places.Distinct().Count() < places.Count ? null : new CueMatch(places.Select((place, i) => Worth(i, words[place])).Sum(), places);
    }

    private double Worth(int i, string word) => _words[i].IsSmall(word) ? 1 : Content;
}

/// <summary>A word of a cue.</summary>
/// <param name="Is">True for the words that it stands for.</param>
/// <param name="IsSmall">True for those of them that count little.</param>
/// <param name="IsNext">True if it follows the word before it at once.</param>
internal sealed record CueWord(Func<string, bool> Is, Func<string, bool> IsSmall, bool IsNext);
