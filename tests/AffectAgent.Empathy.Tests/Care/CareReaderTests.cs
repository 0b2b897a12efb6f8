using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy.Tests.Care;

public sealed class CareReaderTests
{
    [Fact]
    public void Check_WhatOnlyTheSecondReaderFinds_IsAConcernOfTheWholeMessage()
    {
        var text = "the garden is planted for whoever comes after";
        var finding = Assert.Single(With(new CareReading(CareKind.SelfHarm, 0.8, null, "scripted")).Check(text).Findings);
        Assert.Equal((CareKind.SelfHarm, CareSeverity.Concern, CareWho.Writer, 0, text.Length, "en"), (finding.Kind, finding.Severity, finding.Who, finding.Start, finding.Length, finding.Language));
        Assert.Equal(["scripted"], finding.Reasons);
    }

    [Fact]
    public void Check_WhereThePhrasesFoundACrisis_TheSecondReaderIsNotAsked()
    {
        var reader = new ScriptedReader(new CareReading(CareKind.Medical, 1, null, "scripted"));
        Assert.Equal(CareKind.SelfHarm, Assert.Single(new CareDetector([reader]).Check("I want to kill myself").Findings).Kind);
        Assert.Equal(0, reader.Asked);
    }

    [Fact]
    public void Check_ABoundaryAndASecondReading_TheCrisisComesFirst()
        => Assert.Equal(CareKind.Abuse, With(new CareReading(CareKind.Abuse, 0.7, "en", "scripted")).Check("do you love me?").First?.Kind);

    [Fact]
    public void Check_SecondReaderFindsNone_NothingIsAdded()
        => Assert.Empty(With(null).Check("the weather is fine").Findings);

    private static CareDetector With(CareReading? reading) => new([new ScriptedReader(reading)]);

    private sealed class ScriptedReader(CareReading? reading) : ICareReader
    {
        public int Asked { get; private set; }

        public CareReading? Read(string text)
        {
            Asked++;
            return reading;
        }
    }
}
