namespace AffectAgent.Plugins.TalkingHead.Tests;

public sealed class UnitGainsTests
{
    [Fact]
    public void Apply_NamedAndOtherUnits_ScalesTheNamedAlone()
    {
        var pose = new FacePose { HeadYaw = 0.1f, GazePitch = -0.2f, TongueUp = 0.3f };
        pose.Set(4, 2);
        pose.Set(12, 3);
        var shown = new FacePose();

        new UnitGains((4, 1.5f)).Apply(pose, shown);

        Assert.Equal(3, shown.Mean(4), 4);
        Assert.Equal(3, shown.Mean(12), 4);
        Assert.Equal((0.1f, -0.2f, 0.3f), (shown.HeadYaw, shown.GazePitch, shown.TongueUp));
    }

    [Fact]
    public void Apply_FullStrengthTimesALargeGain_StaysBelowTheMost()
    {
        var pose = new FacePose();
        pose.Set(23, 5);
        var shown = new FacePose();

        new UnitGains((23, 3)).Apply(pose, shown);

        Assert.Equal(UnitGains.Most, shown.Mean(23), 4);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(3.1f)]
    [InlineData(float.NaN)]
    public void Create_FactorOutOfRange_IsRefused(float gain) => Assert.Throws<ArgumentOutOfRangeException>(() => new UnitGains((4, gain)));

    [Fact]
    public void Presets_EveryLook_MovesNoUnitBeyondTheMostAndNoneToNothing() =>
        Assert.All(AvatarLook.Presets, look => Assert.All(FaceUnits.All, unit => Assert.InRange(look.Gains[unit], 0.5f, 2f)));
}
