using System.Security.Cryptography;
using System.Text;
using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy.Tests.Care;

public sealed class CareSetTests
{
    private static readonly string[] Languages = ["en", "de", "fr", "es", "pt", "it", "tr", "pl"];

    [Fact]
    public void Set_EveryLine_IsWholeAndUnlikeTheOthers()
    {
        Assert.InRange(CareSet.All.Count, 320, 2000);
        Assert.Equal(CareSet.All.Count, CareSet.All.Select(one => one.Id).Distinct().Count());
        Assert.Equal(CareSet.All.Count, CareSet.All.Select(one => one.Text).Distinct().Count());
        Assert.All(CareSet.All, one =>
        {
            Assert.True(one.Kind == "none" || CareKinds.Find(one.Kind) is not null, one.Id);
            Assert.Contains(one.Language, Languages);
            Assert.Equal(one.IsBoundary ? "boundary" : one.IsCrisis ? one.Severity : "none", one.Severity);
            Assert.False(one.IsCrisis && one.Severity is not ("acute" or "high" or "concern"), one.Id);
        });
    }

    [Theory]
    [InlineData("en", 200)]
    [InlineData("de", 25)]
    [InlineData("fr", 25)]
    [InlineData("es", 25)]
    [InlineData("pt", 25)]
    [InlineData("it", 25)]
    [InlineData("tr", 20)]
    [InlineData("pl", 20)]
    public void Set_EachLanguage_HasEnough(string language, int least)
        => Assert.InRange(CareSet.All.Count(one => one.Language == language), least, 2000);

    /// <summary>A third is held: in strata by kind (boundaries as one) and language, in the order of the ids' hashes, every third.</summary>
    [Fact]
    public void Parts_FollowTheHashesOfTheIds()
    {
        string[] kinds = ["self_harm", "violence", "abuse", "medical", "none", "boundary"];
        var counted = 0;
        foreach (var kind in kinds)
        {
            foreach (var language in Languages)
            {
                var stratum = CareSet.All.Where(one => one.Language == language && (one.IsBoundary ? "boundary" : one.Kind) == kind);
                foreach (var one in stratum.OrderBy(one => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(one.Id))), StringComparer.Ordinal))
                    Assert.True(one.Part == (counted++ % 3 == 2 ? "held" : "dev"), one.Id);
            }
        }
        Assert.Equal(CareSet.All.Count, counted);
    }
}
