using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AffectAgent.Knowledge.Cards;
using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Tests;

public sealed partial class BuiltInCardsTests
{
    // Cards whose subject is feeling itself: that a face does not show it, what events tend to bring it, how to answer it, how
    // smiles thought to be felt differ, and what a line of words says of it. None of them reads a feeling off anybody.
    private static readonly string[] SpeakOfFeelingItself =
    [
        "cause/awe", "cause/gratitude", "cause/loneliness", "emotion/happiness", "emotion/neutral", "limit/depression", "limit/feelings", "limit/neurodiversity",
        "pair/duchenne-polite", "smile/duchenne", "smile/functions", "smile/love", "strategy/about", "strategy/machine-honesty", "strategy/no-silver-lining",
        "strategy/open-question", "strategy/reframe-later", "strategy/tentative", "voice/smiling", "words/first-person", "words/gratitude", "words/quotation",
    ];

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
    public void Cards_BuiltIn_AreAtLeast250EachWithAGistAndSources()
    {
        Assert.True(Built.Cards.Count >= 250, $"{Built.Cards.Count} cards");
        Assert.All(Built.Cards, card => Assert.False(string.IsNullOrEmpty(card.Gist), card.Id));
        Assert.All(Built.Cards, card => Assert.NotEmpty(card.Sources));
        Assert.All(Built.Cards, card => Assert.Null(card.Origin));
    }

    [Fact]
    public void Cards_BuiltIn_HoldSixtyDiscriminatorsAndTwelveStrategies()
    {
        Assert.True(Built.Cards.Count(card => card.Kind == CardKind.Discriminator) >= 60);
        Assert.True(Built.Cards.Count(card => card.Kind == CardKind.Strategy) >= 12);
    }

    [Fact]
    public void Cards_Appraisals_CoverEveryEmotionButNeutral()
    {
        var covered = Built.Cards.Where(card => card.Kind == CardKind.Appraisal).SelectMany(card => card.Emotions).ToHashSet(StringComparer.Ordinal);
        Assert.All(EmotionNames.All.Where(emotion => emotion != Emotion.Neutral), emotion => Assert.Contains(emotion.Name(), covered));
    }

    // Du, Tao & Martinez (2014).
    [Theory]
    [InlineData("happily-surprised", "happiness", "surprise")]
    [InlineData("happily-disgusted", "disgust", "happiness")]
    [InlineData("sadly-fearful", "fear", "sadness")]
    [InlineData("sadly-angry", "anger", "sadness")]
    [InlineData("sadly-surprised", "sadness", "surprise")]
    [InlineData("sadly-disgusted", "disgust", "sadness")]
    [InlineData("fearfully-angry", "anger", "fear")]
    [InlineData("fearfully-surprised", "fear", "surprise")]
    [InlineData("fearfully-disgusted", "disgust", "fear")]
    [InlineData("angrily-surprised", "anger", "surprise")]
    [InlineData("angrily-disgusted", "anger", "disgust")]
    [InlineData("disgustedly-surprised", "disgust", "surprise")]
    [InlineData("appalled", "anger", "disgust")]
    [InlineData("hatred", "anger", "disgust")]
    [InlineData("awed", "fear", "surprise")]
    public void Find_EveryCompoundOfDu_IsAPrototypeOfItsTwoEmotions(string name, string first, string second)
    {
        var card = Built.Find($"compound/{name}");
        Assert.Equal(CardKind.Prototype, card?.Kind);
        Assert.Equal([first, second], card!.Emotions.Order(StringComparer.Ordinal));
        Assert.NotEmpty(card.Pattern);
        Assert.Contains(card.Sources, source => source.Authors.StartsWith("Du", StringComparison.Ordinal) && source.Year == 2014);
    }

    // The seven classes of C-EXPR-DB (Kollias 2023), all of them among the fifteen.
    [Theory]
    [InlineData("fearfully-surprised")]
    [InlineData("happily-surprised")]
    [InlineData("sadly-surprised")]
    [InlineData("disgustedly-surprised")]
    [InlineData("angrily-surprised")]
    [InlineData("sadly-fearful")]
    [InlineData("sadly-angry")]
    public void Find_EveryCompoundOfCExprDb_CitesIt(string name) =>
        Assert.Contains(Built.Find($"compound/{name}")!.Sources, source => source.Authors.StartsWith("Kollias", StringComparison.Ordinal));

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
        var found = Built.Cards.Where(card => new[] { card.Title, card.Text, card.Gist ?? "" }.Any(text => Feels().IsMatch(text))).Select(card => card.Id);
        Assert.Equal(SpeakOfFeelingItself, found.Order(StringComparer.Ordinal));
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

    // As the verifier's pattern for what somebody is said to be or feel.
    [GeneratedRegex(@"\b(?:feels?|felt)\b|\b(?:is|are|was|were) feeling\b|\b(?:he|she|they|you|someone|somebody|everyone|person|man|woman|child|boy|girl|speaker|people|subject)\s+(?:is|are|was|were)\s+(?:not\s+)?(?:(?:[a-z]+ly|very|so|quite|rather|really)\s+)?(?:happy|joyful|sad|angry|furious|contemptuous|disgusted|fearful|afraid|scared|frightened|surprised|annoyed|amused|anxious|ashamed|bored|calm|confused|delighted|depressed|disappointed|embarrassed|excited|grateful|jealous|lonely|lying|nervous|proud|relieved|upset|worried)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Feels();
}
