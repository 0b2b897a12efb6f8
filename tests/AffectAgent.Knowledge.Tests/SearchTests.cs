using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Tests;

public sealed class SearchTests
{
    private static readonly KnowledgeBase Built = KnowledgeBase.LoadBuiltIn();

    [Theory]
    [InlineData("4:3 5:2 7:3 23:3 24:2", "emotion/anger")]
    [InlineData("14:3 12:1", "emotion/contempt")]
    [InlineData("9:3 10:2 17:1", "emotion/disgust")]
    [InlineData("1:3 2:2 4:2 5:3 20:3 25:2 26:1", "emotion/fear")]
    [InlineData("6:2 12:4 25:2", "emotion/happiness")]
    [InlineData("1:0 4:0.1 12:0.2 26:0", "emotion/neutral")]
    [InlineData("1:3 4:2 15:3 17:2", "emotion/sadness")]
    [InlineData("1:3 2:3 5:3 26:3 25:2", "emotion/surprise")]
    [InlineData("12:3", "smile/polite")]
    [InlineData("6:3 12:3 25:1", "smile/duchenne")]
    [InlineData("12:5 6:4 25:5 26:4 7:2", "smile/laughter")]
    [InlineData("12:3 24:2 23:1 28:1", "smile/embarrassed")]
    [InlineData("1:3 4:3", "emotion/worry")]
    [InlineData("1:3 2:4 5:3", "emotion/surprise-brow-lid")]
    [InlineData("4:3 7:2", "emotion/concentration")]
    [InlineData("1:2 2:3 12:3 25:3 26:1 5:1", "compound/happily-surprised")]
    [InlineData("43:4", "emotion/boredom")]
    [InlineData("4:3 6:2 7:3 9:2 10:2 43:3", "emotion/pain")]
    public void Search_PatternOfAFace_FindsItsPrototypeFirst(string face, string id)
    {
        var hits = Built.Search(new KnowledgeQuery { ActionUnits = Face(face), Kinds = [CardKind.Prototype] });
        Assert.Equal(id, hits[0].Card.Id);
        Assert.All(hits, hit => Assert.Null(hit.TextScore));
    }

    [Theory]
    [InlineData("is this smile genuine or only polite", "pair/duchenne-polite")]
    [InlineData("fear or surprise", "pair/fear-surprise")]
    [InlineData("how to tell an angry face from a disgusted one", "pair/anger-disgust")]
    [InlineData("difference between sadness and a neutral face", "pair/neutral-sadness")]
    [InlineData("zygomaticus major", "au/12")]
    [InlineData("corrugator frown", "au/4")]
    [InlineData("nose wrinkling", "au/9")]
    [InlineData("does the face reveal what someone truly feels", "limit/feelings")]
    [InlineData("sarcasm", "words/sarcasm")]
    [InlineData("negation not happy", "words/negation")]
    [InlineData("autism", "limit/neurodiversity")]
    [InlineData("is she lying", "limit/deception")]
    [InlineData("jitter", "voice/jitter-shimmer")]
    [InlineData("sad voice slow and soft", "voice/sadness")]
    [InlineData("voice and face disagree", "conflict/face-voice")]
    [InlineData("head turned camera angle", "limit/camera-angle")]
    [InlineData("blurred dark image", "limit/image-quality")]
    [InlineData("AI Act at the workplace", "limit/law")]
    [InlineData("whose voice is it, who is speaking", "limit/speaker")]
    public void Search_Words_FindTheirCardFirst(string text, string id)
    {
        var hits = Built.Search(new KnowledgeQuery { Text = text });
        Assert.Equal(id, hits[0].Card.Id);
    }

