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

    [Fact]
    public void Check_AHintInALongMessage_IsPlacedAndQuotedAlone()
    {
        const string hint = "I have chosen the day, I won't see the summer";
        var filler = string.Concat(Enumerable.Repeat("We walked to the shop and bought some bread 😀. ", 8));
        var text = $"{filler}{hint}. {filler}";
        var sign = CareDetector.Default.Check(text).First!;
        Assert.Contains(hint, text.Substring(sign.Start, sign.Length), StringComparison.Ordinal);
        Assert.InRange(sign.Length, hint.Length, 160);
        Assert.Contains(hint, CareCrisisCheck.Default.Check([text])!.Quote, StringComparison.Ordinal);
        Assert.Contains(hint, CareCrisisCheck.Default.Check(["Good day.", "Hello there.", text, "Well."])!.Quote, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AReadingOfALongMessage_IsQuotedInWholeWords()
    {
        var text = string.Concat(Enumerable.Repeat("bread😀 ", 60));
        var quote = new CareCrisisCheck(With(new CareReading(CareKind.SelfHarm, 0.8, null, "scripted")), CareAnswers.Default).Check([text])!.Quote;
        Assert.InRange(quote.Length, 100, 200);
        Assert.EndsWith("bread😀", quote, StringComparison.Ordinal);
    }

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
