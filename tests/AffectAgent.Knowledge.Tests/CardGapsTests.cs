using AffectAgent.Knowledge.Cards;

namespace AffectAgent.Knowledge.Tests;

public sealed class CardGapsTests
{
    [Fact]
    public void Check_UncitedSource_IsToldAtItsLine()
    {
        var fault = Assert.Single(Gaps("""
            sources:
              someone-2000: {authors: "Someone, A.", year: 2000, title: "A study"}
              nobody-1999: {authors: "Nobody, B.", year: 1999, title: "Another"}
            cards:
            """ + "\n" + KnowledgeFiles.Card()));
        Assert.Equal(3, fault.Line);
        Assert.Contains("nobody-1999", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Smile, smile]")]
    [InlineData("[eye-white, eye white]")]
    public void Check_KeywordsThatStandTwice_AreTold(string keywords) =>
        Assert.Contains("are the same", Assert.Single(Gaps(KnowledgeFiles.With(KnowledgeFiles.Card(more: $"    keywords: {keywords}")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_UnitWithoutACard_IsTold()
    {
        var text = KnowledgeFiles.With(KnowledgeFiles.Card("own/frown", "Prototype", "    pattern: {4: 1, 12: -1}\n") + KnowledgeFiles.Card("au/4", "ActionUnit", "    pattern: {4: 1}\n"));
        Assert.Contains("AU12", Assert.Single(Gaps(text)).Message, StringComparison.Ordinal);
        Assert.Empty(Gaps(KnowledgeFiles.With(KnowledgeFiles.Card("own/frown", "Prototype", "    pattern: {4: 1, 12: -1}\n")), KnowledgeBase.LoadBuiltIn().Cards));
    }

    [Fact]
    public void CheckUnits_MissingCard_IsToldForEachMeasuredUnit()
    {
        var faults = new List<KnowledgeFault>();
        var loaded = CardLoader.Read(KnowledgeFiles.All, null, [], faults);
        CardGaps.CheckUnits([.. loaded.Cards.Where(card => card.Card.Id is not ("au/12" or "au/45"))], faults);
        Assert.Equal(2, faults.Count);
        Assert.Contains("AU12", faults[0].Message, StringComparison.Ordinal);
        Assert.Equal("action-units.yaml", faults[0].File);
    }

    private static List<KnowledgeFault> Gaps(string text, IReadOnlyList<KnowledgeCard>? known = null)
    {
        var faults = new List<KnowledgeFault>();
        var loaded = CardLoader.Read([("own.yaml", text)], "own", known ?? [], faults);
        Assert.Empty(faults);
        CardGaps.Check(loaded, known ?? [], faults);
        return faults;
    }
}