    [Fact]
    public async Task Search_PatternAndWords_IsThatOfTheRetriever()
    {
        var query = new KnowledgeQuery { ActionUnits = Face("6:3 12:4"), Text = "polite or genuine smile", Limit = 200 };
        var hits = Built.Search(query);
        Assert.Equal("smile/duchenne", hits[0].Card.Id);
        var found = await new KnowledgeRetriever(Built).RetrieveAsync(new() { ActionUnits = query.ActionUnits, Text = query.Text, Limit = 200 }, TestContext.Current.CancellationToken);
        Assert.Equal(found.Hits.Select(hit => (hit.Card.Id, hit.Score)), hits.Select(hit => (hit.Card.Id, hit.Score)));
        Assert.Equal(Built.Search(query with { Text = null }).Single(hit => hit.Card.Id == "smile/duchenne").PatternScore, hits[0].PatternScore);
        Assert.Contains(hits, hit => hit.PatternScore is null && hit.TextScore > 0);
    }

    [Fact]
    public void Search_NegativeWeight_SpeaksAgainst()
    {
        var calm = Score("1:3 2:3 5:2", "emotion/surprise");
        var drawn = Score("1:3 2:3 5:2 4:3", "emotion/surprise");
        Assert.True(drawn < calm - 0.2, $"{calm} {drawn}");
    }

    [Fact]
    public void Search_Intensity_DoesNotChangeThePatternScore() =>
        Assert.Equal(Score("6:1 12:2", "emotion/happiness"), Score("6:2 12:4", "emotion/happiness"), 6);

    [Fact]
    public void Search_Filters_KeepOnlyWhatIsAskedFor()
    {
        var hits = Built.Search(new KnowledgeQuery { Text = "voice smile anger", Kinds = [CardKind.Voice], Emotions = ["anger"], Limit = 50 });
        Assert.NotEmpty(hits);
        Assert.All(hits, hit => Assert.Equal(CardKind.Voice, hit.Card.Kind));
        Assert.All(hits, hit => Assert.Contains("anger", hit.Card.Emotions));
    }

    [Fact]
    public void Search_Twice_GivesTheSameOrder()
    {
        var query = new KnowledgeQuery { ActionUnits = Face("1:1 4:1 12:1"), Text = "smile brow voice limit words", Limit = 200 };
        var first = Built.Search(query);
        Assert.Equal(first, Built.Search(query));
        Assert.Equal(first.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Card.Id, StringComparer.Ordinal), first);
    }

    [Fact]
    public void Search_NothingAsked_FindsNothing()
    {
        Assert.Empty(Built.Search(new KnowledgeQuery()));
        Assert.Empty(Built.Search(new KnowledgeQuery { Text = "   " }));
        Assert.Empty(Built.Search(new KnowledgeQuery { Text = "smile", Limit = 0 }));
        Assert.Empty(Built.Search(new KnowledgeQuery { Text = "qwertyuiop" }));
    }

    [Fact]
    public void Search_IntensityOutsideZeroToFive_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Built.Search(new KnowledgeQuery { ActionUnits = Face("12:6") }));

    [Fact]
    public void Search_VeryLongText_IsCutAndAnswered()
    {
        var text = string.Concat(Enumerable.Repeat("smile ", 200_000));
        Assert.Contains("smile", Built.Search(new KnowledgeQuery { Text = text, Emotions = ["neutral"] })[0].Card.Title, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("smiles", "smiling")]
    [InlineData("smiled", "smile")]
    [InlineData("happiness", "happy")]
    [InlineData("brows", "brow")]
    [InlineData("wrinkling", "wrinkled")]
    public void Stem_FormsOfAWord_Meet(string a, string b) => Assert.Equal(Stemmer.Stem(a), Stemmer.Stem(b));

    [Theory]
    [InlineData("manner", "man")]
    [InlineData("many", "man")]
    [InlineData("mission", "miss")]
    [InlineData("news", "new")]
    [InlineData("customers", "custom")]
    [InlineData("positively", "position")]
    public void Stem_OtherWords_StayApart(string a, string b) => Assert.NotEqual(Stemmer.Stem(a), Stemmer.Stem(b));

    private static double Score(string face, string id) =>
        Built.Search(new KnowledgeQuery { ActionUnits = Face(face), Limit = 500 }).Single(hit => hit.Card.Id == id).PatternScore!.Value;

    private static Dictionary<int, double> Face(string text) =>
        text.Split(' ').Select(part => part.Split(':')).ToDictionary(
            pair => int.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture),
            pair => double.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
}
