using System.Text.RegularExpressions;
using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy.Tests.Care;

public sealed partial class CareAnswersTests
{
    private static readonly CareAnswers Answers = CareAnswers.Default;

    private static CareCheck Found(CareKind kind, CareSeverity severity = CareSeverity.High, CareWho who = CareWho.Writer, bool minor = false)
        => new("en", minor, [new CareFinding(kind, kind.IsCrisis() ? severity : CareSeverity.Boundary, who, 0.9, 0, 1, "en", ["test"])]);

    public static TheoryData<string, CareKind> Everything()
        => new(CareAnswers.Languages.SelectMany(language => Enum.GetValues<CareKind>().Select(kind => (language, kind))));

    [Theory]
    [MemberData(nameof(Everything))]
    public void AnswerFor_EveryLanguageAndKind_IsWholeAndClaimsNoFeeling(string language, CareKind kind)
    {
        foreach (var severity in new[] { CareSeverity.Concern, CareSeverity.High, CareSeverity.Acute })
        {
            foreach (var who in new[] { CareWho.Writer, CareWho.Other })
            {
                var answer = Answers.AnswerFor(Found(kind, severity, who, minor: true), language, "DE");
                Assert.Equal(language, answer.Language);
                Assert.InRange(answer.Text.Length, 60, 900);
                Assert.DoesNotContain("{", answer.Text, StringComparison.Ordinal);
                Assert.DoesNotMatch(Feelings(), answer.Text);
                Assert.DoesNotMatch(Promises(), answer.Text);
                if (kind.IsCrisis())
                    Assert.Equal(kind == CareKind.Violence ? "110" : "112", answer.Lines[0].Phone);
            }
        }
    }

    [Theory]
    [InlineData("en", "computer program")]
    [InlineData("de", "Computerprogramm")]
    [InlineData("fr", "programme informatique")]
    [InlineData("es", "programa de ordenador")]
    [InlineData("pt", "programa de computador")]
    [InlineData("it", "programma informatico")]
    [InlineData("tr", "bilgisayar programı")]
    [InlineData("pl", "programem komputerowym")]
    public void AnswerFor_EveryCrisis_SaysThatItIsAProgramAndNamesTheEmergencyNumber(string language, string program)
    {
        foreach (var kind in Enum.GetValues<CareKind>().Where(kind => kind.IsCrisis()))
        {
            foreach (var who in Enum.GetValues<CareWho>())
            {
                var answer = Answers.AnswerFor(Found(kind, who: who), language, "US");
                Assert.Contains(program, answer.Text, StringComparison.Ordinal);
                Assert.Contains("911", answer.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void AnswerFor_SelfHarm_AsksWhetherThePersonIsSafe()
        => Assert.Contains("Are you safe", Answers.AnswerFor(Found(CareKind.SelfHarm), "en", "GB").Text, StringComparison.Ordinal);

    [Fact]
    public void AnswerFor_Abuse_WarnsThatTheDeviceMayBeWatched()
        => Assert.Contains("watched", Answers.AnswerFor(Found(CareKind.Abuse), "en", "GB").Text, StringComparison.Ordinal);

    [Fact]
    public void AnswerFor_KnownRegion_GivesItsLinesEmergencyFirst()
    {
        var answer = Answers.AnswerFor(Found(CareKind.SelfHarm), "en", "en-GB");
        Assert.Equal("GB", answer.Region);
        Assert.Equal("999", answer.Lines[0].Phone);
        Assert.Contains(answer.Lines, line => line.Phone == "116123");
        Assert.Contains("116123", answer.LinesText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("XX")]
    public void AnswerFor_UnknownRegion_PointsToTheDirectories(string? region)
    {
        var answer = Answers.AnswerFor(Found(CareKind.SelfHarm), "en", region);
        Assert.Null(answer.Region);
        Assert.Contains("local emergency number", answer.Text, StringComparison.Ordinal);
        Assert.Contains(answer.Lines, line => line.Web == "findahelpline.com");
    }

    [Fact]
    public void AnswerFor_RegionWithoutLines_StillGivesNumberAndDirectories()
    {
        var answer = Answers.AnswerFor(Found(CareKind.SelfHarm), "en", "BG");
        Assert.Equal("112", answer.Lines[0].Phone);
        Assert.Contains(answer.Lines, line => line.Web == "findahelpline.com");
    }

    [Fact]
    public void AnswerFor_UnknownLanguage_AnswersInEnglish()
        => Assert.Equal("en", Answers.AnswerFor(Found(CareKind.SelfHarm), "xx", "GB").Language);

    [Fact]
    public void AnswerFor_Minor_AddsCareAndChildrensLines()
    {
        var answer = Answers.AnswerFor(Found(CareKind.SelfHarm, minor: true), "en", "GB");
        Assert.Contains("grown-up you trust", answer.Text, StringComparison.Ordinal);
        Assert.Equal("08001111", answer.Lines[1].Phone);
    }

    [Fact]
    public void AnswerFor_NothingFound_Throws()
        => Assert.Throws<ArgumentException>(() => Answers.AnswerFor(new CareCheck("en", false, []), "en", null));

    [Fact]
    public void State_CrisisEarlier_StaysKnown()
    {
        var state = CareState.Start
            .After(CareDetector.Default.Check("I want to kill myself"))
            .After(CareDetector.Default.Check("just kidding, what's for dinner"));
        Assert.True(state.HasCrisis);
        Assert.Equal((2, 0), (state.Turns, state.CrisisTurn));
        Assert.NotNull(Answers.FollowUp(state, "en", "GB"));
        Assert.Null(Answers.FollowUp(CareState.Start, "en", "GB"));
    }

    [Fact]
    public void State_ABoundaryTwice_IsCounted()
    {
        var check = CareDetector.Default.Check("do you love me");
        Assert.Equal(2, CareState.Start.After(check).After(check).Boundaries[CareKind.Feelings]);
    }

    [GeneratedRegex(@"\bI(?:'m| am) (?:so |very )?(?:glad|sorry|happy|sad|worried)|\btut mir leid|\bfreut mich|\bdésolé|\bcontente?\b|\bsiento\b|\balegra\b|\bsinto muito|\bfico feliz|\bdispiace\b|\bfelice\b|\büzgünüm\b|\bprzykro mi\b|\bcieszę\b", RegexOptions.IgnoreCase)]
    private static partial Regex Feelings();

    [GeneratedRegex(@"\bI promise\b|everything will be|will be (?:fine|okay|alright)|alles wird gut|tout ira bien|todo estará bien|vai ficar tudo bem|andrà tutto bene|her şey yoluna|wszystko będzie dobrze", RegexOptions.IgnoreCase)]
    private static partial Regex Promises();
}
