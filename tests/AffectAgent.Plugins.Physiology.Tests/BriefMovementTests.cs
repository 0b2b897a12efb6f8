namespace AffectAgent.Plugins.Physiology.Tests;

public sealed class BriefMovementTests
{
    private const int BrowHeight = 0;

    [Theory]
    [InlineData(0.2, FaceSide.Both)]
    [InlineData(0.4, FaceSide.Both)]
    [InlineData(0.3, FaceSide.Right)]
    [InlineData(0.3, FaceSide.Left)]
    public void Find_OneBriefMovement_TellsWhenWhereAndWhat(double length, FaceSide side)
    {
        var found = Find(Faces.Clip(6, (t, place, left) => place == BrowHeight && side != (left ? FaceSide.Right : FaceSide.Left) ? Bump(t, 3, length, 0.04) : 0));
        var one = Assert.Single(found);
        Assert.Equal(1, one.Unit);
        Assert.Equal(side, one.Side);
        Assert.InRange(one.Apex, 3 + (length / 2) - 0.07, 3 + (length / 2) + 0.07);
        Assert.InRange(one.Offset - one.Onset, length * 0.5, length * 1.3);
        Assert.InRange(one.Size, 2.5, 4.5);
    }

    [Fact]
    public void Find_SlowMovement_IsNotReported() =>
        Assert.Empty(Find(Faces.Clip(8, (t, place, _) => place == BrowHeight ? Bump(t, 2, 2.5, 0.06) : 0)));

    [Fact]
    public void Find_HeldMovement_IsNotReported() =>
        Assert.Empty(Find(Faces.Clip(8, (t, place, _) => place == BrowHeight && t > 3 ? 0.05 : 0)));

    [Fact]
    public void Find_RestingFace_ReportsNothing() => Assert.Empty(Find(Faces.Clip(30)));

    [Fact]
    public void Find_BrowsDuringABlink_AreNotReported() =>
        Assert.Empty(Find(Faces.Clip(6, (t, place, _) => place == BrowHeight ? -Bump(t, 3, 0.2, 0.03) : 0, lids: t => Bump(t, 3, 0.22, 0.95))));

    [Fact]
    public void Find_LipsOfATalkingMouth_AreNotReported() =>
        Assert.Empty(Find(Faces.Clip(10, (t, place, _) => FacePlaces.All[place].IsUpper ? 0 : 0.03 * Math.Pow(Math.Sin(12 * t), 2) * Math.Sin(1.7 * t), lips: t => 0.06 * Math.Pow(Math.Sin(12 * t), 2))));

    [Fact]
    public void Find_HeadTurned_SeesTheSame()
    {
        static double Moves(double t, int place, bool left) => place == BrowHeight ? Bump(t, 3, 0.3, 0.04) : 0;
        var turned = Assert.Single(Find(Faces.Clip(6, Moves, turn: _ => (0.15, -0.25))));
        Assert.Equal(1, turned.Unit);
    }

    [Fact]
    public void Unfit_FewFramesOrShort_SaysSo()
    {
        var finder = new BriefMovementFinder();
        Assert.Contains("frames a second", finder.Unfit(FaceMotion.Of(Faces.Clip(5, rate: 10), 1, TestContext.Current.CancellationToken)!), StringComparison.Ordinal);
        Assert.Contains("less than 2 s", finder.Unfit(FaceMotion.Of(Faces.Clip(1), 1, TestContext.Current.CancellationToken)!), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ScaledTurnedFace_MeasuresTheSamePlaces()
    {
        var small = FaceMotion.Of(Faces.Clip(1, noise: 0, size: 40), 1, TestContext.Current.CancellationToken)!;
        var turned = FaceMotion.Of(Faces.Clip(1, noise: 0, size: 170, turn: _ => (0.2, 0.3)), 1, TestContext.Current.CancellationToken)!;
        for (var p = 0; p < FacePlaces.All.Count; p++)
            Assert.Equal(small.Right[p][3] - small.Left[p][3], turned.Right[p][3] - turned.Left[p][3], 0.002);
    }

    private static IReadOnlyList<BriefMovement> Find(FaceArchiveStub archive) => new BriefMovementFinder().Find(FaceMotion.Of(archive, 1, TestContext.Current.CancellationToken)!);

    private static double Bump(double t, double start, double length, double height) =>
        t > start && t < start + length ? height * 0.5 * (1 - Math.Cos(2 * Math.PI * (t - start) / length)) : 0;
}
