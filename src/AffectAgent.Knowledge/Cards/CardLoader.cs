namespace AffectAgent.Knowledge.Cards;

/// <summary>Cards that were read, those with faults among them, and the sources that their files name.</summary>
/// <param name="All">Every card with an id.</param>
/// <param name="Sources">The sources.</param>
/// <param name="IsComplete">False if a file could not be read, so that cards and sources may be missing.</param>
internal sealed record LoadedCards(IReadOnlyList<LocatedCard> All, SourceList Sources, bool IsComplete)
{
    /// <summary>The cards without a fault of their own.</summary>
    public IEnumerable<LocatedCard> Cards => All.Where(card => card.IsWhole);
}

/// <summary>Reads knowledge files into checked cards.</summary>
internal static class CardLoader
{
    /// <summary>Reads the texts of files, given as name and text; throws one exception that lists every fault.</summary>
    /// <exception cref="KnowledgeException">A file is not as it should be.</exception>
    public static IReadOnlyList<KnowledgeCard> Load(IEnumerable<(string Name, string Text)> files, string? origin, IReadOnlyList<KnowledgeCard> known)
    {
        var faults = new List<KnowledgeFault>();
        var loaded = Read(files, origin, known, faults);
        ThrowIfAny(faults);
        return [.. loaded.Cards.Select(card => card.Card)];
    }

    /// <summary>Reads the texts of files and notes every fault, of the files, of each card and between cards.</summary>
    public static LoadedCards Read(IEnumerable<(string Name, string Text)> files, string? origin, IReadOnlyList<KnowledgeCard> known, List<KnowledgeFault> faults)
    {
        var complete = faults.Count == 0;
        var topics = files.Select(file => TopicFile.Read(file.Text, file.Name, faults)).ToList();
        var sources = new SourceList();
        foreach (var source in topics.SelectMany(topic => topic.Sources))
        {
            if (!sources.TryAdd(source))
                faults.Add(new(source.File, source.Line, $"The source '{Words.OneLine(source.Key, 60)}' stands in two files."));
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

        complete &= topics.TrueForAll(topic => topic.IsRead);
        CardRules.Check(cards, known, complete, faults);
        return new(cards, sources, complete);
    }

    /// <summary>Throws what was noted, by file and line.</summary>
    /// <exception cref="KnowledgeException">There is a fault.</exception>
    public static void ThrowIfAny(List<KnowledgeFault> faults)
    {
        if (faults.Count > 0)
            throw new KnowledgeException(Sorted(faults));
    }

    /// <summary>Faults by file and line.</summary>
    public static IReadOnlyList<KnowledgeFault> Sorted(List<KnowledgeFault> faults) => [.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)];
}
