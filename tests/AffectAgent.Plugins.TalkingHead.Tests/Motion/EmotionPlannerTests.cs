using AffectAgent.Knowledge;

namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class EmotionPlannerTests
{
    private static readonly KnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();
    private static readonly EmotionPlanner Planner = new(Cards);

    [Theory]
    [InlineData("anger")]
    [InlineData("contempt:0.8")]
    [InlineData("disgust")]
    [InlineData("fear:0.5")]
    [InlineData("happiness:0.3")]
    [InlineData("sadness")]
    [InlineData("surprise")]
    [InlineData("happiness:0.6+surprise:0.4")]
    [InlineData("sadness:0.8+happiness:0.5")]
    [InlineData("smile/polite:0.5")]
    [InlineData("emotion/fatigue")]
    public void Plan_Script_EveryMovementHasACardThatNamesItsUnit(string script)
    {
        var plan = Planner.Plan(script, 4);

        var movements = plan.Expressions.SelectMany(x => x.Movements).ToArray();
        Assert.NotEmpty(movements);
        Assert.All(movements, movement =>
        {
            var card = Cards.Find(movement.CardId);
            Assert.NotNull(card);
            Assert.True(card.Pattern.GetValueOrDefault(movement.Unit) > 0 || (movement.Unit == 45 && card.Pattern.GetValueOrDefault(43) > 0), $"{card.Id} doesn't ask for AU{movement.Unit}.");
            Assert.True(movement.Reason.TrimEnd('.') == card.Gist || card.Text.Contains(movement.Reason.TrimEnd('.'), StringComparison.Ordinal), movement.Reason);
            Assert.InRange(movement.Intensity, 0.1, 5);
        });
    }

    [Fact]
    public void Plan_Strength_ScalesTheMovements()
    {
        double At(string script, int unit) => Planner.Plan(script, 3).Expressions[0].Movements.Single(x => x.Unit == unit).Intensity;

        Assert.Equal(5, At("happiness", 12), 3);
        Assert.Equal(2.5, At("happiness:0.5", 12), 3);
        Assert.Empty(Planner.Plan("happiness:0", 3).Expressions);
        Assert.Empty(Planner.Plan("neutral", 3).Expressions);
    }

    [Fact]
    public void Plan_Contempt_MovesOneCornerOnly()
    {
        var movements = Planner.Plan("contempt", 3).Expressions[0].Movements;

        Assert.Contains(movements, x => x.Unit == 14);
        Assert.All(movements.Where(x => x.Unit is 12 or 14), x => Assert.Equal(FaceSide.Left, x.Side));
    }

    [Fact]
    public void Plan_PoliteSmile_LeavesTheCheeksAndIsUneven()
    {
        var polite = Planner.Plan("smile/polite", 3).Expressions[0].Movements;
        var warm = Planner.Plan("happiness", 3).Expressions[0].Movements;

        Assert.DoesNotContain(polite, x => x.Unit == 6);
        Assert.Contains(warm, x => x.Unit == 6);
        Assert.True(polite.Single(x => x.Side == FaceSide.Left).Intensity > polite.Single(x => x.Side == FaceSide.Right).Intensity);
    }

    [Fact]
    public void Plan_HappinessWithSurprise_TakesTheBrowsOfOneAndTheMouthOfTheOther()
    {
        var movements = Planner.Plan("happiness:0.8+surprise:0.4", 3).Expressions[0].Movements.ToDictionary(x => x.Unit);

        Assert.All(movements.Values, x => Assert.Equal("compound/happily-surprised", x.CardId));
        Assert.Equal(5 * 0.8, movements[12].Intensity, 3);
        Assert.Equal(5 * 0.9 * 0.4, movements[1].Intensity, 3);
        Assert.DoesNotContain(4, movements.Keys);
    }

    [Theory]
    [InlineData("happiness:0.8+sadness:0.5", 12, 15)]
    [InlineData("happiness:0.5+sadness:0.9", 15, 12)]
    [InlineData("happiness:0.9+anger:0.5", 12, 24)]
    public void Plan_Antagonists_OnlyTheStrongerStays(string script, int stays, int goes)
    {
        var units = Planner.Plan(script, 3).Expressions[0].Movements.Select(x => x.Unit).ToArray();

        Assert.Contains(stays, units);
        Assert.DoesNotContain(goes, units);
    }

    [Fact]
    public void Plan_AllEmotions_OffsetIsLongerThanOnsetAndBothAreNatural()
    {
        double Onset(string name) => Planner.Plan(name, 3).Expressions[0].Movements[0].Onset;

        foreach (var emotion in EmotionNames.All.Where(x => x != Emotion.Neutral))
        {
            var movement = Planner.Plan([new EmotionShare(emotion, 1)], 3).Expressions[0].Movements[0];
            Assert.InRange(movement.Onset, 0.15, 1);
            Assert.True(movement.Offset > movement.Onset);
        }

        Assert.InRange(Onset("surprise"), 0.15, 0.3);
        Assert.InRange(Onset("happiness"), 0.2, 0.5);
        Assert.InRange(Onset("sadness"), 0.6, 1);
    }

    [Fact]
    public void Plan_TimedStretches_FollowTheScript()
    {
        var plan = Planner.Plan("0-2:neutral; 2-5:sadness:0.7; 5-:happiness:0.5", 8);

        Assert.Equal(2, plan.Expressions.Count);
        Assert.Equal((2, Emotion.Sadness), (plan.Expressions[0].Interval.Start, plan.Expressions[0].Mixture[0].Emotion));
        Assert.Equal((5, 8), (plan.Expressions[1].Interval.Start, plan.Expressions[1].Interval.End));
        Assert.InRange(plan.Expressions[0].Interval.End, 5.5, 8);
    }

    [Theory]
    [InlineData("joyful", "no emotion that a face can be planned for")]
    [InlineData("", "No emotion is named")]
    [InlineData("sadness:7", "no strength")]
    [InlineData("sadness:many", "no strength")]
    [InlineData("0-2:sadness;1-3:anger", "begins before")]
    [InlineData("2-1:sadness", "ends before it begins")]
    [InlineData("0-2:sadness;anger", "says neither time nor words")]
    [InlineData("sadness+sadness", "named twice")]
    [InlineData("2:sadness", "as a stretch of time")]
    [InlineData("a-2:sadness", "no strength")]
    [InlineData("sadness+:0.4", "names no emotion")]
    public void Plan_Faulty_SaysWhatIsWrongAndWhatToWrite(string script, string expected)
    {
        var fault = Assert.Throws<UserException>(() => Planner.Plan(script, 5));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Fix);
    }
}
