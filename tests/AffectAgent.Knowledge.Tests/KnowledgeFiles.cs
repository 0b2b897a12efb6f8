using AffectAgent.Knowledge.Cards;

namespace AffectAgent.Knowledge.Tests;

/// <summary>The repository's own files, copied beside the tests, and small files made up for a test.</summary>
internal static class KnowledgeFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "knowledge");

    public static IReadOnlyList<(string Name, string Text)> All { get; } = CardFolder.Read(Folder);

    /// <summary>A file with one source and the given cards.</summary>
    public static string With(string cards) => $$"""
        sources:
          someone-2000: {authors: "Someone, A.", year: 2000, title: "A study"}
        cards:
        {{cards}}
        """;

    /// <summary>A valid card, with lines replaced or added by the test.</summary>
    public static string Card(string id = "topic/one", string kind = "Topic", string more = "") => $$"""
          - id: {{id}}
            kind: {{kind}}
            title: A title
            text: A sentence.
            grade: B
            sources: [someone-2000]
        {{more}}
        """;

    public static IReadOnlyList<KnowledgeCard> Load(string text, IReadOnlyList<KnowledgeCard>? known = null) =>
        CardLoader.Load([("own.yaml", text)], "own", known ?? []);

    public static IReadOnlyList<KnowledgeFault> Faults(string text, IReadOnlyList<KnowledgeCard>? known = null) =>
        Assert.Throws<KnowledgeException>(() => Load(text, known)).Faults;
}
