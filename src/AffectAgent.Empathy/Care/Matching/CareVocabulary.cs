namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// The words that patterns name, by number. A message's word is met exactly, by a prefix (suicid*), with repeats undone (diiiie), or,
/// where it is no word of any pattern, with one slip of the keyboard: two letters swapped from four letters on, one letter wrong,
/// missing or too many from six on, the first letter always right. Stars hide letters (k*ll). # stands for any number.
/// </summary>
internal sealed class CareVocabulary
{
    private const int ShortestPrefix = 3, ShortestSwap = 4, ShortestSlip = 6, ShortestTail = 2, MostMeanings = 6;

    private const string Digits = "#";

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _squeezed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _slips = new(StringComparer.Ordinal);
    private readonly Dictionary<(char First, int Length), List<string>> _byShape = [];
    private readonly Dictionary<string, string[]> _typos = new(StringComparer.Ordinal);
    private readonly HashSet<string> _slipping = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many words and prefixes there are.</summary>
    public int Count => _count;

    /// <summary>The number of a word of a pattern; one that ends in * stands for all that begin so.</summary>
    /// <param name="word">The word, plain.</param>
    /// <param name="slips">Whether a misspelt word may stand for it.</param>
    public int Add(string word, bool slips = true)
    {
        if (word.EndsWith('*'))
            return _prefixes.TryGetValue(word[..^1], out var prefix) ? prefix : _prefixes[word[..^1]] = _count++;
        if (!_words.TryGetValue(word, out var number))
        {
            _words[word] = number = _count++;
            Append(_squeezed, PlainText.Squeeze(word, 1), number);
            Append(_byShape, (word[0], word.Length), word);
        }
        if (slips && word.Length >= ShortestSwap && _slipping.Add(word))
        {
            foreach (var shorter in Deletions(word).Append(word))
                Append(_slips, shorter, word);
        }
        return number;
    }

    /// <summary>A misspelling that no rule finds (dei for die), and what it stands for.</summary>
    public void AddTypo(string typo, string meant) => _typos[typo] = [.. _typos.GetValueOrDefault(typo, []), meant];

    /// <summary>A word that is itself and no slip of another (amusing, not abusing).</summary>
    public void AddKnown(string word) => _known.Add(word);

    /// <summary>True for a word of a pattern, or one that a prefix names that is longer than the given number of letters.</summary>
    public bool IsWord(string form, int longerThan)
    {
        if (_words.ContainsKey(form))
            return true;
        for (var length = Math.Max(ShortestPrefix, longerThan + 1); length <= form.Length; length++)
        {
            if (_prefixes.ContainsKey(form[..length]))
                return true;
        }
        return false;
    }

    /// <summary>True for a word of a pattern, or of a language, whatever it means.</summary>
    public bool IsKnown(string form) => _known.Contains(form) || _typos.ContainsKey(form) || IsWord(form, 0);

    /// <summary>
    /// The numbers that a message's word may be; empty for words that no pattern names. Where an apostrophe joins two words (d'en, qu'elle),
    /// it is the second of them too.
    /// </summary>
    /// <param name="form">The word, plain.</param>
    /// <param name="tail">What of it stands after the apostrophe, or nothing.</param>
    /// <param name="isName">True for a name, which is no slip of another word.</param>
    public int[] Read(string form, string tail, bool isName)
        => tail.Length < ShortestTail ? Read(form, isName) : [.. Read(form, isName).Concat(Read(tail, isName)).Distinct().Take(MostMeanings)];

    /// <summary>The numbers that a message's word may be; empty for words that no pattern names.</summary>
    /// <param name="form">The word, plain.</param>
    /// <param name="isName">True for a name, which is no slip of another word.</param>
    public int[] Read(string form, bool isName = false)
    {
        var found = new List<int>(2);
        Exact(form, found);
        foreach (var meant in _typos.GetValueOrDefault(form, []))
            Exact(meant, found);
        if (form.Contains('*', StringComparison.Ordinal))
            Masked(form, found);
        var squeezed = PlainText.Squeeze(form, 2);
        if (squeezed.Length < form.Length)
            found.AddRange(_squeezed.GetValueOrDefault(PlainText.Squeeze(form, 1), []));
        if (found.Count == 0 && Umlauts(form) is { } shorter)
            Exact(shorter, found);
        if (found.Count == 0 && !isName && !_known.Contains(form))
            Slips(form, found);
        return [.. found.Distinct().Take(MostMeanings)];
    }

    private void Exact(string form, List<int> found)
    {
        if (_words.TryGetValue(form, out var number))
            found.Add(number);
        if (form.All(char.IsAsciiDigit) && _words.TryGetValue(Digits, out var digits))
            found.Add(digits);
        for (var length = ShortestPrefix; length <= form.Length; length++)
        {
            if (_prefixes.TryGetValue(form[..length], out var prefix))
                found.Add(prefix);
        }
    }

    // Stars that mark (ki**ll) are left out, stars that hide (k*ll) stand for a letter each.
    private void Masked(string form, List<int> found)
    {
        Exact(form.Replace("*", "", StringComparison.Ordinal), found);
        if (form[0] == '*' || form.Count(letter => letter == '*') * 2 > form.Length)
            return;
        foreach (var word in _byShape.GetValueOrDefault((form[0], form.Length), []))
        {
            if (IsUnder(form, word))
                found.Add(_words[word]);
        }
        foreach (var (prefix, number) in _prefixes)
        {
            if (prefix.Length <= form.Length && prefix[0] == form[0] && IsUnder(form, prefix))
                found.Add(number);
        }
    }

    private static bool IsUnder(string masked, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (masked[i] != '*' && masked[i] != word[i])
                return false;
        }
        return true;
    }

    private void Slips(string form, List<int> found)
    {
        if (form.Length < ShortestSwap || !char.IsAsciiLetter(form[0]))
            return;
        foreach (var shorter in Deletions(form).Append(form))
        {
            foreach (var word in _slips.GetValueOrDefault(shorter, []))
            {
                if (word[0] == form[0] && IsSlip(word, form))
                    found.Add(_words[word]);
            }
        }
    }

    // German without umlauts: moechte, schlaegt.
    private static string? Umlauts(string form)
    {
        var shorter = form.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);
        return shorter.Length < form.Length ? shorter : null;
    }

    private static bool IsSlip(string word, string form)
    {
        var first = 0;
        while (first < word.Length && first < form.Length && word[first] == form[first])
            first++;
        var rest = word.AsSpan(first);
        var other = form.AsSpan(first);
        if (rest.Length == other.Length && rest.Length > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..].SequenceEqual(other[2..]))
            return true;
        // An s at the end is another form of the word, not a slip.
        if (word.Length < ShortestSlip || (first >= Math.Min(word.Length, form.Length) && (word[^1] == 's' || form[^1] == 's')))
            return false;
        return rest.Length == other.Length ? rest[1..].SequenceEqual(other[1..])
            : rest.Length == other.Length + 1 ? rest[1..].SequenceEqual(other)
            : other.Length == rest.Length + 1 && other[1..].SequenceEqual(rest);
    }

    private static IEnumerable<string> Deletions(string word)
    {
        for (var i = 0; i < word.Length; i++)
            yield return word.Remove(i, 1);
    }

    private static void Append<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(item);
    }
}
