using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Cards;

/// <summary>A card and where it stands.</summary>
/// <param name="Card">What could be read of it.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">Its line.</param>
/// <param name="IsWhole">False if it has a fault of its own: then it may lack what stands in the file, and is never used.</param>
internal sealed record LocatedCard(KnowledgeCard Card, string File, int Line, bool IsWhole);

/// <summary>One file of knowledge, read but not yet turned into cards: the sources it names and its card nodes.</summary>
internal sealed class TopicFile
{
    private const int MaxCards = 1000;
    private const int MaxSources = 1000;

    private readonly List<MapReader> _cards = [];
    private readonly List<MapReader> _words = [];
    private readonly List<NamedSource> _sources = [];

    private TopicFile(string name)
    {
        Name = name;
    }

    /// <summary>File name, for messages.</summary>
    public string Name { get; }

    /// <summary>False if the file is no card file at all, so that its cards and sources are not known.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Sources that cards cite by key.</summary>
    public IReadOnlyList<NamedSource> Sources => _sources;

    /// <summary>The entries of <c>cards</c>.</summary>
    public IReadOnlyList<MapReader> Cards => _cards;

    /// <summary>The entries of <c>words</c>.</summary>
    public IReadOnlyList<MapReader> Words => _words;

    /// <summary>The map <c>emotions</c>, or null.</summary>
    public MapReader? Emotions { get; private set; }

    /// <summary>Reads a file's text; faults are added to the list.</summary>
    public static TopicFile Read(string text, string name, List<KnowledgeFault> faults)
    {
        var file = new TopicFile(name);
        if (name.EndsWith(".md", StringComparison.Ordinal))
        {
            if (MarkdownCard.Read(text, name, faults) is { } card)
            {
                file._cards.Add(new MapReader(card, name, faults));
                file.IsRead = true;
            }

            return file;
        }

        var root = YamlTree.Read(text, name, faults);
        if (root is YamlMap map)
            file.Fill(new MapReader(map, name, faults));
        else if (root is not null)
            faults.Add(new(name, root.Line, "The file must be a map with 'cards', 'sources', 'words' or 'emotions'."));
        return file;
    }

    private void Fill(MapReader root)
    {
        IsRead = true;
        ReadSources(root);
        foreach (var node in root.List("cards", MaxCards))
        {
            if (root.Map(node, "cards") is { } card)
                _cards.Add(card);
        }

        foreach (var node in root.List("words", MaxCards))
        {
            if (root.Map(node, "words") is { } word)
                _words.Add(word);
        }

        if (root.Take("emotions") is { } emotions)
            Emotions = root.Map(emotions, "emotions");
        root.RefuseOtherKeys();
    }

    private void ReadSources(MapReader root)
    {
        if (root.Take("sources") is not { } node)
            return;
        if (node is not YamlMap map)
        {
            root.Fault(node.Line, "'sources' must be a map from key to source.");
            return;
        }

        if (map.Entries.Count > MaxSources)
        {
            root.Fault(node.Line, $"'sources' has {map.Entries.Count} entries; at most {MaxSources} are allowed.");
            return;
        }

        foreach (var entry in map.Entries)
        {
            if (root.Map(entry.Value, "sources") is { } source && CardReader.Source(source) is { } read)
                _sources.Add(new(entry.Key, read, Name, entry.Line));
        }
    }
}
