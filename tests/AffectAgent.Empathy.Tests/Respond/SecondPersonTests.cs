namespace AffectAgent.Empathy.Tests.Respond;

public sealed class SecondPersonTests
{
    [Theory]
    [InlineData("I failed my exam", "you failed your exam")]
    [InlineData("I was late", "you were late")]
    [InlineData("I am really just tired of myself", "you are really just tired of yourself")]
    [InlineData("My dog died", "your dog died")]
    [InlineData("My mother was ill", "your mother was ill")]
    [InlineData("I've lost mine", "you've lost yours")]
    [InlineData("The boss ignored me", "the boss ignored you")]
    [InlineData("Anna left us", "Anna left you")]
    [InlineData("I’m alone", "you're alone")]
    [InlineData("we lost our home", "you lost your home")]
    public void Turn_SafeClause_IsTurned(string clause, string turned) => Assert.Equal(turned, SecondPerson.Turn(clause));

    [Theory]
    [InlineData("I told you so")]
    [InlineData("my boss said \"you are fired\"")]
    [InlineData("look at <b>this</b>")]
    [InlineData("call me at 5551234")]
    [InlineData("who am I kidding, so am")]
    public void Turn_UnsafeClause_IsLeft(string clause) => Assert.Null(SecondPerson.Turn(clause));

    [Fact]
    public void Phrases_OfAllLanguages_SayNothingThatMayNotBeSaid()
    {
        foreach (var language in ReplyBook.Languages)
        {
            foreach (var (key, phrases) in ReplyBook.Find(language)!.Phrases)
            {
                Assert.Equal(phrases.Count, phrases.Distinct().Count());
                Assert.All(phrases, phrase => Assert.All(ReplyRules.Default.NeverSaid, rule => Assert.False(rule.What.IsMatch(phrase), $"{language} {key}: {phrase} ({rule.Why})")));
                Assert.All(phrases, phrase => Assert.InRange(phrase.Count(letter => letter == '?'), 0, 1));
            }
        }
    }

    [Fact]
    public void Rules_EveryMove_HasACardAndPhrases()
    {
        var english = ReplyBook.Find("en")!;
        foreach (var (name, rule) in ReplyRules.Default.Rules)
        {
            Assert.Contains(rule.Manner, ReplyRules.Default.Manners.Keys);
            Assert.All(rule.Moves.SelectMany(move => move.Split('|')), move => Assert.True(ReplyRules.Default.Cards.ContainsKey(move), $"{name}: {move}"));
            Assert.Contains(rule.Moves.SelectMany(move => move.Split('|')), move => english.Phrases.Keys.Any(key => key == move || key.StartsWith($"{move}.", StringComparison.Ordinal)));
        }
    }
}
