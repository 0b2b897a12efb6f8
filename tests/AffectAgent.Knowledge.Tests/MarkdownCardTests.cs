using AffectAgent.Knowledge.Cards;

namespace AffectAgent.Knowledge.Tests;

public sealed class MarkdownCardTests
{
    private const string Fields = """
        ---
        id: own/hands
        kind: Topic
        title: Hands on the hips
        keywords: [akimbo]
        see-also: [au/12]
        grade: C
        sources:
          - {authors: "Someone, A.", year: 2000, title: "A study"}
        ---
        """;

    private static readonly KnowledgeBase BuiltIn = KnowledgeBase.LoadBuiltIn();

    [Fact]
    public void LoadFolder_MarkdownCard_HasTheBodyAsText()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hands.md", Fields + "\n\nHands on the hips\nlook **ready**.\n\nSome find them\r\nstern.\n");
        folder.Write("README.md", "What this folder is.");
        folder.Write("notes.txt", "Passed over.");
        var card = KnowledgeBase.LoadFolder(folder.Path, BuiltIn).Find("own/hands")!;
        Assert.Equal("Hands on the hips look **ready**.\nSome find them stern.", card.Text);
        Assert.Equal(Path.GetFileName(folder.Path), card.Origin);
        Assert.Equal("Someone, A.", Assert.Single(card.Sources).Authors);
        Assert.Equal(["akimbo"], card.Keywords);
    }

    [Fact]
    public void LoadFolder_MarkdownBesideYaml_MayCiteItsSources()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sources.yaml", "sources:\n  someone-2000: {authors: A, year: 2000, title: T}\n");
        folder.Write("a.md", "---\nid: own/a\nkind: Topic\ntitle: A\ngrade: C\nsources: [someone-2000]\n---\nText.");
        Assert.Equal("T", KnowledgeBase.LoadFolder(folder.Path).Find("own/a")!.Sources[0].Title);
    }

    [Theory]
    [InlineData("Just text.", 1, "between two lines '---'")]
    [InlineData("---\nid: own/a\n", 1, "second line '---'")]
    [InlineData("---\n- a\n---\nText.", 2, "the card's fields")]
    [InlineData("---\nid: own/a\ntext: T\n---\nText.", 3, "stands below")]
    [InlineData("---\nid: own/a\nkind: Opinion\n---\nText.", 3, "'kind'")]
    [InlineData("---\nid: own/a\nkind: &x Topic\n---\nText.", 3, "Anchors")]
    [InlineData("---\nid: own/a\nkind: Topic\ntitle: T\ngrade: C\n---\n", 2, "'text' is missing")]
    [InlineData("---\nid: own/a\na: [[[[[[[[[[[[1]]]]]]]]]]]]\n---\nText.", 3, "deeper")]
    public void Read_WrongMarkdown_IsToldAtItsLine(string text, int line, string reason)
    {
        var faults = new List<KnowledgeFault>();
        CardLoader.Read([("own.md", text)], "own", [], faults);
        Assert.Contains(faults, fault => fault.Line == line && fault.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_TwoMegabytes_AreRefused()
    {
        var faults = new List<KnowledgeFault>();
        CardLoader.Read([("own.md", Fields + "\n" + new string('x', 2 << 20))], "own", [], faults);
        Assert.Contains("too long", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BodyOverTheLimit_IsToldAtItsLine()
    {
        var faults = new List<KnowledgeFault>();
        CardLoader.Read([("own.md", Fields + "\n" + new string('x', 1501))], "own", [], faults);
        Assert.Contains(faults, fault => fault.Line == 11 && fault.Message.Contains("text", StringComparison.Ordinal));
    }
}
