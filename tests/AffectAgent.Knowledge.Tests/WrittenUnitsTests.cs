using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Tests;

public sealed class WrittenUnitsTests
{
    [Theory]
    [InlineData("AU12=0.8 AU43=0.4, which face", "12:4 43:2")]
    [InlineData("au1 .6, au04 : .8 and AU 15 0.2", "1:3 4:4 15:1")]
    [InlineData("AU6: 2, AU12: 3.5.", "6:2 12:3.5")]
    [InlineData("AU12 0.8 (AU6 0.4)", "12:4 6:2")]
    public void Of_IntensitiesInAText_AreRead(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', WrittenUnits.Of(text).Select(unit => FormattableString.Invariant($"{unit.Key}:{Math.Round(unit.Value, 6)}"))));

    [Theory]
    [InlineData("")]
    [InlineData("AU 4 5 and 7")]
    [InlineData("AU12 or AU20?")]
    [InlineData("AU4 and AU7 together, 0.5 each")]
    [InlineData("AU12=0.8 alone")]
    [InlineData("AU12=80% AU6=40%")]
    [InlineData("AU12=8 AU6=40")]
    [InlineData("AU1.2 of the file and version AU")]
    public void Of_AnythingElse_IsEmpty(string text) => Assert.Empty(WrittenUnits.Of(text));

    [Fact]
    public async Task Retrieve_IntensitiesInTheText_CountAsAPattern()
    {
        var retriever = new KnowledgeRetriever(KnowledgeBase.LoadBuiltIn());
        var token = TestContext.Current.CancellationToken;

        var found = await retriever.RetrieveAsync(new() { Text = "AU4 .8 AU6 .6 AU7 .8 AU9 .7 AU10 .6 AU43 .7, name it" }, token);
        Assert.Equal("emotion/pain", found.Hits[0].Card.Id);
        Assert.NotNull(found.Hits[0].Pattern);
        var measured = await retriever.RetrieveAsync(new() { Text = "AU4 .8 AU9 .7", ActionUnits = new Dictionary<int, double> { [12] = 4 } }, token);
        Assert.True(measured.Hits.Single(hit => hit.Card.Id == "au/12").Pattern > 0.9, "what was measured comes before what is written");
    }
}
