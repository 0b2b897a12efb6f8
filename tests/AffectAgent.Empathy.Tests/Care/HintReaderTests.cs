using System.Text.Json;
using AffectAgent.Empathy.Care;
using AffectAgent.Empathy.Care.Hints;
using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Tests.Care;

public sealed class HintReaderTests
{
    private static readonly HintReader Reader = HintReader.BuiltIn ?? throw new InvalidOperationException("The model is part of the repository.");

    [Fact]
    public void Best_GoldenTexts_ScoresAreThoseOfTheTrainer()
    {
        var rows = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "care-hints.json"))).RootElement.EnumerateArray().ToList();
        Assert.True(rows.Count > 20);
        Assert.All(rows, row => Assert.Equal(row.GetProperty("score").GetDouble(), Reader.Best(row.GetProperty("text").GetString()!)!.Value.Score, 0.01));
    }

    [Theory]
    [InlineData("I've found a new home for my rabbits and the letters are written. Nothing needs me any more.", CareKind.SelfHarm)]
    [InlineData("I gave my dog to my sister, she won't need me to come back", CareKind.SelfHarm)]
    [InlineData("I have chosen the day, I won't see the summer", CareKind.SelfHarm)]
    [InlineData("when I hear his key in the lock I hold my breath", CareKind.Abuse)]
    [InlineData("Der Tag steht fest und keiner weiß davon", CareKind.SelfHarm)]
    public void Read_ObliqueHint_IsFoundWithItsKindAndReason(string text, CareKind kind)
    {
        var reading = Reader.Read(text);
        Assert.NotNull(reading);
        Assert.Equal(kind, reading.Kind);
        Assert.StartsWith("read as a hint by a trained reader, score ", reading.Reason, StringComparison.Ordinal);
        Assert.InRange(reading.Confidence, 0.0, 0.99);
    }

    [Fact]
    public void Read_EverydayTexts_AlmostNoneIsAHint()
    {
        string[] texts =
        [
            "We moved the sofa to the other wall and the room looks bigger", "the match starts at eight, bring crisps", "my tomatoes are finally red",
            "He fixed the bike in ten minutes", "I have to renew my passport before June", "the new teacher seems nice", "which bus goes to the museum?",
            "I spilled soup on my shirt right before the call", "our cat had three kittens", "my cousin is visiting from Norway",
            "Ich habe den Bus verpasst", "die Suppe war zu salzig", "on a mangé des crêpes", "il pleut encore", "mañana vamos al cine", "el café está frío",
            "vou comprar pão", "domani piove", "yarın sinemaya gidiyoruz", "jutro idziemy do kina", "", "😀", "12345", "...", "今日は天気がいいですね", "Завтра будет дождь",
        ];
        Assert.InRange(texts.Count(text => Reader.Read(text) is not null), 0, 1);
    }

    [Fact]
    public void Read_TheSameTwice_GivesTheSame()
        => Assert.Equal(Reader.Read("I have chosen the day and I'm calm"), HintReader.Parse(Model()).Read("I have chosen the day and I'm calm"));

    [Fact]
    public void Read_HintInALongMessage_IsFound()
    {
        var long_ = string.Concat(Enumerable.Repeat("We had pancakes and the neighbour came by for sugar. The radio played all morning. ", 20));
        Assert.Equal(CareKind.SelfHarm, Reader.Read(long_ + "I have chosen the day, I won't see the summer. " + long_)?.Kind);
    }

    [Fact]
    public void Of_LongAndShortSentences_WindowsAreSentencesAndUpToThreeInARow()
    {
        var tokenizer = CareTokenizer.BuiltIn(new CareVocabulary());
        string[] Windows(string text) => [.. HintWindows.Of(tokenizer.Cut(text)).Select(window => string.Join(' ', (IEnumerable<string>)window))];
        Assert.Equal(["one two", "three four", "one two . three four", "five six", "three four . five six", "one two . three four . five six"], Windows("One two. Three four. Five six."));
        Assert.All(HintWindows.Of(tokenizer.Cut(string.Concat(Enumerable.Repeat("word ", 500)))), window => Assert.InRange(window.Count, 1, HintWindows.Longest));
    }

    [Fact]
    public void Note_WithoutTheReader_SaysThatPhrasesReadAlone()
    {
        Assert.Null(CareDetector.Default.Note);
        Assert.Contains("phrases alone", new CareDetector([]).Note, StringComparison.Ordinal);
        Assert.True(new CareDetector([]).Check("I want to kill myself").IsCrisis);
    }

    [Fact]
    public void Parse_BrokenFile_IsRefused()
    {
        var model = Model();
        Assert.Throws<InvalidDataException>(() => HintReader.Parse([]));
        Assert.Throws<InvalidDataException>(() => HintReader.Parse(model[..^1]));
        Assert.Throws<InvalidDataException>(() => HintReader.Parse([.. model, 0]));
        model[3] ^= 1;
        Assert.Throws<InvalidDataException>(() => HintReader.Parse(model));
    }

    private static byte[] Model()
    {
        using var stream = typeof(HintReader).Assembly.GetManifestResourceStream("models/care-hints.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
