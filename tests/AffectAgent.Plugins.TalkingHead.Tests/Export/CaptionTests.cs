namespace AffectAgent.Plugins.TalkingHead.Tests.Export;

/// <summary>Words below a film's picture: every sign has a glyph, lines are wrapped, and each frame has them.</summary>
public sealed class CaptionTests
{
    [Theory]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:!?()/·-–—&@'\"«»’→")]
    [InlineData("ÄÖÜäöüß ÁÉÍÓÚÑáéíóúñ¿¡ ÀÂÇÉÈÊÎÏÔÙÛŒàâçéèêîïôùûœæ ÃÕãõ ÇĞİÖŞÜçğıöşü ĄĆĘŁŃÓŚŹŻąćęłńóśźż øØåÅčČőŐ")]
    public void Has_LettersOfTheHelpLines_Every(string text) => Assert.All(text, sign => Assert.True(StrokeFont.Has(sign), sign.ToString()));

    [Fact]
    public void Of_SignsThatLookAlike_Differ()
    {
        var strokes = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz123456789äáàâãăąłşçğıİß".Select(sign => string.Join('|', StrokeFont.Of(sign).Strokes.Select(line => string.Join(' ', line)))).ToList();
        Assert.Equal(strokes.Count, strokes.Distinct().Count());
    }

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(1080)]
    public void Panel_LongLines_AreWrappedToTheWidth(int width)
    {
        var panel = new CaptionPanel("Help:\n- Telefon Zaufania dla Dzieci i Młodzieży: 116111 · 116111.pl · 24/7\n" + new string('w', 300), width);
        Assert.Equal("Help:", panel.Lines[0]);
        Assert.True(panel.Lines.Count > 5);
        Assert.Equal(0, panel.Height % 2);
        var rgb = new byte[width * panel.Height * 3];
        panel.Draw(rgb);
        Assert.Contains(rgb, value => value > 200);
        // A margin stays free on every side.
        for (var y = 0; y < panel.Height; y++)
            Assert.True(rgb[y * width * 3] < 40 && rgb[((y * width) + width - 1) * 3] < 40);
        Assert.All(rgb.Take(width * 3).Concat(rgb.TakeLast(width * 3)), value => Assert.True(value < 40));
    }

    [Fact]
    public async Task Write_Caption_OnEveryFrameBelowThePicture()
    {
        using var renderer = new FilmTests.FakeRenderer();
        await using var sink = new FilmTests.MemorySink();
        var caption = new CaptionPanel("112", renderer.Width);
        await FaceFilm.WriteAsync(renderer, FilmTests.Numbered(20), sink, label: false, caption, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(sink.Brightest, value => Assert.True(value > 200));
        Assert.All(sink.Lengths, length => Assert.Equal(renderer.Width * (renderer.Height + caption.Height) * 3, length));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)i), sink.First);
    }
}
