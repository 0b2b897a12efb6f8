namespace AffectAgent.Plugins.Physiology.Tests;

public sealed class SignTests
{
    [Fact]
    public void Pain_ItsUnits_AddUpToTheScore()
    {
        var pain = PainReader.Read(Units.Still((4, 2), (6, 3), (7, 1), (9, 1.5), (10, 0.5), (45, 4)), still: true)!;
        Assert.Equal(2 + 3 + 1.5 + 1, pain.Peak, 6);
        Assert.Equal([4, 6, 9, 43], pain.Parts.Keys.Order());
    }

    [Fact]
    public void Pain_WhileSmiling_LeavesTheCheeksOut() =>
        Assert.Equal(0.5, PainReader.Read(Units.Still((6, 4), (7, 0.5), (12, 3)), still: true)!.Peak, 6);

    [Fact]
    public void Pain_MissingUnit_IsNotScored()
    {
        var track = Units.Still((4, 2));
        Assert.Null(PainReader.Read(track with { Units = [.. track.Units.Select(unit => unit == 9 ? 99 : unit)] }, still: true));
    }

    [Fact]
    public void Pain_BlinkInAClip_IsNoClosedEye()
    {
        var blink = Units.Clip(4, (unit, t) => unit == 45 && t is > 2 and < 2.2 ? 5 : 0);
        var shut = Units.Clip(4, (unit, t) => unit == 45 && t is > 2 and < 3 ? 5 : 0);
        Assert.Equal((0, 1), (PainReader.Read(blink, false)!.Peak, PainReader.Read(shut, false)!.Peak));
    }

    [Fact]
    public void Pain_CheeksThatRiseBeforeASmile_AreLeftOut()
    {
        var track = Units.Clip(4, (unit, t) => (unit, t) switch { (6, > 1.7 and < 3) => 4, (12, > 2 and < 3) => 3, (4, _) => 0.5, _ => 0 });
        Assert.Equal(0.5, PainReader.Read(track, still: false)!.Peak, 6);
    }

    [Fact]
    public void Pain_WhatMovesInABlink_IsNotScored()
    {
        var track = Units.Clip(4, (unit, t) => (unit, t) switch { (6 or 45, > 2 and < 2.2) => 5, (4, _) => 0.5, _ => 0 });
        Assert.Equal(0.5, PainReader.Read(track, still: false)!.Peak, 6);
    }

    [Fact]
    public void Pain_RestsOnUnverifiedUnits_IsUnscored()
    {
        var ledger = new EvidenceLedger();
        Assert.Empty(SignEvidence.Of(PainReader.Read(Units.Still((10, 4)), true), 1, true, ledger).ToList());
        Assert.Single(ledger.Unscored);
        Assert.Single(SignEvidence.Of(PainReader.Read(Units.Still((4, 3), (7, 3)), true), 1, true, ledger).ToList());
    }

    [Theory]
    [InlineData(3, 3, 3, 3, SmileKind.Laughing)]
    [InlineData(3, 3, 0, 0, SmileKind.CheeksRaised)]
    [InlineData(1.5, 0.5, 0, 0, SmileKind.Plain)]
    public void Smile_Still_IsOfItsKind(double corners, double cheeks, double parted, double jaw, SmileKind kind) =>
        Assert.Equal(kind, SmileReader.OfStill(Units.Still((12, corners), (6, cheeks), (25, parted), (26, jaw)))!.Kind);

    [Fact]
    public void Smile_NoRaisedCorners_IsNone() => Assert.Null(SmileReader.OfStill(Units.Still((6, 3))));

    [Theory]
    [InlineData(true, 0, SmileKind.OneSided)]
    [InlineData(false, 0, SmileKind.Plain)]
    [InlineData(false, 0.3, SmileKind.Averted)]
    public void Smile_Clip_SidesAndGazeDecide(bool oneSided, double down, SmileKind kind)
    {
        double Smiling(double t) => t is > 2 and < 4 ? Math.Min(1, 2 * Math.Min(t - 2, 4 - t)) : 0;
        var track = Units.Clip(6, (unit, t) => unit == 12 ? 2 * Smiling(t) : 0) with { Episodes = [new ActionUnitEpisode(12, 2.1, 3, 3.9, 2)] };
        using var faces = Faces.Clip(6, (t, place, left) => place == FacePlaces.CornerHeight && !(oneSided && left) ? 0.06 * Smiling(t) : 0, turn: t => (down * Smiling(Math.Min(t, 3)), 0));
        Assert.Equal(kind, Assert.Single(SmileReader.Read(track, FaceMotion.Of(faces, 1, TestContext.Current.CancellationToken))).Kind);
    }

