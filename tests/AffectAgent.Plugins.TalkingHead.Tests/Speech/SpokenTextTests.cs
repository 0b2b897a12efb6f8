using System.Text;

namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("Hello, world!", "Hello, world!")]
    [InlineData("<p>Hi <b>you</b></p><script>alert('x')</script>", "Hi you.")]
    [InlineData("# Title\n\nSome *strong* text with a [name](https://a.b/c?d=e).", "Title. Some strong text with a name.")]
    [InlineData("See https://example.org/a/b?c=1 now, or www.example.org.", "See link now, or link.")]
    [InlineData("I am 😀😀 glad 👨‍👩‍👧 to see you ❤️!!!", "I am glad to see you!")]
    [InlineData("Tom &amp; Ann pay 5 € &lt;now&gt;", "Tom & Ann pay 5 € now")]
    [InlineData("Nooooooooo...", "Nooo.")]
    [InlineData("- one\n- two\n- three", "one. two. three")]
    [InlineData("a\0b\u202Ec\u200Bd", "a bcd")]
    [InlineData("1000000 people", "1000000 people")]
    public void Clean_MarkupAndSymbols_LeavesTheWords(string text, string expected) => Assert.Equal(expected, SpokenText.Clean(text));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("😀🎉")]
    [InlineData("<br/><img src='x'>")]
    [InlineData("*** --- ???")]
    public void Clean_NothingToSay_SaysSo(string text) =>
        Assert.Contains("nothing to say", Assert.Throws<UserException>(() => SpokenText.Clean(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("你好,世界", "en", "Han")]
    [InlineData("Привет, как дела?", "en", "Cyrillic")]
    [InlineData("مرحبا بالعالم", "de", "Arabic")]
    [InlineData("שלום עולם", "ru", "Hebrew")]
    public void Clean_UnreadableScript_IsNamed(string text, string language, string script) =>
        Assert.Contains($"the {script} script", Assert.Throws<UserException>(() => SpokenText.Clean(text, language)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Привет, как дела?", "ru")]
    [InlineData("Γειά σου", "el")]
    [InlineData("नमस्ते दुनिया", "hi")]
    [InlineData("Grüße, façade, ĝis, şoför", "de-AT")]
    public void Clean_OwnScript_IsKept(string text, string language) => Assert.Equal(text, SpokenText.Clean(text, language));

    [Fact]
    public void Clean_FewForeignLetters_AreLeftOut() =>
        Assert.Equal("The word for hello in that long and old language is short.", SpokenText.Clean("The word for hello in that long and old language 你好 is short."));

    [Fact]
    public void Clean_TooLong_StatesTheLimit()
    {
        Assert.Contains("125000 characters", Assert.Throws<UserException>(() => SpokenText.Clean(string.Concat(Enumerable.Repeat("word ", 25_000)))).Message, StringComparison.Ordinal);
        Assert.Contains("at most 5000", Assert.Throws<UserException>(() => SpokenText.Clean(string.Concat(Enumerable.Repeat("word ", 1_100)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_Hostile_IsLinearAndPlain()
    {
        string[] pieces = ["<!--", "[[[[", "](", "<a ", "&lt;", "\n   ", "> ", "```", "www.", "é\u0301\u0301\u0301\u0301"];
        foreach (var piece in pieces)
        {
            var text = "word " + string.Concat(Enumerable.Repeat(piece, 99_000 / piece.Length));
            try
            {
                Assert.True(SpokenText.Clean(text, "en", 100_000).Length > 0);
            }
            catch (UserException)
            {
                // A clear refusal is as good.
            }
        }
    }

    [Fact]
    public void Split_Sentences_KeepsAbbreviationsAndCutsLongOnes()
    {
        Assert.Equal(["Dr. Miller came at 3.5 p.m. yesterday!", "Did he?", "Yes."], Sentences.Split("Dr. Miller came at 3.5 p.m. yesterday! Did he? Yes."));
        var pieces = Sentences.Split(string.Concat(Enumerable.Repeat("many words, ", 100))).ToArray();
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, Sentences.MostCharacters));
        Assert.Equal(200, pieces.Sum(piece => piece.Split(' ').Length));
    }

    [Fact]
    public async Task Speak_HostileTexts_EndsWithSpeechOrAClearError()
    {
        var random = new Random(7);
        string[] alphabet = ["a", "Z", " ", "\n", "9", ".", "!", "😀", "👩🏽‍🚀", "\u202E", "\u0007", "\0", "<speak>", "<break time='9999s'/>", "[[", "]]", "&#x41;", "é", "\u0301", "ß", "你", "ש", "ع", "%n%s", "\\", "'", "\uD800", "|", "_", "http://x.y/", "ﷺ", "𝒜", "½", "²", "€"];
        var voice = Voice.Get();
        int spoken = 0, refused = 0;
        for (var i = 0; i < 200; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 40); n > 0; n--)
                text.Append(alphabet[random.Next(alphabet.Length)]);
            try
            {
                var track = await voice.SpeakAsync(text.ToString(), new(Voice.Texts.Keys.ElementAt(i % 8), new Prosody(Rate: 2)), TestContext.Current.CancellationToken);
                Assert.True(double.IsFinite(track.Duration));
                spoken++;
            }
            catch (UserException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
        }

        Assert.True(spoken > 20 && refused > 20, $"{spoken} spoken, {refused} refused.");
        await Assert.ThrowsAsync<UserException>(() => voice.SpeakAsync(string.Concat(Enumerable.Repeat("ab", 50_000)), new(), TestContext.Current.CancellationToken).WaitAsync(TestContext.Current.CancellationToken));
    }
}
