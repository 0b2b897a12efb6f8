namespace AffectAgent.Empathy;

/// <summary>Picks phrases by seed; one that was used in the conversation comes again only when all others were.</summary>
/// <param name="book">The phrases.</param>
/// <param name="seed">Same seed, same picks.</param>
/// <param name="used">Ids of phrases used before, oldest first.</param>
internal sealed class PhrasePicker(ReplyBook book, int seed, IReadOnlyList<string> used)
{
    private readonly List<string> _picked = [];

    /// <summary>Ids of what was picked.</summary>
    public IReadOnlyList<string> Picked => _picked;

    /// <summary>True where a key has phrases.</summary>
    public bool Has(string key) => book.Phrases.ContainsKey(key);

    /// <summary>A phrase of the keys, all of their phrases alike; null where they have none.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="fits">Whether a phrase may be used here.</param>
    public string? Pick(IReadOnlyList<string> keys, Func<string, bool> fits)
    {
        var choices = keys.Where(Has).SelectMany(key => book.Phrases[key].Select((phrase, at) => (Id: $"{key}#{at}", Phrase: phrase))).Where(one => fits(one.Phrase)).ToList();
        if (choices.Count == 0)
            return null;
        // Never used ranks before long ago; among equals the seed decides.
        var (id, phrase) = choices.OrderBy(one => LastUse(one.Id)).ThenBy(one => Mix(one.Id)).First();
        _picked.Add(id);
        return phrase;
    }

    /// <summary>A number from a text and the seed that is the same on every machine (FNV-1a).</summary>
    public uint Mix(string text)
    {
        var hash = 2166136261u ^ ((uint)seed * 2654435761u);
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619u;
        return (hash ^ (hash >> 15)) * 2246822519u;
    }

    private int LastUse(string id)
    {
        for (var at = used.Count - 1; at >= 0; at--)
        {
            if (used[at] == id)
                return at + 1;
        }

        return 0;
    }
}
