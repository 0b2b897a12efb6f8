using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning.Tests;

/// <summary>
/// Measures the finder of occasions on <c>Data/causes.jsonl</c>: sentences written for this, one half to develop on, one half
/// only to measure. <c>dotnet test tests/AffectAgent.Reasoning.Tests -c Release --filter CauseFinderTests --logger "console;verbosity=detailed"</c> prints the figures.
/// </summary>
public sealed partial class CauseFinderTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<Example> Examples = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "causes.jsonl")).Select(Read)];

    [Theory]
    [InlineData("development")]
    [InlineData("test")]
    public void Find_LabelledSentences_IsMeasured(string half)
    {
        var all = Examples.Where(e => e.Half == half).ToList();
        var (found, gold, exact, tokens, foundTokens, goldTokens, kinds, withKind, falseAlarms) = (0, 0, 0, 0.0, 0.0, 0.0, 0, 0, 0);
        var each = new List<(double Exact, double Shared, double Spans, double Tokens)>();
        foreach (var example in all)
        {
            var cause = CauseFinder.Find(example.Lines, example.At, example.Label);
            var (predicted, wanted) = (Words(cause?.Text), Words(example.Span));
            var shared = cause is not null && example.Line == cause.Line ? predicted.Intersect(wanted).Count() : 0;
            (tokens, foundTokens, goldTokens) = (tokens + shared, foundTokens + predicted.Count, goldTokens + wanted.Count);
            found += cause is null ? 0 : 1;
            gold += example.Span is null ? 0 : 1;
            falseAlarms += cause is not null && example.Span is null ? 1 : 0;
            var same = cause is not null && example.Line == cause.Line && predicted.SequenceEqual(wanted);
            exact += same ? 1 : 0;
            each.Add((same ? 1 : 0, shared, (cause is null ? 0 : 1) + (example.Span is null ? 0 : 1), predicted.Count + wanted.Count));
            if (example.Kind is not null && shared > 0)
                (withKind, kinds) = (withKind + 1, kinds + (cause!.Kind?.Name == example.Kind ? 1 : 0));
            if (!same && (cause is not null || example.Span is not null))
                output.WriteLine($"  {string.Join(" / ", example.Lines)}: [{cause?.Text ?? "none"}], not [{example.Span ?? "none"}]");
        }

        var overlap = 2 * tokens / (foundTokens + goldTokens);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{half}: n {all.Count} ({gold} with an occasion), exact F1 {2.0 * exact / (found + gold):0.00} ({Interval(each, e => (2 * e.Exact, e.Spans))}), overlap F1 {overlap:0.00} ({Interval(each, e => (2 * e.Shared, e.Tokens))}), kind right {kinds} of {withKind}, false alarms {falseAlarms} of {all.Count - gold}"));
        Assert.True(overlap > 0.6, $"overlap F1 {overlap}");
    }

    [Fact]
    public void Find_AnyLines_SpanStandsInItsLine()
    {
        foreach (var example in Examples)
        {
            if (CauseFinder.Find(example.Lines, example.At, example.Label) is { } cause)
                Assert.Contains(cause.Text, example.Lines[cause.Line], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("neutral", "I am sad because I lost my dog.")]
    [InlineData("sadness", "Why are you sad?")]
    [InlineData("sadness", "I am sad about it.")]
    [InlineData("happiness", "I lost my dog.")]
    public void Find_NoOccasionOfThatEmotion_FindsNone(string label, string line) => Assert.Null(CauseFinder.Find([line], 0, label));

    [Fact]
    public void Find_LongHostileText_EndsSoon()
    {
        var text = string.Concat(Enumerable.Repeat("I am so sad because of and when , ", 20_000));

        var cause = CauseFinder.Find([text], 0, "sadness");

        Assert.True(cause is null || Words(cause.Text).Count <= 16);
    }

    // The 95 % interval of a ratio of sums, from 2000 draws of the sentences.
    private static string Interval(List<(double, double, double, double)> each, Func<(double Exact, double Shared, double Spans, double Tokens), (double Over, double Under)> ratio)
    {
#pragma warning disable CA5394 // Resampling.
        var random = new Random(1);
        var draws = Enumerable.Range(0, 2000).Select(_ =>
        {
            var drawn = Enumerable.Range(0, each.Count).Select(_ => ratio(each[random.Next(each.Count)])).ToList();
            return drawn.Sum(d => d.Over) / drawn.Sum(d => d.Under);
        }).Order().ToList();
#pragma warning restore CA5394
        return string.Create(CultureInfo.InvariantCulture, $"{draws[50]:0.00} to {draws[1949]:0.00}");
    }

    private static List<string> Words(string? text) => [.. Word().Matches(text ?? "").Select(word => word.Value.ToLowerInvariant())];

    private static Example Read(string row)
    {
        using var document = JsonDocument.Parse(row);
        var root = document.RootElement;
        return new Example(
            root.GetProperty("half").GetString()!, [.. root.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)], root.GetProperty("at").GetInt32(),
            root.GetProperty("label").GetString()!, root.GetProperty("span").GetString(), root.TryGetProperty("line", out var line) ? line.GetInt32() : null,
            root.TryGetProperty("kind", out var kind) ? kind.GetString() : null);
    }

    [GeneratedRegex(@"[\w'’]+")]
    private static partial Regex Word();

    private sealed record Example(string Half, IReadOnlyList<string> Lines, int At, string Label, string? Span, int? Line, string? Kind);
}
