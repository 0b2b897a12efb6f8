namespace AffectAgent.Plugins.ActionUnits.Tests;

public sealed class TrackTests
{
    private const double Fps = 25;

    [Fact]
    public void Find_CalmClipOfAnUnusualFace_LearnsTheOwnRestingFace()
    {
        var (scores, times) = Scores(6, t => Person(t is > 2 and < 3 ? 4 : 0));
        var baseline = new NeutralBaselineEstimator(Shared.Basis.Units, Shared.Basis.Scale).Find(scores, times);
        Assert.NotNull(baseline);
        var expected = new float[Shared.Basis.Units.Count];
        Shared.Estimator.TryScore(Person(0), expected);
        for (var i = 0; i < expected.Length; i++)
        {
            var limited = Math.Clamp(expected[i], -3 * Shared.Basis.Scale.Spread[i], 3 * Shared.Basis.Scale.Spread[i]);
            Assert.Equal(limited, baseline.Resting[i], 0.5f * Shared.Basis.Scale.Spread[i]);
        }
    }

    [Fact]
    public void Find_SmileThroughTheWholeClip_Abstains()
    {
        var (scores, times) = Scores(6, _ => Shared.Face((12, 4)));
        Assert.Null(new NeutralBaselineEstimator(Shared.Basis.Units, Shared.Basis.Scale).Find(scores, times));
    }

    [Fact]
    public void Find_NothingMoves_Abstains()
    {
        var (scores, times) = Scores(6, _ => Person(0));
        Assert.Null(new NeutralBaselineEstimator(Shared.Basis.Units, Shared.Basis.Scale).Find(scores, times));
    }

    [Fact]
    public void Find_ShortClip_Abstains()
    {
        var (scores, times) = Scores(1.5, _ => Shared.Basis.Neutral);
        Assert.Null(new NeutralBaselineEstimator(Shared.Basis.Units, Shared.Basis.Scale).Find(scores, times));
    }

    [Fact]
    public void Follow_SmileInAClip_GivesOneEpisodeAtItsTime()
    {
        var followed = Follow(5, t => Person(4 * Math.Exp(-0.5 * Math.Pow((t - 2.6) / 0.4, 2))));
        Assert.Equal(NeutralBaseline.Own, followed.Track.Baseline);
        var episode = Assert.Single(followed.Track.Episodes, e => e.Unit == 12);
        Assert.Equal(2.6, episode.Apex, 0.1);
        Assert.InRange(episode.Intensity, 3, 5);
        Assert.Equal((int)(5 * Fps), followed.Track.Samples.Count);
        Assert.All(followed.Track.Samples, s => Assert.All(s.Intensity, v => Assert.InRange(v, 0, 5)));
    }

    [Fact]
    public void Follow_TurnedOrSmallFaces_AreTrustedLess()
    {
        var tracker = new ActionUnitTracker(Shared.Estimator);
        double Trust(double yaw, double size) =>
            tracker.Follow(1, [Shared.Observe(Shared.Basis.Neutral, 0, 0, yaw: yaw, size: size)], still: true)!.Trust;
        Assert.Equal(1, Trust(0.1, 200));
        Assert.True(Trust(0.7, 200) < 0.5);
        Assert.True(Trust(0, 40) < 0.7);
    }

    [Theory]
    [InlineData(0.9, 0, 1, 1)]
    [InlineData(0.2, 0, 0.3, 0.4)]
    [InlineData(0.9, 0.9, 0.5, 0.7)]
    public void Follow_PoorOrCoveredFaces_AreTrustedLess(float quality, float covered, double least, double most)
    {
        var face = Shared.Observe(Shared.Basis.Neutral, 0, 0, yaw: 0, size: 200) with { Measures = new FaceMeasures(0.3f, 0.3f, 0, 0, covered, quality) };
        Assert.InRange(new ActionUnitTracker(Shared.Estimator).Follow(1, [face], still: true, TestContext.Current.CancellationToken)!.Trust, least, most);
    }

