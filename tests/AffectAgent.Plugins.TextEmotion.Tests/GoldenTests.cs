using System.Text.Json;

namespace AffectAgent.Plugins.TextEmotion.Tests;

/// <summary>Holds the C# side to what the trainer's Python makes of the same sentences.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. Load().Select(c => c.GetProperty("text").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tokenize_GoldenSentence_GivesTheTrainersTokens(string text)
    {
        var expected = Find(text).GetProperty("tokens").EnumerateArray()
            .Select(t => $"{t[0].GetString()} {t[1].GetString()} {t[2].GetInt32()}-{t[3].GetInt32()}");

        var actual = TextTokenizer.Tokenize(text).Select(t => $"{t.Kind.ToString().ToLowerInvariant()} {t.Shown} {t.Start}-{t.End}");

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Features_GoldenSentence_AreTheTrainers(string text)
    {
        var expected = Find(text).GetProperty("features").EnumerateArray().Select(f => f.GetString()!).Order(StringComparer.Ordinal);

        var actual = TextFeatures.Of(text, TextTokenizer.Tokenize(text), out _).Select(f => f.Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_GoldenSentence_GivesTheTrainersProbabilities(string text)
    {
        var decision = Model.Classifier.Decide(text, TextTokenizer.Tokenize(text));

        foreach (var expected in Find(text).GetProperty("probabilities").EnumerateObject())
            Assert.Equal(expected.Value.GetDouble(), decision.Probabilities[expected.Name], 2e-4);
    }

    private static JsonElement Find(string text) => Load().Single(c => c.GetProperty("text").GetString() == text);

    private static JsonElement[] Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden.json"));
        using var document = JsonDocument.Parse(file);
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
