using System.Text.Json;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>
/// How many true sentences of a fluent model are kept, in its own loose prose, and that none with a wrong fact is. The
/// checks were made with the first three cases in view; "startle" was written before them and looked at once, after.
/// </summary>
public sealed class FluentModelTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    [Theory]
    [InlineData("smile", 14)]
    [InlineData("tears", 15)]
    [InlineData("temper", 14)]
    [InlineData("startle", 11)]
    public void Judge_FluentSentences_KeepsTrueOnesAndNoFalseOne(string name, int least)
    {
        var check = new ClaimCheck(KnowledgeBase.LoadBuiltIn());
        var (context, draft) = FluentCases.Of(name);
        using var analysis = context;
        var judged = Sentences().Where(sentence => sentence.Case == name).ToLookup(sentence => sentence.True, sentence =>
        {
            var fault = check.Judge(new WrittenClaim("", new Claim(sentence.Stage, sentence.Text, sentence.Citations)), draft, context.Ledger).Fault;
                            output.WriteLine($"{(sentence.True == fault is null ? "  " : "! ")}{sentence.True} | {sentence.Text} | {fault ?? "kept"}");
            return (sentence.Text, Kept: fault is null);
        });

        Assert.Equal([], judged[false].Where(sentence => sentence.Kept).Select(sentence => sentence.Text));
        Assert.InRange(judged[true].Count(sentence => sentence.Kept), least, judged[true].Count());
    }

    private static IEnumerable<FluentSentence> Sentences()
    {
        using var reader = new StreamReader(typeof(FluentModelTests).Assembly.GetManifestResourceStream("fluent.jsonl")!);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<FluentSentence>(line, Web)!;
    }
}
