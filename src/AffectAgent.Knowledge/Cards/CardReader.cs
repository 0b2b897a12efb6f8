using System.Globalization;
using System.Text.RegularExpressions;
using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Cards;

/// <summary>Turns one entry of a file into a card. Every fault is noted.</summary>
internal static partial class CardReader
{
    public const int MaxText = 1500;
    public const int MaxGist = 200;
    public const int MaxTitle = 100;

    /// <summary>Reads a card; null if it has no id by which others could speak of it.</summary>
    /// <param name="map">Its entry.</param>
    /// <param name="file">File name, for messages.</param>
    /// <param name="origin">Name of a user's folder, or null for a built-in card.</param>
    /// <param name="sources">Sources by key.</param>
    /// <param name="faults">Where faults go.</param>
    public static LocatedCard? Read(MapReader map, string file, string? origin, SourceList sources, List<KnowledgeFault> faults)
    {
        var before = faults.Count;
        var id = map.Text("id", 80, required: true);
        if (id is not null && !IdPattern().IsMatch(id))
            map.Fault(map.LineOf("id"), $"'{Words.OneLine(id, 80)}' is not an id; write it as topic/name in lower case with digits and hyphens, e.g. voice/arousal.");
        var card = new KnowledgeCard
        {
            Id = id ?? "",
            Kind = map.Choice<CardKind>("kind") ?? default,
            Title = map.Text("title", MaxTitle, required: true) ?? "",
            Text = map.Text("text", MaxText, required: true) ?? "",
            Gist = Gist(map),
            Pattern = Pattern(map),
            Emotions = EmotionsOf(map),
            Between = map.Texts("between", 2, 80),
            Cues = MeasureReader.Cues(map),
            Claims = MeasureReader.Claims(map),
            Keywords = map.Texts("keywords", 60, 60),
            SeeAlso = map.Texts("see-also", 12, 80),
            Grade = map.Choice<EvidenceGrade>("grade") ?? default,
            Sources = SourcesOf(map, sources),
            Origin = origin,
        };
        map.RefuseOtherKeys();
        return id is null ? null : new LocatedCard(card, file, map.Line, faults.Count == before);
    }

    /// <summary>Reads a source; null after a fault.</summary>
    public static LiteratureSource? Source(MapReader map)
    {
        var authors = map.Text("authors", 300, required: true);
        var year = map.Whole("year", 1500, 2100, required: true);
        var title = map.Text("title", 300, required: true);
        var doi = map.Text("doi", 120);
        if (doi is not null && !DoiPattern().IsMatch(doi))
            map.Fault(map.LineOf("doi"), $"'{Words.OneLine(doi, 60)}' is not a DOI; write it without an address, e.g. 10.1177/1529100619832930.");
        map.RefuseOtherKeys();
        return authors is null || year is null || title is null ? null : new LiteratureSource(authors, year.Value, title, doi);
    }

    private static string? Gist(MapReader map)
    {
        var gist = map.Text("gist", MaxGist);
        if (gist is null)
            return null;
        if (gist.Contains('\n', StringComparison.Ordinal) || gist.EndsWith('.') || StartsUpper(gist))
            map.Fault(map.LineOf("gist"), "'gist' must be one line that starts in lower case and ends without a full stop, to follow \"because\".");
        return gist;
    }

    // "AU12 lifts…" and "F0 rises…" are names, not the start of a sentence.
    private static bool StartsUpper(string gist) => char.IsUpper(gist[0]) && gist.Length > 1 && char.IsLower(gist[1]);

    private static Dictionary<int, double> Pattern(MapReader map)
    {
        var pattern = new Dictionary<int, double>();
        var node = map.Take("pattern");
        if (node is null)
            return pattern;
        if (node is not YamlMap units)
        {
            map.Fault(node.Line, "'pattern' must be a map from Action Unit number to weight, e.g. {6: 0.8, 12: 1}.");
            return pattern;
        }

        foreach (var entry in units.Entries)
        {
            var weight = map.Number(entry.Value, $"pattern of AU{Words.OneLine(entry.Key, 10)}", -1, 1);
            if (UnitOf(entry.Key) is not { } unit)
                map.Fault(entry.Line, $"'{Words.OneLine(entry.Key, 20)}' is not an Action Unit that is known here.");
            else if (weight is 0)
                map.Fault(entry.Line, $"The weight of AU{unit} is 0; leave the unit out.");
            else if (weight is not null)
                pattern[unit] = weight.Value;
        }

        return pattern;
    }

    private static List<string> EmotionsOf(MapReader map)
    {
        var emotions = new List<string>();
        foreach (var text in map.Texts("emotions", 8, 40))
        {
            if (EmotionNames.TryParse(text, out var emotion) && emotion.Name() == text)
                emotions.Add(text);
            else
                map.Fault(map.LineOf("emotions"), $"'{Words.OneLine(text, 40)}' is not an emotion; known: {string.Join(", ", EmotionNames.All.Select(e => e.Name()))}.");
        }

        return emotions;
    }

    private static List<LiteratureSource> SourcesOf(MapReader map, SourceList sources)
    {
        var list = new List<LiteratureSource>();
        var nodes = map.List("sources", 12);
        if (nodes.Count == 0)
            map.Fault(map.LineOf("sources"), "A card needs at least one source.");
        foreach (var node in nodes)
        {
            if (node is YamlMap)
            {
                if (map.Map(node, "sources") is { } inner && Source(inner) is { } source)
                    list.Add(source);
            }
            else if (map.TextOf(node, "sources", 80) is { } key)
            {
                if (sources.Cite(key) is { } source)
                    list.Add(source);
                else
                    map.Fault(node.Line, $"'{Words.OneLine(key, 60)}' is not a key under 'sources' of these files.");
            }
        }

        return list;
    }

    private static int? UnitOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unit) && ActionUnits.Find(unit) is not null ? unit : null;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^10\.[0-9]{4,9}/[^\s]+$", RegexOptions.CultureInvariant)]
    private static partial Regex DoiPattern();
}
