namespace AffectAgent.Tests;

public sealed class EvidenceLedgerTests
{
    private static readonly Evidence Smile = new()
    {
        Kind = EvidenceKinds.ActionUnitEpisode,
        Modality = Modality.Face,
        Person = 1,
        ActionUnit = 12,
        Value = 3.2,
        Interval = new TimeRange(0.4, 1.6),
        Apex = 0.9,
        Confidence = 0.8,
        Source = new EvidenceSource("measure_action_units", "au-basis"),
    };

    [Fact]
    public void Add_SeveralPieces_NumbersThemInOrderAndFindsThem()
    {
        var ledger = new EvidenceLedger();

        var first = ledger.Add(Smile);
        var second = ledger.Add(Smile with { ActionUnit = 6 });

        Assert.Equal(["E1", "E2"], ledger.All.Select(e => e.Id));
        Assert.Same(second, ledger.Find("E2"));
        Assert.Equal(12, first.ActionUnit);
        Assert.Null(ledger.Find("E3"));
    }

    [Fact]
    public void Add_FromManyThreads_GivesEachItsOwnId()
    {
        var ledger = new EvidenceLedger();

        Parallel.For(0, 500, _ => ledger.Add(Smile));

        Assert.Equal(500, ledger.All.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void Add_NumberThatIsNotFinite_Throws() =>
        Assert.Throws<ArgumentException>(() => new EvidenceLedger().Add(Smile with { Value = double.NaN }));

    [Fact]
    public void Add_ConfidenceAboveOne_Throws() =>
        Assert.Throws<ArgumentException>(() => new EvidenceLedger().Add(Smile with { Confidence = 1.2 }));

    [Fact]
    public void Add_ApexOutsideItsInterval_Throws() =>
        Assert.Throws<ArgumentException>(() => new EvidenceLedger().Add(Smile with { Apex = 2 }));

    [Fact]
    public void Added_EachAddition_IsRaisedWithTheId()
    {
        var ledger = new EvidenceLedger();
        var heard = new List<string>();
        ledger.Added += e => heard.Add(e.Id);

        ledger.Add(Smile);

        Assert.Equal(["E1"], heard);
    }
}
