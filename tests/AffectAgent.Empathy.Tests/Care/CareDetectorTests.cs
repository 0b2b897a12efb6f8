using AffectAgent.Empathy.Care;
using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Tests.Care;

public sealed class CareDetectorTests
{
    private static readonly CareDetector Detector = CareDetector.Default;

    /// <summary>The floor of what is shipped, on the part to build on; the part kept aside is measured by hand (docs/care.md).</summary>
    [Fact]
    public void Check_DevPart_KeepsTheBars()
    {
        var dev = CareSet.All.Where(one => one.Part == "dev").ToList();
        var (crises, others) = (dev.Count(one => one.IsCrisis), dev.Count(one => !one.IsCrisis));
        var missed = dev.Where(one => one.IsCrisis && !Detector.Check(one.Text).IsCrisis).Select(one => one.Id).ToList();
        var alarms = dev.Where(one => !one.IsCrisis && Detector.Check(one.Text).IsCrisis).Select(one => one.Id).ToList();
        Assert.True(crises - missed.Count >= 0.98 * crises, $"found {crises - missed.Count} of {crises}, at least 0.98; missed {string.Join(", ", missed)}");
        Assert.True(alarms.Count <= 0.05 * others, $"{alarms.Count} false alarms of {others}, at most 0.05: {string.Join(", ", alarms)}");
    }

    [Fact]
    public void Check_WordingsWrittenLater_StayFound()
    {
        var missed = CareSet.Fresh.Where(one => one.Part != "fresh4" && one.IsCrisis && !Detector.Check(one.Text).IsCrisis).Select(one => one.Id).ToList();
        var alarms = CareSet.Fresh.Where(one => one.Part != "fresh4" && !one.IsCrisis && Detector.Check(one.Text).IsCrisis).Select(one => one.Id).ToList();
        Assert.True(missed.Count <= 4, string.Join(", ", missed));
        Assert.True(alarms.Count <= 2, string.Join(", ", alarms));
    }

    [Theory]
    [InlineData("I'm so excited!")]
    [InlineData("They are setting a new record")]
    [InlineData("My diagnosis helped me a lot")]
    public void Check_WordsLikeThoseOfABoundaryElsewhere_FindsNone(string text)
        => Assert.Empty(Detector.Check(text).Findings);

    [Fact]
    public void Check_AGameThatIsAbuse_IsFound()
        => Assert.Equal(CareKind.Abuse, Detector.Check("my uncle touches me and says it's our game").First?.Kind);

    [Theory]
    [InlineData("I WANT TO KILL MYSELF")]
    [InlineData("i w4nt to k1ll mys3lf")]
    [InlineData("I want to k\u200Bill my\u200Dself")]
    [InlineData("I w\u0430nt t\u043E k\u0456ll mys\u0435lf")]
    [InlineData("\uFF29 \uFF57\uFF41\uFF4E\uFF54 to kill myself")]
    [InlineData("i want to killll myselffff")]
    [InlineData("k i l l  m y s e l f")]
    [InlineData("i want to klil myself")]
    [InlineData("want to die. want to die")]
    [InlineData("𝐈 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐤𝐢𝐥𝐥 𝐦𝐲𝐬𝐞𝐥𝐟")]
    [InlineData("I wánt tö kïll mysélf")]
    [InlineData("I want to k-i-l-l myself")]
    [InlineData("i want to d.i.e")]
    [InlineData("I want to ki<b>ll</b> my<i></i>self")]
    [InlineData("I want to ki<span style=\"color:red\">ll</span> myself")]
    [InlineData("I want to k<!-- x -->ill myself")]
    [InlineData("I want to k&shy;ill my&#115;elf")]
    [InlineData("<p>I want to</p><p>die</p>")]
    [InlineData("I want to ki**ll** myself")]
    [InlineData("I want to **kill** __myself__")]
    [InlineData("I want to k*ll m*self")]
    [InlineData("I want to k**l myself")]
    [InlineData("I want to kiII myseIf")]
    [InlineData("l want to ki|| myself")]
    [InlineData("I want to un alive myself")]
    [InlineData("I want to un-alive myself")]
    [InlineData("I want to ki😀ll myself")]
    [InlineData("I want to k🔪i🔪l🔪l myself")]
    [InlineData("I want to k-i.l_l myself")]
    [InlineData("I want to ᴋɪʟʟ ᴍʏsᴇʟғ")]
    [InlineData("I want to 🅺🅸🅻🅻 myself")]
    [InlineData("I\n\nwant\n\nto\n\ndie")]
    [InlineData("I want to\n\ndie")]
    [InlineData("I. want. to. die.")]
    [InlineData("I*want*to*die")]
    [InlineData("Ich will mich u-m-b-r-i-n-g-e-n")]
    [InlineData("Je veux mo<b>u</b>rir")]
    public void Check_DisguisedWords_AreRead(string text)
        => Assert.Equal(CareKind.SelfHarm, Detector.Check(text).First?.Kind);

