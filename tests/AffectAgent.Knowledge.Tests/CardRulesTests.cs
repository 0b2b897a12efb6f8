using AffectAgent.Knowledge.Cards;

namespace AffectAgent.Knowledge.Tests;

public sealed class CardRulesTests
{
    private static readonly IReadOnlyList<KnowledgeCard> BuiltIn = KnowledgeBase.LoadBuiltIn().Cards;

    public static TheoryData<string, string> Wrong => new()
    {
        { KnowledgeFiles.Card("No Id"), "is not an id" },
        { KnowledgeFiles.Card(kind: "Opinion"), "must be one of" },
        { KnowledgeFiles.Card(kind: "topic"), "must be one of" },
        { KnowledgeFiles.Card(more: "    pattern: {3: 1}"), "not an Action Unit" },
        { KnowledgeFiles.Card(more: "    pattern: {12: 1.5}"), "from -1 to 1" },
        { KnowledgeFiles.Card(more: "    pattern: {12: .nan}"), "from -1 to 1" },
        { KnowledgeFiles.Card(more: "    pattern: {12: 0}"), "leave the unit out" },
        { KnowledgeFiles.Card(more: "    pattern: [12]"), "must be a map" },
        { KnowledgeFiles.Card(more: "    emotions: [joy]"), "not an emotion" },
        { KnowledgeFiles.Card(more: "    see-also: [au/99]"), "no such card" },
        { KnowledgeFiles.Card(more: "    gist: A sentence with a stop."), "'gist' must" },
        { KnowledgeFiles.Card(more: "    weight: 3"), "not a key" },
        { KnowledgeFiles.Card(more: "    cues: [{favours: anger, au: 4, direction: Higher, strength: 1}]"), "Only a card of kind Discriminator" },
        { KnowledgeFiles.Card("au/12"), "is taken" },
        { KnowledgeFiles.Card("au/12b", "ActionUnit", "    pattern: {12: 1}"), "has the id of its unit" },
        { KnowledgeFiles.Card("emotion/x", "Prototype"), "needs a 'pattern'" },
        { KnowledgeFiles.Card() + "\n" + KnowledgeFiles.Card(), "is taken" },
        { KnowledgeFiles.Card().Replace("someone-2000", "nobody-1999", StringComparison.Ordinal), "not a key under 'sources'" },
        { KnowledgeFiles.Card().Replace("[someone-2000]", "[]", StringComparison.Ordinal), "at least one source" },
        { KnowledgeFiles.Card().Replace("[someone-2000]", "[{authors: A, year: 2000, title: T, doi: https://x}]", StringComparison.Ordinal), "not a DOI" },
        { Pair("[surprise, fear]", "fear", "4"), "alphabetical" },
        { Pair("[fear]", "fear", "4"), "two readings" },
        { Pair("[fear, joy]", "fear", "4"), "neither an emotion" },
        { Pair("[fear, surprise]", "fear", "4"), "already tells" },
        { Pair("[anger, smile/polite]", "fear", "4"), "not one of the two" },
        { Pair("[anger, smile/polite]", "anger", "3"), "not an Action Unit" },
        { Pair("[anger, smile/polite]", "anger", "4").Replace("au: 4", "au: 4, feature: level", StringComparison.Ordinal), "one of 'au', 'feature' and 'words'" },
        { Pair("[anger, smile/polite]", "anger", "4").Replace("Higher", "Same", StringComparison.Ordinal), "Higher or Lower" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Load_CardThatBreaksARule_IsRefusedWithTheReason(string card, string reason) =>
        Assert.Contains(KnowledgeFiles.Faults(KnowledgeFiles.With(card), BuiltIn), fault => fault.Message.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void Load_SeveralFaults_AreAllListedWithTheirLines()
    {
        var text = KnowledgeFiles.With(KnowledgeFiles.Card(kind: "Opinion", more: "    pattern: {3: 1}\n    weight: 3"));
        var faults = KnowledgeFiles.Faults(text);
        var lines = text.Split('\n').ToList();
        Assert.Equal(3, faults.Count);
        Assert.Equal([1 + lines.FindIndex(l => l.Contains("kind:")), 1 + lines.FindIndex(l => l.Contains("pattern:")), 1 + lines.FindIndex(l => l.Contains("weight:"))], faults.Select(f => f.Line));
        Assert.All(faults, fault => Assert.Equal("own.yaml", fault.File));
    }

    [Fact]
    public void Load_Keywords_AreSixtyAtMost()
    {
        Assert.Equal(60, Assert.Single(KnowledgeFiles.Load(With(60))).Keywords.Count);
        Assert.Contains("keywords", Assert.Single(KnowledgeFiles.Faults(With(61))).Message, StringComparison.Ordinal);

        static string With(int count) =>
            KnowledgeFiles.With(KnowledgeFiles.Card(more: $"    keywords: [{string.Join(", ", Enumerable.Range(1, count).Select(i => $"word {i}"))}]"));
    }

    [Fact]
    public void Load_PairOfPrototypes_IsAccepted()
    {
        var cards = KnowledgeFiles.Load(KnowledgeFiles.With(Pair("[anger, smile/polite]", "anger", "4")), BuiltIn);
        Assert.Equal("pair/anger-polite", Assert.Single(cards).Id);
        Assert.Equal("own", cards[0].Origin);
    }

    [Fact]
    public void Contradictions_SameCueForBothReadings_AreFound()
    {
        DiscriminatingCue[] cues = [new("fear", 4, null, Direction.Higher, 0.5), new("anger", 4, null, Direction.Higher, 0.5)];
        Assert.Equal(["AU4"], CardRules.Contradictions(cues));
    }

    [Fact]
    public void Contradictions_OneReadingInBothDirections_AreFound()
    {
        DiscriminatingCue[] cues = [new("fear", null, "level", Direction.Higher, 0.5), new("fear", null, "level", Direction.Lower, 0.5)];
        Assert.Equal(["level"], CardRules.Contradictions(cues));
    }

    [Fact]
    public void Contradictions_OppositeDirectionsForOppositeReadings_AreNone()
    {
        DiscriminatingCue[] cues = [new("fear", 4, null, Direction.Higher, 0.5), new("anger", 4, null, Direction.Lower, 0.5)];
        Assert.Empty(CardRules.Contradictions(cues));
    }

    [Fact]
    public void Load_ClaimsOfAllKinds_AreRead()
    {
        var card = Assert.Single(KnowledgeFiles.Load(KnowledgeFiles.With(Claims("own/one", "{emotion: anger, feature: level, direction: Higher}, {dimension: arousal, feature: F0 mean, direction: Higher}, {emotion: sadness, words: remorse, direction: Higher}, {emotion: sadness, au: 12, direction: Lower}"))));
        Assert.Equal(
            [
                new("anger", null, null, "level", null, Direction.Higher), new(null, "arousal", null, "F0 mean", null, Direction.Higher),
                new("sadness", null, null, null, "remorse", Direction.Higher), new("sadness", null, 12, null, null, Direction.Lower),
            ],
            card.Claims);
    }

    [Theory]
    [InlineData("{emotion: joy, feature: level, direction: Higher}", "not an emotion")]
    [InlineData("{dimension: potency, feature: level, direction: Higher}", "not a dimension")]
    [InlineData("{feature: level, direction: Higher}", "one of 'emotion' and 'dimension'")]
    [InlineData("{emotion: anger, dimension: arousal, feature: level, direction: Higher}", "one of 'emotion' and 'dimension'")]
    [InlineData("{emotion: anger, direction: Higher}", "one of 'au', 'feature' and 'words'")]
    [InlineData("{emotion: anger, au: 3, direction: Higher}", "not an Action Unit")]
    [InlineData("{emotion: anger, feature: level}", "'direction' is missing")]
    [InlineData("{emotion: anger, feature: level, direction: Higher}, {emotion: anger, feature: level, direction: Lower}", "contradict one another")]
    public void Load_WrongClaim_IsRefusedWithTheReason(string claims, string reason) =>
        Assert.Contains(KnowledgeFiles.Faults(KnowledgeFiles.With(Claims("own/one", claims))), fault => fault.Message.Contains(reason, StringComparison.Ordinal));

    private static string Claims(string id, string claims, string more = "") => KnowledgeFiles.Card(id, "Voice", $"    claims: [{claims}]\n{more}");

    private static string Pair(string between, string favours, string unit) =>
        KnowledgeFiles.Card("pair/anger-polite", "Discriminator", $$"""
                between: {{between}}
                cues:
                  - {favours: {{favours}}, au: {{unit}}, direction: Higher, strength: 0.5}
            """);
}
