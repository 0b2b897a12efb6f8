namespace AffectAgent.Empathy.Tests.Models;

/// <summary>What a language model may not send.</summary>
public sealed class ReplyGuardTests
{
    [Theory]
    [InlineData("\"You failed your exam.\"", "You failed your exam.")]
    [InlineData("<think>She is sad.\nSo…</think>\n\n**You failed   your exam.**", "You failed your exam.")]
    [InlineData("“That sounds hard.”\n\nWhat weighs most?", "That sounds hard.” What weighs most?")]
    public void Tidy_Wrapping_GoesAndTheWordsStay(string text, string tidy) => Assert.Equal(tidy, ReplyGuard.Tidy(text));

    [Theory]
    [InlineData("It sounds as if that exam weighs on you, and facing your parents even more. What would you like them to know?")]
    [InlineData("You failed your exam again. That can hurt a great deal.")]
    [InlineData("Ada, you are 19, and this exam is one of many things in your life.")]
    public void Fault_PlainReply_None(string text) => Assert.Null(ReplyGuard.Fault(text, Tasks.Later));

    [Theory]
    [InlineData("", "sentences")]
    [InlineData("One. Two. Three. Four. Five. Six.", "6 sentences")]
    [InlineData("Was it hard? Did you sleep?", "more than one question")]
    [InlineData("- You failed.\n- You are sad.", "plain text")]
    [InlineData("See https://example.org for help.", "plain text")]
    [InlineData("That is hard 😢.", "plain text")]
    [InlineData("I'm so sorry that you failed.", "claims a feeling")]
    [InlineData("I've been there too.", "lived it")]
    [InlineData("It will be fine. Everything happens for a reason.", "cliché")]
    [InlineData("This sounds like depression.", "diagnoses")]
    [InlineData("I will always be here.", "promises")]
    [InlineData("You failed your exam, and Martha would say so too.", "Martha")]
    [InlineData("You failed, but 87 others did too.", "87")]
    public void Fault_ForbiddenReply_IsNamed(string text, string says) => Assert.Contains(says, ReplyGuard.Fault(text, Tasks.Later), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Fault_FirstReplyThatHidesTheProgram_IsNamed()
    {
        Assert.Contains("program", ReplyGuard.Fault("You failed your exam. What weighs most?", Tasks.Exam), StringComparison.Ordinal);
        Assert.Null(ReplyGuard.Fault("I'm Linden, a program. You failed your exam. What weighs most?", Tasks.Exam));
    }

    [Fact]
    public void Fault_GermanNouns_AreNoNames() =>
        Assert.Null(ReplyGuard.Fault("Durch eine Prüfung zu fallen, ist eine große Enttäuschung.", Tasks.Later with { Language = "de" }));
}
