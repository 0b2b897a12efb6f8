namespace AffectAgent.Knowledge.Tests;

public sealed class CardContradictionsTests
{
    private static readonly IReadOnlyList<KnowledgeCard> BuiltIn = KnowledgeBase.LoadBuiltIn().Cards;

    [Fact]
    public void Load_OppositeClaims_AreRefusedAtTheLaterCard()
    {
        var faults = KnowledgeFiles.Faults(KnowledgeFiles.With(Claim("own/one", "Higher") + Claim("own/two", "Lower")));
        var fault = Assert.Single(faults);
        Assert.Contains("'own/one' says the opposite", fault.Message, StringComparison.Ordinal);
        Assert.Equal(11, fault.Line);
    }

    [Fact]
    public void Load_OppositeClaimsThatNameEachOther_AreAccepted()
    {
        var cards = KnowledgeFiles.Load(KnowledgeFiles.With(Claim("own/one", "Higher") + Claim("own/two", "Lower", "    see-also: [own/one]\n")));
        Assert.Equal(2, cards.Count);
    }

    [Theory]
    [InlineData("{emotion: anger, feature: level, direction: Lower}")]
    [InlineData("{emotion: fear, feature: F0 mean, direction: Higher}")]
    [InlineData("{dimension: arousal, feature: F0 mean, direction: Lower}")]
    public void Load_ClaimsOnOtherThings_AreAccepted(string claim) =>
        Assert.Equal(2, KnowledgeFiles.Load(KnowledgeFiles.With(Claim("own/one", "Higher") + KnowledgeFiles.Card("own/two", "Voice", $"    claims: [{claim}]\n"))).Count);

    [Fact]
    public void Load_PatternsOfOneEmotionWithOppositeWeights_AreRefused()
    {
        var text = KnowledgeFiles.With(Prototype("own/one", "{12: 1, 4: 0.5}") + Prototype("own/two", "{12: 1, 4: -0.5}"));
        Assert.Contains("more AU4", Assert.Single(KnowledgeFiles.Faults(text.Replace("4: -0.5", "4: 0.5", StringComparison.Ordinal).Replace("{12: 1, 4: 0.5}", "{12: 1, 4: -0.5}", StringComparison.Ordinal)
            + Prototype("own/three", "{4: 1}"))).Message, StringComparison.Ordinal);
        Assert.Contains("less AU4", Assert.Single(KnowledgeFiles.Faults(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OwnCardAgainstABuiltInOne_IsRefusedUntilItNamesIt()
    {
        var happy = BuiltIn.Single(card => card.Id == "emotion/happiness").Pattern.First(pair => pair.Value < 0).Key;
        var card = Prototype("own/grin", $"{{12: 1, {happy}: 0.4}}");
        Assert.Contains(KnowledgeFiles.Faults(KnowledgeFiles.With(card), BuiltIn), fault => fault.Message.Contains("says the opposite", StringComparison.Ordinal));
        var others = BuiltIn.Where(other => other.Emotions is ["happiness"] && other.Pattern.GetValueOrDefault(happy) < 0).Select(other => other.Id);
        Assert.Single(KnowledgeFiles.Load(KnowledgeFiles.With(card.TrimEnd() + $"\n    see-also: [{string.Join(", ", others)}]\n"), BuiltIn));
    }

    [Fact]
    public void Load_CueAgainstTheClaimsOfBothReadings_IsRefused()
    {
        var claims = KnowledgeFiles.Card("own/voices", "Voice", "    claims: [{emotion: anger, feature: HNR, direction: Higher}, {emotion: sadness, feature: HNR, direction: Lower}]\n");
        var fault = Assert.Single(KnowledgeFiles.Faults(KnowledgeFiles.With(claims + Pair("sadness", "Higher"))));
        Assert.Contains("favours sadness over anger", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, KnowledgeFiles.Load(KnowledgeFiles.With(claims + Pair("anger", "Higher"))).Count);
        Assert.Equal(2, KnowledgeFiles.Load(KnowledgeFiles.With(claims + Pair("sadness", "Lower"))).Count);
    }

    [Fact]
    public void Load_PairUnderAnotherNameOfTheSameReadings_IsRefused()
    {
        var card = Pair("anger", "Higher").Replace("[anger, sadness]", "[emotion/anger, sadness]", StringComparison.Ordinal);
        Assert.Contains(KnowledgeFiles.Faults(KnowledgeFiles.With(card), BuiltIn), fault => fault.Message.Contains("already tells", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ManyOpposites_TakesTimeInProportion()
    {
        var cards = string.Concat(Enumerable.Range(0, 1000).Select(i => Claim($"own/c{i}", i % 2 == 0 ? "Higher" : "Lower")));
        Assert.Equal(999, KnowledgeFiles.Faults(KnowledgeFiles.With(cards)).Count);
    }

    private static string Claim(string id, string direction, string more = "") =>
        KnowledgeFiles.Card(id, "Voice", $"    claims: [{{emotion: anger, feature: F0 mean, direction: {direction}}}]\n{more}");

    private static string Prototype(string id, string pattern) => KnowledgeFiles.Card(id, "Prototype", $"    emotions: [happiness]\n    pattern: {pattern}\n");

    private static string Pair(string favours, string direction) =>
        KnowledgeFiles.Card("pair/anger-sadness", "Discriminator", $"    between: [anger, sadness]\n    cues: [{{favours: {favours}, feature: HNR, direction: {direction}, strength: 0.5}}]\n");
}
