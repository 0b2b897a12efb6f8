namespace AffectAgent.Knowledge.Cards;

/// <summary>A source that stands under a key of a file.</summary>
internal sealed record NamedSource(string Key, LiteratureSource Source, string File, int Line);

/// <summary>The sources of all files by key, and which of them a card cites.</summary>
internal sealed class SourceList
{
    private readonly Dictionary<string, NamedSource> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cited = new(StringComparer.Ordinal);

    /// <summary>Sources that no card has cited.</summary>
    public IEnumerable<NamedSource> Uncited => _byKey.Values.Where(source => !_cited.Contains(source.Key));

    /// <summary>All sources.</summary>
    public IEnumerable<NamedSource> All => _byKey.Values;

    /// <summary>Adds one; false if the key is taken.</summary>
    public bool TryAdd(NamedSource source) => _byKey.TryAdd(source.Key, source);

    /// <summary>The source of a key, which then counts as cited; null if there is none.</summary>
    public LiteratureSource? Cite(string key)
    {
        if (!_byKey.TryGetValue(key, out var named))
            return null;
        _cited.Add(key);
        return named.Source;
    }
}
