using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Tests;

public sealed class WrittenSignsTests
{
    [Theory]
    [InlineData("what does 🙂 mean", " emoji")]
    [InlineData("she sent ❤ twice", " emoji")]
    [InlineData("fine :)", " emoji")]
    [InlineData(";-) he writes", " emoji")]
    [InlineData("stop it!!", " exclamation marks")]
    [InlineData("stop it! ! now", " exclamation marks")]
    [InlineData("really??", " question marks")]
    [InlineData("user types LIKE THIS", " capital letters")]
    [InlineData("WHATEVER you say", " capital letters")]
    [InlineData("soooo good", " lengthening")]
    public void Of_TextWithASign_NamesIt(string text, string sign) => Assert.Equal(sign, WrittenSigns.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("Is that so? Yes!")]
    [InlineData("AU 12 in FACS")]
    [InlineData("the GDPR and I")]
    [InlineData("note: (see below)")]
    [InlineData("at 10:00 (sharp)")]
    [InlineData("a committee agreed")]
    [InlineData("seen 1000 times")]
    public void Of_PlainText_NamesNothing(string text) => Assert.Equal("", WrittenSigns.Of(text));

    [Fact]
    public void Of_SeveralSigns_NamesEachOnce() => Assert.Equal(" emoji exclamation marks capital letters lengthening", WrittenSigns.Of("NOOOO WAY!!! 😱😱 COME ON!!"));

    [Fact]
    public void Of_LongRunOfOneSign_EndsQuickly() => Assert.Equal(" exclamation marks capital letters lengthening", WrittenSigns.Of(new string('A', 100_000) + new string('!', 100_000)));
}
