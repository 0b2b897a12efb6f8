namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class PhonemeVisemesTests
{
    [Theory]
    [InlineData("p", new[] { Viseme.PP })]
    [InlineData("tʃ", new[] { Viseme.CH })]
    [InlineData("ts", new[] { Viseme.DD, Viseme.SS })]
    [InlineData("pf", new[] { Viseme.PP, Viseme.FF })]
    [InlineData("aɪ", new[] { Viseme.Aa, Viseme.I })]
    [InlineData("aɪə", new[] { Viseme.Aa, Viseme.I, Viseme.E })]
    [InlineData("əl", new[] { Viseme.E, Viseme.Nn })]
    [InlineData("ɐ̃ʊ̃", new[] { Viseme.Aa, Viseme.U })]
    [InlineData("ˈiː", new[] { Viseme.I })]
    [InlineData("h", new Viseme[0])]
    public void Of_Phoneme_GivesItsShapes(string phoneme, Viseme[] expected)
    {
        var shapes = PhonemeVisemes.Of(phoneme);
        Assert.Equal(expected, shapes.Select(shape => shape.Viseme));
        if (expected.Length > 0)
            Assert.Equal(1, shapes.Sum(shape => shape.Share), 9);
        Assert.All(shapes, shape => Assert.InRange(shape.Strength, 0.2f, 1));
    }

    [Fact]
    public void Speak_EightLanguages_EveryPhonemeIsKnown()
    {
        var unknown = new List<string>();
        foreach (var (language, text) in Voice.Texts)
        {
            var track = Voice.Get().Speak(text, new(language), TestContext.Current.CancellationToken);
            Assert.True(track.Phonemes.Select(x => x.Phoneme).Distinct().Count() > 20, language);
            unknown.AddRange(track.Phonemes.Where(x => !PhonemeVisemes.IsKnown(x.Phoneme)).Select(x => $"{language}: {x.Phoneme}"));
        }

        Assert.Empty(unknown);
    }

    [Fact]
    public void Of_UnknownLetter_IsSkipped()
    {
        Assert.False(PhonemeVisemes.IsKnown("§"));
        Assert.Empty(PhonemeVisemes.Of("§"));
    }
}
