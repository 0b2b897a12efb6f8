using System.Text.Json;

namespace AffectAgent.Reasoning.Tests;

/// <summary>
/// How questions are understood: <c>Data/asked.jsonl</c> holds questions in people's own words, typos included, with the kinds
/// that answer them rightly and what they name. The present forms of words were written with all of them in view: the test
/// guards what is read, and does not measure how other questions fare (docs/benchmarks.md has that).
/// </summary>
public sealed class QuestionReaderTests
{
    /// <summary>The share of the questions that must be read rightly.</summary>
    private const double LeastShare = 0.95;

    [Fact]
    public void ReadAll_QuestionsInPeoplesOwnWords_AreMostlyReadRightly()
    {
        var wrong = new List<string>();
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "asked.jsonl"));
        foreach (var line in lines)
        {
            using var asked = JsonDocument.Parse(line);
            if (Fault(asked.RootElement) is { } fault)
                wrong.Add(fault);
        }

        TestContext.Current.SendDiagnosticMessage($"{lines.Length - wrong.Count} of {lines.Length} read rightly");
        Assert.True(lines.Length >= 40);
        Assert.True(lines.Length - wrong.Count >= LeastShare * lines.Length, $"{wrong.Count} of {lines.Length}:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("isnt that suprise?", "is not that surprise?")]
    [InlineData("y doesn't he smile", "why does not he smile")]
    [InlineData("what's the man's pulse", "what is the man's pulse")]
    [InlineData("the scored season", "the scored season")]
    public void Plain_AsTyped_IsWrittenOut(string typed, string plain) => Assert.Equal(plain, QuestionWords.Plain(typed));

    [Theory]
    [InlineData("what if there were no smile?", "12-")]
    [InlineData("would it be so if her eyes were open?", "43-")]
    [InlineData("what if his eyes were closed?", "43+")]
    [InlineData("what if her eyebrows were raised?", "1+")]
    [InlineData("without the cheek raiser", "6-")]
    [InlineData("what if her mouth was open", "26+")]
    [InlineData("what if her mouth wasn't open", "26-")]
    [InlineData("what if her mouth wasn't closed", "26+")]
    [InlineData("what if she was frowning and not smiling?", "4+ 12-")]
    [InlineData("what if she wasn't smiling but frowning?", "12- 4+")]
    [InlineData("suppose he stopped smiling and raised his brows", "12- 1+")]
    [InlineData("without the smile and the raised eyebrows?", "12- 1-")]
    [InlineData("what if she was neither smiling nor frowning", "12- 4-")]
    [InlineData("if his eyes and mouth were closed?", "43+ 26-")]
    [InlineData("what if her eyes were open, her lips pressed together and her nose not wrinkled?", "43- 24+ 9-")]
    [InlineData("imagine the smile was gone", "12-")]
    [InlineData("what if the corners of her mouth were turned down", "15+")]
    [InlineData("what if he frowned instead of smiling", "4+ 12-")]
    [InlineData("what if AU12 was absent and AU4 present?", "12- 4+")]
    [InlineData("with lowered brows and wide open eyes", "4+ 5+ 43-")]
    [InlineData("take the smile away", "12-")]
    [InlineData("what if he hadn't kept his mouth shut?", "26+")]
    [InlineData("what if it was raining", "")]
    public void All_MovementsNamed_AreEachThereOrGoneAsTheirOwnWordsSay(string question, string expected)
    {
        var found = NamedMovements.All(QuestionWords.Split(QuestionWords.Plain(question)));

        Assert.Equal(expected, string.Join(' ', found.Select(movement => $"{movement.Units[0]}{(movement.There ? '+' : '-')}")));
    }

    [Theory]
    [InlineData("Is the woman on the left happier than person 4?", "left", "4")]
    [InlineData("Compare person 2 and 3", "2", "3")]
    [InlineData("does the rightmost man smile more than the one in the middle?", "right", "middle")]
    public void Read_PersonsByNumberOrPlace_AreNamedInOrder(string question, string first, string second) =>
        Assert.Equal([first, second], QuestionReader.Read(question, Emotion.Neutral).Named);

    // What was wrong with the reading of one question, or null.
    private static string? Fault(JsonElement expected)
    {
        var question = expected.GetProperty("question").GetString()!;
        var read = QuestionReader.ReadAll(question, Emotion.Happiness);
        var first = read[0];
        bool Named(string name) => expected.TryGetProperty(name, out _);
        string? Text(string name) => Named(name) ? expected.GetProperty(name).GetString() : null;
        var right = Text("kinds")!.Split(' ').Contains(first.Kind.ToString())
            && (!Named("emotion") || first.Asked(Emotion.Happiness)?.Name() == Text("emotion") || first.Emotions.Any(e => e.Name() == Text("emotion")))
            && (!Named("movement") || first.Units is [var unit, ..] && unit == expected.GetProperty("movement").GetInt32())
            && (!Named("moment") || first.Moment.ToString() == Text("moment"))
            && (!Named("persons") || first.Persons.SequenceEqual(expected.GetProperty("persons").EnumerateArray().Select(p => p.GetInt32())))
            && read.Count == (Named("then") ? 2 : 1) && (!Named("then") || read[1].Kind.ToString() == Text("then"));
        return right ? null : $"{string.Join(", ", read.Select(one => one.Kind))}: {question}";
    }
}