    [Fact]
    public async Task MeasureActionUnits_SmilingStill_AppendsTheSmile()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        context.Set<IFaceArchive>(new MemoryArchive(still: true, Shared.Observe(Shared.Placed(Shared.Face((12, 4.5), (25, 3)), 0, 0.1, 0.1, 120, 300, 300), 0, 0)));
        var report = await Network.Plugin().MeasureActionUnitsAsync(context, TestContext.Current.CancellationToken);
        var smile = Assert.Single(context.Ledger.All, e => e.ActionUnit == 12);
        Assert.Equal(EvidenceKinds.ActionUnit, smile.Kind);
        Assert.Equal("0-5", smile.Unit);
        Assert.InRange(smile.Value!.Value, 2.5, 5); // the mesh alone: there is no portrait
        Assert.Null(smile.AgainstPopulation);
        Assert.Null(smile.Interval);
        Assert.Equal(Reliability.Verified, smile.Reliability);
        Assert.Equal(AppearanceWitness.ModelId, smile.Source.Model);
        Assert.Contains(smile.Id, report.EvidenceIds);
        Assert.DoesNotContain(context.Ledger.All, e => e.ActionUnit is 23 or 4 or 1);
        var track = Assert.Single(context.Get<IReadOnlyList<ActionUnitTrack>>());
        Assert.Equal(NeutralBaseline.Population, track.Baseline);
        Assert.Empty(track.Episodes);
    }

    [Fact]
    public async Task MeasureActionUnits_StillAtRest_TellsThatTheVerifiedUnitsAreAbsent()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        context.Set<IFaceArchive>(new MemoryArchive(still: true, Shared.Observe(Shared.Placed(Shared.Face(), 0, 0.1, 0.1, 120, 300, 300), 0, 0)));
        await Network.Plugin().MeasureActionUnitsAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal([7, 12, 25, 26], context.Ledger.All.Where(e => e.Reliability == Reliability.Verified).Select(e => e.ActionUnit!.Value).Order());
        var smile = Assert.Single(context.Ledger.All, e => e.ActionUnit == 12);
        Assert.InRange(smile.Value!.Value, 0, 0.9);
        Assert.InRange(smile.Confidence, 0.5, 1);
        Assert.Equal(Direction.None, smile.Direction);
    }

    [Fact]
    public async Task MeasureActionUnits_CheeksWithoutSmile_AreNotTold()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        context.Set<IFaceArchive>(new MemoryArchive(still: true, Shared.Observe(Shared.Face((6, 5)), 0, 0)));
        await Network.Plugin().MeasureActionUnitsAsync(context, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(context.Ledger.All, e => e.ActionUnit == 6);
    }

    [Fact]
    public async Task MeasureActionUnits_ClipWithABlinkAndASmile_AppendsBoundedEpisodes()
    {
        var faces = Enumerable.Range(0, 200).Select(i => Shared.Observe(
            Shared.Face((12, 4.5 * Math.Exp(-Math.Pow((i / Fps) - 5, 2) / 0.3)), (45, i % 50 is 20 or 21 or 22 ? 5 : 0)), i, i / Fps));
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        context.Set<IFaceArchive>(new MemoryArchive(still: false, [.. faces]));
        await Network.Plugin().MeasureActionUnitsAsync(context, TestContext.Current.CancellationToken);
        var episodes = context.Ledger.All.Where(e => e.Kind == EvidenceKinds.ActionUnitEpisode).ToList();
        var smile = Assert.Single(episodes, e => e.ActionUnit == 12);
        Assert.Equal(5, smile.Apex!.Value, 0.1);
        Assert.True(smile.Interval!.Value.Contains(smile.Apex.Value));
        Assert.Equal(Direction.Higher, smile.Direction);
        Assert.InRange(smile.AgainstPopulation!.Value, 2, 5);
        Assert.All(context.Ledger.All, e => Assert.NotNull(e.AgainstPopulation));
        Assert.Equal(2, episodes.Count(e => e.ActionUnit == 45));
        Assert.All(episodes, e => Assert.True(e.Baseline < 0.5, $"AU{e.ActionUnit} rests at {e.Baseline}"));
        Assert.True(episodes.Count <= 12);
        var track = Assert.Single(context.Get<IReadOnlyList<ActionUnitTrack>>());
        Assert.Equal(4, track.Episodes.Count(e => e.Unit == 45));
    }

    [Fact]
    public async Task MeasureActionUnits_SmileHeldThroughAClip_IsToldOnce()
    {
        var faces = Enumerable.Range(0, 100).Select(i => Shared.Observe(Shared.Face((12, 4)), i, i / Fps));
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        context.Set<IFaceArchive>(new MemoryArchive(still: false, [.. faces]));
        await Network.Plugin().MeasureActionUnitsAsync(context, TestContext.Current.CancellationToken);
        var smile = Assert.Single(context.Ledger.All, e => e.ActionUnit == 12);
        Assert.Equal(EvidenceKinds.ActionUnit, smile.Kind);
        Assert.Equal(0, smile.Interval!.Value.Start);
        Assert.Equal(NeutralBaseline.Population, Assert.Single(context.Get<IReadOnlyList<ActionUnitTrack>>()).Baseline);
    }

    [Fact]
    public async Task MeasureActionUnits_NoFace_IsUnscored()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), media: null);
        context.Set<IFaceArchive>(new MemoryArchive(still: true));
        var report = await Network.Plugin().MeasureActionUnitsAsync(context, TestContext.Current.CancellationToken);
        Assert.Empty(report.EvidenceIds);
        Assert.Equal(ActionUnitsPlugin.ToolName, Assert.Single(context.Ledger.Unscored).Tool);
        Assert.Empty(context.Get<IReadOnlyList<ActionUnitTrack>>());
    }

    /// <summary>Somebody whose brows and mouth corners sit higher than most people's.</summary>
    private static FaceMesh Person(double smile) => Shared.Face((1, 1.5), (12, 0.8 + (smile * 0.84)));

    private static FollowedActionUnits Follow(double seconds, Func<double, FaceMesh> face) =>
        new ActionUnitTracker(Shared.Estimator).Follow(1, Enumerable.Range(0, (int)(seconds * Fps))
            .Select(i => Shared.Observe(Shared.Placed(face(i / Fps), 0.05, 0.1, 0, 100, 200, 200), i, i / Fps)), still: false)!;

    private static (List<float[]> Scores, List<double> Times) Scores(double seconds, Func<double, FaceMesh> face)
    {
        var scores = new List<float[]>();
        var times = new List<double>();
        for (var i = 0; i < (int)(seconds * Fps); i++)
        {
            var row = new float[Shared.Basis.Units.Count];
            Shared.Estimator.TryScore(face(i / Fps), row);
            scores.Add(row);
            times.Add(i / Fps);
        }

        return (scores, times);
    }
}
