using System.Text.Json.Nodes;
using AffectAgent.Knowledge.Cards;
using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Tests;

public sealed class BuiltInCardsTests
{
    // The labels of voice evidence that cues may name.
    private static readonly HashSet<string> VoiceFeatures = ["F0 mean", "F0 range", "level", "speaking rate", "alpha ratio", "jitter (local)", "shimmer (local)", "HNR", "Hammarberg index"];

    private static readonly KnowledgeBase Built = KnowledgeBase.LoadBuiltIn();

    public static TheoryData<string> FileNames => [.. KnowledgeFiles.All.Select(file => file.Name)];

    public static TheoryData<string, string> EmotionPairs =>
        [.. from a in EmotionNames.All from b in EmotionNames.All where a < b select (a.Name(), b.Name())];

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Schema_EveryFile_IsValid(string name)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(KnowledgeFiles.Folder, "card.schema.json")))!.AsObject();
        var faults = new List<KnowledgeFault>();
        var tree = YamlTree.Read(KnowledgeFiles.All.Single(file => file.Name == name).Text, name, faults);
        var check = new JsonSchemaCheck(schema);
        check.Check(schema, JsonSchemaCheck.ToJson(tree!), "$");
        Assert.Empty(faults);
        Assert.Empty(check.Errors);
    }

    [Fact]
    public void Schema_WrongCard_IsNotValid()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(KnowledgeFiles.Folder, "card.schema.json")))!.AsObject();
        var check = new JsonSchemaCheck(schema);
        check.Check(schema, JsonNode.Parse("""{"cards":[{"id":"No Id","kind":"Other","title":"t","text":"x","grade":"B","sources":[],"pattern":{"3":2}}]}"""), "$");
        Assert.Contains("$.cards[0].id: pattern", check.Errors);
        Assert.Contains("$.cards[0].kind: enum", check.Errors);
        Assert.Contains("$.cards[0].sources: minItems", check.Errors);
        Assert.Contains("$.cards[0].pattern.3: pattern", check.Errors);
        Assert.Contains("$.cards[0].pattern.3: maximum", check.Errors);
    }

    [Fact]
    public void LoadBuiltIn_CompactForm_EqualsTheYaml()
    {
        var fromYaml = CardLoader.Load(KnowledgeFiles.All, null, []).OrderBy(card => card.Id, StringComparer.Ordinal).ToList();
        Assert.Equal(fromYaml.Count, Built.Cards.Count);
        foreach (var (yaml, compact) in fromYaml.Zip(Built.Cards))
            Assert.Equivalent(yaml, compact, strict: true);
        var vocabulary = VocabularyReader.Read(KnowledgeFiles.All);
        Assert.Equal(vocabulary.Words, EmotionVocabulary.LoadBuiltIn().Words);
        foreach (var emotion in EmotionNames.All)
            Assert.Equal(vocabulary.VadOf(emotion), EmotionVocabulary.LoadBuiltIn().VadOf(emotion));
    }

    [Fact]
    public void Cards_BuiltIn_AreAtLeastNinetyEachWithAGist()
    {
        Assert.True(Built.Cards.Count >= 90, $"{Built.Cards.Count} cards");
        Assert.All(Built.Cards, card => Assert.False(string.IsNullOrEmpty(card.Gist), card.Id));
        Assert.All(Built.Cards, card => Assert.NotEmpty(card.Sources));
        Assert.All(Built.Cards, card => Assert.Null(card.Origin));
    }

    [Fact]
    public void Find_EveryActionUnit_HasACardThatNamesItsPattern()
    {
        foreach (var unit in ActionUnits.All)
        {
            var card = Built.Find($"au/{unit.Number}");
            Assert.Equal(CardKind.ActionUnit, card?.Kind);
            Assert.Equal([unit.Number], card!.Pattern.Keys);
            Assert.Contains(unit.Name, card.Title, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith(unit.Code + " ", card.Gist, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Find_EveryEmotion_HasAPrototypeAndAPlaceInVad()
    {
        foreach (var emotion in EmotionNames.All)
        {
            var card = Built.Find($"emotion/{emotion.Name()}");
            Assert.Equal(CardKind.Prototype, card?.Kind);
            Assert.Equal([emotion.Name()], card!.Emotions);
            Assert.NotNull(Built.Find($"vad/{emotion.Name()}"));
        }
    }

    [Theory]
    [MemberData(nameof(EmotionPairs))]
    public void Discriminator_EveryPairInEitherOrder_IsFound(string a, string b)
    {
        var card = Built.Discriminator(a, b);
        Assert.NotNull(card);
        Assert.Same(card, Built.Discriminator(b, a));
        Assert.Equal([a, b], card.Between);
        Assert.Contains(card.Cues, cue => cue.Favours == a && cue.ActionUnit is not null);
        Assert.Contains(card.Cues, cue => cue.Favours == b && cue.ActionUnit is not null);
    }

    [Fact]
    public void Cues_WithAFeature_NameAMeasuredVoiceFeature()
    {
        var unknown = Built.Cards.SelectMany(card => card.Cues).Select(cue => cue.Feature).Where(feature => feature is not null && !VoiceFeatures.Contains(feature));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Cards_BuiltIn_SpeakOfWhatIsExpressed()
    {
        string[] banned = ["is angry", "is sad", "is happy", "is afraid", "is lying", "they feel", "she feels", "he feels"];
        Assert.All(Built.Cards, card => Assert.DoesNotContain(banned, word => card.Gist!.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Text_EveryCard_HasOneToSixSentences()
    {
        foreach (var card in Built.Cards)
        {
            var sentences = card.Text.Split(['.', '?', '!'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Count(s => s.Length > 2);
            Assert.True(sentences is >= 1 and <= 6, $"{card.Id}: {sentences}");
        }
    }

    [Fact]
    public void Check_BuiltInFiles_HaveNoFaultAndNoGap() => Assert.Equal(Built.Cards.Count, BuiltInCards.Check(KnowledgeFiles.All).Count);
}