    [Theory]
    [InlineData("a<b and c>d, so the plot is dying to be seen")]
    [InlineData("| kill | count |\n|---|---|\n| 3 | 4 |")]
    [InlineData("My cat\n\nkill -9 ended the process. Myself, I use htop")]
    [InlineData("We have T.I.A. and D.I.Y. shops, and an I.D.")]
    [InlineData("**Note** 5 * 3 * 2 = 30 & more &amp; <3")]
    [InlineData("done😭I passed🎉we made it")]
    public void Check_SignsThatDisguiseNothing_AreLeftAlone(string text)
        => Assert.Empty(Detector.Check(text).Findings);

    [Theory]
    [InlineData("Please <b>listen</b>: I want to ki<i>ll</i> myself now", "ki<i>ll</i> myself")]
    [InlineData("so I want to k-i-l-l myself", "k-i-l-l myself")]
    public void Check_DisguisedWords_ArePlacedWhereTheyStand(string text, string place)
    {
        var sign = Detector.Check(text).First!;
        Assert.Contains(place, text.Substring(sign.Start, sign.Length), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<b>")]
    [InlineData("&amp;")]
    [InlineData("a*")]
    [InlineData("a|")]
    [InlineData("k.")]
    [InlineData("I")]
    [InlineData("aI")]
    [InlineData("🔪")]
    [InlineData("a🔪")]
    [InlineData("ki ")]
    [InlineData("&#")]
    public void Check_HostileRepeats_EndWithoutFault(string unit)
        => Assert.NotNull(Detector.Check(string.Concat(Enumerable.Repeat(unit, 50_000 / unit.Length))));

    [Theory]
    [InlineData("Ich moechte mich umbringen", "de")]
    [InlineData("Ich möchte mich umbringen", "de")]
    [InlineData("Je n’ai plus envie de vivre", "fr")]
    [InlineData("ya no quiero vivir", "es")]
    [InlineData("Não quero mais viver", "pt")]
    [InlineData("non voglio piu vivere", "it")]
    [InlineData("Artık yaşamak istemiyorum", "tr")]
    [InlineData("Nie chcę już żyć", "pl")]
    public void Check_EachLanguage_TellsKindAndLanguage(string text, string language)
    {
        var check = Detector.Check(text);
        Assert.Equal(CareKind.SelfHarm, check.First?.Kind);
        Assert.Equal(language, check.Language);
        Assert.Equal(language, check.First?.Language);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n ")]
    [InlineData("\uD800")]
    [InlineData("今日はいい天気ですね")]
    [InlineData("<b>hello</b> & good morning")]
    public void Check_NothingToRead_FindsNothing(string text)
        => Assert.Empty(Detector.Check(text).Findings);

    [Fact]
    public void Check_NegationInAnotherClause_DoesNotReachTheSign()
        => Assert.True(Detector.Check("I'm not joking, I will kill myself").IsCrisis);

    [Fact]
    public void Check_NegationOfTheSign_FindsNone()
        => Assert.False(Detector.Check("I would never kill myself").IsCrisis);

    [Fact]
    public void Check_ASign_NamesItsPlaceInTheText()
    {
        const string text = "Long day. I really want to die, honestly.";
        var sign = Detector.Check(text).First!;
        Assert.Equal("I really want to die", text.Substring(sign.Start, sign.Length));
        Assert.NotEmpty(sign.Reasons);
    }

    [Fact]
    public void Check_AnotherPerson_IsSaidToBeAnother()
        => Assert.Equal(CareWho.Other, Detector.Check("My best friend says she wants to kill herself").First?.Who);

    [Fact]
    public void Check_APlanForTonight_IsAcute()
        => Assert.Equal(CareSeverity.Acute, Detector.Check("I am going to kill myself tonight").Severity);

    [Fact]
    public void Check_CrisisBesideABoundary_CrisisComesFirst()
    {
        var check = Detector.Check("Promise you won't tell anyone. I want to die.");
        Assert.True(check.IsCrisis);
        Assert.Contains(check.Findings, finding => finding.Kind == CareKind.Secrecy);
    }

    [Theory]
    [InlineData("im 13 and nobody likes me", true)]
    [InlineData("im 13 minutes late", false)]
    [InlineData("j'ai 12 ans", true)]
    [InlineData("I am 44", false)]
    public void Check_AnAgeUnder18_IsSeen(string text, bool minor)
        => Assert.Equal(minor, Detector.Check(text).Minor);

    [Fact]
    public void Check_TheSameText_GivesTheSame()
        => Assert.Equivalent(Detector.Check("i dont want to live anymore"), Detector.Check("i dont want to live anymore"), true);

    [Theory]
    [InlineData("i ")]
    [InlineData("want to die ")]
    [InlineData("k i l l ")]
    [InlineData("\n")]
    [InlineData("\"")]
    [InlineData("(")]
    [InlineData("🔫")]
    public void Check_HundredThousandCharacters_Ends(string unit)
        => Assert.NotNull(Detector.Check(string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length))));

    [Fact]
    public void Check_ASignDeepInALongText_IsFound()
    {
        var filler = string.Concat(Enumerable.Repeat("The weather was fine and we had soup. ", 1300));
        var check = Detector.Check(filler + "Since March I want to kill myself. " + filler);
        Assert.Equal(CareKind.SelfHarm, check.First?.Kind);
        Assert.InRange(check.First!.Start, filler.Length, filler.Length + 40);
    }

    [Theory]
    [InlineData("1 ")]
    [InlineData("1.")]
    [InlineData("a-")]
    [InlineData("1 1.a-")]
    [InlineData("1-1 ")]
    [InlineData("a b ")]
    [InlineData("1! ")]
    public void Join_LongRunsOfLetters_EachIsLookedAtAFewTimes(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 20_000 / unit.Length));
        var tokens = text.Select((letter, at) => (letter, at)).Where(one => char.IsLetterOrDigit(one.letter))
            .Select(one => new CareToken(one.at, one.at + 1, one.letter.ToString(), CareBreak.None, false)).ToList();
        new BrokenWords(new CareVocabulary()).Join(tokens, text, out var looked);
        Assert.InRange(looked, 0, 4L * tokens.Count);
    }

    [Theory]
    [InlineData("<!-- I want to kill myself -->")]
    [InlineData("<p>Hello</p><!--I want to kill myself--> and good day")]
    [InlineData("<img alt=\"I want to kill myself\" src='a.png'>")]
    [InlineData("See you <b title='tomorrow I want to k&#105;ll myself'>soon</b>")]
    [InlineData("<!-- I want to ki<b>ll</b> myself -->")]
    [InlineData("<!-- I want to <!-- kill myself -->")]
    public void Check_WordsInCommentsAndValues_AreReadWhereTheyStand(string text)
    {
        var sign = Detector.Check(text).First;
        Assert.Equal(CareKind.SelfHarm, sign?.Kind);
        Assert.Contains("myself", text.Substring(sign!.Start, sign.Length), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!-->")]
    [InlineData("<!--->")]
    [InlineData("<!---->")]
    [InlineData("I like <!-- to see a match, -->die-cast cars <a class='kill' href='die'>here</a>")]
    [InlineData("a <b title=\"b c")]
    public void Check_CommentsAndValuesWithoutWords_FindsNone(string text)
        => Assert.Empty(Detector.Check(text).Findings);

    [Theory]
    [InlineData("tonight", 0, true)]
    [InlineData("tonight", 1, true)]
    [InlineData("tonight", 3, false)]
    [InlineData("tomorrow", 12, false)]
    public void Check_WordsThatMakeASignAcute_OnlyInItsSentenceOrTheNext(string when, int between, bool acute)
    {
        var bland = string.Concat(Enumerable.Repeat("The soup was warm and good. ", Math.Max(0, between - 1)));
        var text = between == 0 ? $"I want to kill myself {when}." : $"I want to kill myself. {bland}Shall we go to the cinema {when}?";
        Assert.Equal(acute ? CareSeverity.Acute : CareSeverity.High, Detector.Check(text).Severity);
    }

    [Theory]
    [InlineData("Hey, Rachel! Come here. Where is Rachel going with that coat?")]
    [InlineData("Rachel, did you call? I told Rachel that we would wait for her.")]
    [InlineData("We met Rachel, and then Rachel said that she was late.")]
    [InlineData("Rache, Rache. Das Buch heißt Rache.")]
    public void Check_ANameOrOneWordInTwoRules_IsNoCrisis(string text)
        => Assert.False(new CareDetector([]).Check(text).IsCrisis);

    [Theory]
    [InlineData("Ich denke an Selbstmrod")]
    [InlineData("I Want To Klil Myself")]
    public void Check_SlipsInCapitalisedWords_AreStillRead(string text)
        => Assert.True(new CareDetector([]).Check(text).IsCrisis);

    [Fact]
    public void Check_LinesOfATalk_AreReadFewAtATime()
    {
        string[] weak = ["he will regret it", "I have a gun"];
        var bland = Enumerable.Range(0, 5).Select(i => $"number {i} is a fine seat").ToList();
        var phrases = new CareDetector([]);
        Assert.True(phrases.Check([.. bland, .. weak, .. bland]).IsCrisis == phrases.Check(string.Join('\n', weak)).IsCrisis);
        Assert.False(phrases.Check([weak[0], .. bland, weak[1]]).IsCrisis);
        List<string> split = [.. bland, "I think I want to", "kill myself", .. bland];
        var sign = phrases.Check(split).First!;
        Assert.Contains("kill myself", string.Join('\n', split).Substring(sign.Start, sign.Length), StringComparison.Ordinal);
        Assert.Empty(phrases.Check([]).Findings);
    }
}
