namespace AffectAgent.Knowledge.Cards;

/// <summary>Reads knowledge files into checked cards; throws one exception that lists every fault.</summary>
internal static class CardLoader
{
    private const int MaxFiles = 200;

    /// <summary>Reads the texts of files, given as name and text.</summary>
    /// <exception cref="KnowledgeException">A file is not as it should be.</exception>
    public static IReadOnlyList<KnowledgeCard> Load(IEnumerable<(string Name, string Text)> files, string? origin, IReadOnlyList<KnowledgeCard> known)
    {
        var faults = new List<KnowledgeFault>();
        var topics = files.Select(file => TopicFile.Read(file.Text, file.Name, faults)).ToList();
        var sources = new Dictionary<string, LiteratureSource>(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            foreach (var (key, source) in topic.Sources)
            {
                if (!sources.TryAdd(key, source))
                    faults.Add(new(topic.Name, 1, $"The source '{Words.OneLine(key, 60)}' stands in two files."));
            }
        }

        var cards = new List<LocatedCard>();
        foreach (var topic in topics)
        {
            foreach (var entry in topic.Cards)
            {
                if (CardReader.Read(entry, topic.Name, origin, sources, faults) is { } card)
                    cards.Add(card);
            }
        }

        // A card with a fault is missing from the list: what others say of it can't be judged before it is mended.
        if (faults.Count == 0)
            CardRules.Check(cards, known, faults);
        if (faults.Count > 0)
            throw new KnowledgeException([.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)]);
        return [.. cards.Select(card => card.Card)];
    }

    /// <summary>Reads the *.yaml and *.yml files of a folder (not of folders below it), by name.</summary>
    /// <exception cref="UserException">No such folder, no file in it, too many or too long files.</exception>
    public static IReadOnlyList<(string Name, string Text)> ReadFolder(string path)
    {
        if (!Directory.Exists(path))
            throw new UserException($"There is no folder '{path}' with knowledge cards.", "Give the folder that holds the .yaml files.");
        var files = Directory.EnumerateFiles(path)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)
            .Take(MaxFiles + 1)
            .ToList();
        if (files.Count == 0)
            throw new UserException($"The folder '{path}' holds no .yaml file.", "Add one with a 'cards' list; docs/knowledge.md shows how.");
        if (files.Count > MaxFiles)
            throw new UserException($"The folder '{path}' holds more than {MaxFiles} knowledge files.", "Put several cards into one file.");
        return [.. files.Select(ReadFile)];
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="UserException">It can't be read or is too long.</exception>
    public static (string Name, string Text) ReadFile(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > 4L * Yaml.YamlTree.MaxLength)
                throw new KnowledgeException([new(name, 1, "The file is too long; split it.")]);
            using var reader = new StreamReader(stream);
            return (name, reader.ReadToEnd());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UserException($"The knowledge file '{name}' can't be read.", "Check that it exists and may be read.", e);
        }
    }
}
