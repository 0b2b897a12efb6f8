using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy.Tests.Care;

public sealed class HelpLineTests
{
    private static readonly string[] Topics = ["self_harm", "talk", "abuse", "children", "poison", "health"];

    [Fact]
    public void Regions_AtLeast25_EachWithEmergencyNumberAndSource()
    {
        Assert.InRange(HelpLineDirectory.Default.Regions.Count, 25, 300);
        Assert.InRange(HelpLineDirectory.Default.Regions.Count(region => region.Lines.Any(line => line.Topics.Contains("self_harm"))), 25, 300);
        Assert.All(HelpLineDirectory.Default.Regions, region =>
        {
            Assert.Matches("^[A-Z]{2}$", region.Code);
            Assert.Matches("^[0-9]{3,4}$", region.Emergency);
            Assert.False(string.IsNullOrWhiteSpace(region.Source), region.Code);
            Assert.True(region.Checked >= new DateOnly(2026, 1, 1), region.Code);
        });
    }

    [Fact]
    public void Lines_Every_HasDigitsSourceAndKnownTopics()
        => Assert.All(HelpLineDirectory.Default.Regions.SelectMany(region => region.Lines).Concat(HelpLineDirectory.Default.Fallback.Lines), line =>
        {
            Assert.Matches("^[0-9]{2,13}$", line.Phone ?? "000");
            Assert.Matches("^[0-9]{2,13}$", line.Text ?? "000");
            Assert.DoesNotContain("://", line.Web ?? "", StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(line.Source), line.Name);
            Assert.NotEmpty(line.Topics);
            Assert.All(line.Topics, topic => Assert.Contains(topic, Topics));
            Assert.All(line.Languages, language => Assert.Matches("^[a-z]{2}$", language));
            Assert.True(line.Checked >= new DateOnly(2026, 1, 1), line.Name);
        });

    [Theory]
    [InlineData("de", "DE")]
    [InlineData("pt-BR", "BR")]
    [InlineData("pt_PT", "PT")]
    [InlineData("uk", "GB")]
    [InlineData(" AT ", "AT")]
    public void Find_CodesAndTags_GiveTheRegion(string region, string code)
        => Assert.Equal(code, HelpLineDirectory.Default.Find(region)?.Code);

    [Theory]
    [InlineData("schema: other", "care/help-lines/1")]
    [InlineData("schema: care/help-lines/1\nfallback: {emergency: '112', source: x}\nregions: [{code: DE, name: Germany, emergency: '1 12', source: x}]", "digits")]
    [InlineData("schema: care/help-lines/1\nfallback: {emergency: '112', source: x}\nregions: [{code: DE, name: Germany, emergency: '112'}]", "source is missing")]
    [InlineData("schema: care/help-lines/1\nfallback: {emergency: '112', source: x}\nregions: [{code: DE, name: Germany, source: x}]", "emergency is missing")]
    [InlineData("a: [", "YAML")]
    public void Parse_AFault_IsNamed(string yaml, string says)
        => Assert.Contains(says, Assert.Throws<UserException>(() => HelpLineDirectory.Parse(yaml, "lines.yaml")).Message, StringComparison.Ordinal);
}