    [Theory]
    [InlineData(0.1f, 1)]
    [InlineData(0.95f, 0)]
    public void Smile_BehindSomething_IsNotTold(float covered, int told)
    {
        var track = Units.Clip(6, (unit, t) => unit == 12 && t is > 2 and < 4 ? 3 : 0) with { Episodes = [new ActionUnitEpisode(12, 2.1, 3, 3.9, 3)] };
        using var faces = Faces.Clip(6, mouthCovered: t => t is > 1.8 and < 4.2 ? covered : 0);
        Assert.Equal(told, SmileReader.Read(track, FaceMotion.Of(faces, 1, TestContext.Current.CancellationToken)).Count());
    }

    [Fact]
    public void Sides_MirroredFace_HasTheOppositeDifference()
    {
        SideDifference Mouth(bool leftUp)
        {
            using var faces = Faces.Clip(2, (_, place, left) => place == FacePlaces.CornerHeight && left == leftUp ? 0.08 : 0);
            return SideReader.Read(FaceMotion.Of(faces, 1, TestContext.Current.CancellationToken)!).First(d => d.Place == FacePlaces.All[FacePlaces.CornerHeight].Name);
        }

        var (right, left) = (Mouth(false), Mouth(true));
        Assert.True(right.Difference > right.Floor);
        Assert.Equal(right.Difference, -left.Difference, 0.5);
    }

    [Fact]
    public async Task Plugin_StillPicture_ReadsWhatAStillCanTell()
    {
        var token = TestContext.Current.CancellationToken;
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, null);
        context.Set<IFaceArchive>(Faces.Clip(0.02, still: true));
        context.Set<IReadOnlyList<ActionUnitTrack>>([Units.Still((12, 3), (6, 3))]);
        var plugin = new PhysiologyPlugin();
        await plugin.MeasureHeartRateAsync(context, token);
        await plugin.FindHeadGesturesAsync(context, token);
        await plugin.ReadFaceSignsAsync(context, token);
        Assert.Equal(SmileKind.CheeksRaised, Assert.Single(context.Get<FaceSigns>().Smiles).Kind);
        Assert.Empty(context.Get<FaceSigns>().BriefMovements);
        Assert.NotEmpty(context.Ledger.All);
        Assert.All(context.Ledger.All, e => Assert.Null(e.Interval));
        Assert.Contains("still", Assert.Single(context.Get<IReadOnlyList<HeartRateTrack>>()).WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_ShortClip_SaysWhatWasNotRead()
    {
        var token = TestContext.Current.CancellationToken;
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, null);
        context.Set<IFaceArchive>(Faces.Clip(0.5));
        context.Set<IReadOnlyList<ActionUnitTrack>>([Units.Clip(0.5, (_, _) => 0)]);
        var plugin = new PhysiologyPlugin();
        await plugin.MeasureHeartRateAsync(context, token);
        await plugin.FindHeadGesturesAsync(context, token);
        await plugin.ReadFaceSignsAsync(context, token);
        Assert.Equal(["brief movements", "heart rate", "nods and shakes"], context.Ledger.Unscored.Select(u => u.What).Order());
    }
}

/// <summary>Action Unit tracks made by code.</summary>
internal static class Units
{
    private static readonly int[] All = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 25, 26, 45];

    public static ActionUnitTrack Still(params (int Unit, double Intensity)[] shown) =>
        Of([new ActionUnitSample(0, 0, Row(unit => shown.FirstOrDefault(s => s.Unit == unit).Intensity), Row(unit => shown.Any(s => s.Unit == unit && s.Intensity >= 1) ? 1 : 0))]);

    public static ActionUnitTrack Clip(double seconds, Func<int, double, double> intensity) =>
        Of([.. Enumerable.Range(0, (int)(seconds * Faces.Rate)).Select(i => new ActionUnitSample(i, i / Faces.Rate, Row(unit => intensity(unit, i / Faces.Rate)), Row(unit => intensity(unit, i / Faces.Rate) >= 1 ? 1 : 0)))]);

    private static float[] Row(Func<int, double> value) => [.. All.Select(unit => (float)value(unit))];

    private static ActionUnitTrack Of(IReadOnlyList<ActionUnitSample> samples) => new()
    {
        Person = 1, Units = All, Baseline = NeutralBaseline.Own, Samples = samples, Episodes = [],
        Reliability = All.ToDictionary(unit => unit, unit => unit is 10 or 14 or 15 or 17 or 20 ? Reliability.Unverified : Reliability.Weak),
    };
}
