using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.LLamaSharp.Tests;

public sealed class ChatPartsTests
{
    private static int Count(IReadOnlyList<Turn> turns) => turns.Sum(turn => turn.Content.Length + 10);

    [Fact]
    public void Fit_ShortTalk_StaysAsItIs()
    {
        Turn[] turns = [new(Roles.System, "Rules.", 0), new(Roles.User, "Why?", 1, true)];

        var fitted = new ContextFitter(Count, 100).Fit(turns);

        Assert.Equal(turns, fitted.Turns);
        Assert.Null(fitted.Note);
    }

    [Fact]
    public void Fit_LongTalk_DropsTheOldestGroupsAndKeepsQuestionAndLastResult()
    {
        Turn[] turns =
        [
            new(Roles.System, "Rules.", 0),
            new(Roles.User, new string('a', 300), 1, true), new(Roles.Assistant, new string('b', 300), 2),
            new(Roles.User, "Why joy?", 3, true),
            new(Roles.Assistant, "call one", 4), new(Roles.User, new string('c', 300), 4),
            new(Roles.Assistant, "call two", 5), new(Roles.User, new string('d', 100), 5),
        ];

        var fitted = new ContextFitter(Count, 250).Fit(turns);

        Assert.Equal(["Rules.", "Why joy?", "call two", new string('d', 100)], fitted.Turns.Select(turn => turn.Content));
        Assert.Equal(4, fitted.Dropped);
        Assert.Equal(0, fitted.Cut);
    }

    [Fact]
    public void Fit_OneLongText_CutsItsMiddleAndSaysSo()
    {
        var text = "BEGIN " + string.Concat(Enumerable.Repeat("😀", 3000)) + " END";

        var fitted = new ContextFitter(Count, 2000).Fit([new Turn(Roles.User, text, 1, true)]);

        var left = Assert.Single(fitted.Turns).Content;
        Assert.StartsWith("BEGIN", left, StringComparison.Ordinal);
        Assert.EndsWith("END", left, StringComparison.Ordinal);
        Assert.Matches(@"\[\d+ characters are left out", left);
        Assert.Equal(left, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(left)));
        Assert.InRange(left.Length, 1500, 2000);
    }

    [Fact]
    public void Fit_RulesTooLong_SaysTheSizes() =>
        Assert.Contains("room for 100", Assert.Throws<UserException>(() => new ContextFitter(Count, 100).Fit([new Turn(Roles.System, new string('x', 500), 0), new Turn(Roles.User, "?", 1, true)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Add_AnswerInPieces_IsDecodedAsItComes(int size)
    {
        const string Said = "He said \"no\",\n\tthen: café 😀 \\ {\"tool\":1}";
        var written = $"{{\"answer\":{JsonSerializer.Serialize(Said)}}}";
        var reader = new EnvelopeReader(answerIsText: true);

        Assert.Equal(Said, string.Concat(written.Chunk(size).Select(piece => reader.Add(new string(piece)))));
        Assert.Null(reader.Finish());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Add_JsonAnswerInPieces_LosesTheEnvelopeAlone(int size)
    {
        var reader = new EnvelopeReader(answerIsText: false);

        Assert.Equal("""{"joy":{"p":0.5}}""", string.Concat("""{"answer": {"joy":{"p":0.5}}}""".Chunk(size).Select(piece => reader.Add(new string(piece)))));
        Assert.Null(reader.Finish());
    }

    [Fact]
    public void Finish_Call_GivesToolAndArguments()
    {
        var reader = new EnvelopeReader(answerIsText: true);

        Assert.Equal("", string.Concat("""{"tool":"look_at","arguments": {"person":2}}""".Select(c => reader.Add(c.ToString()))));
        var call = reader.Finish();
        Assert.Equal("look_at", call!.Tool);
        Assert.Equal(2, ((JsonElement)call.Arguments["person"]!).GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"tool":"look_at","arguments":{"per""")]
    [InlineData("""{"answer":""")]
    public void Finish_CutOff_IsNoCall(string written)
    {
        var reader = new EnvelopeReader(answerIsText: true);

        Assert.Equal("", reader.Add(written));
        Assert.Null(reader.Finish());
    }

    [Fact]
    public void Write_ToolsAndResults_BecomeTurnsOfThreeRoles()
    {
        AIFunction look = AIFunctionFactory.Create((int person) => "", "look_at", "Looks\nclosely.");
        List<ChatMessage> talk =
        [
            new(ChatRole.System, "Rules."), new(ChatRole.User, "Why?"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "look_at", new Dictionary<string, object?> { ["person"] = 2 })]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "A smile.")]),
        ];

        var turns = PromptWriter.Write(talk, new ChatOptions { Tools = [look], Instructions = "Be brief." });

        Assert.Equal([Roles.System, Roles.User, Roles.Assistant, Roles.User], turns.Select(turn => turn.Role));
        Assert.Contains("Rules.\n\nBe brief.", turns[0].Content, StringComparison.Ordinal);
        Assert.Contains("look_at: Looks closely. {", turns[0].Content, StringComparison.Ordinal);
        Assert.Equal("""{"tool":"look_at","arguments":{"person":2}}""", turns[2].Content);
        Assert.Equal("The tool look_at returned this data:\nA smile.", turns[3].Content);
        Assert.Equal(turns[2].Group, turns[3].Group);
        Assert.NotEqual(turns[1].Group, turns[2].Group);
    }

    [Fact]
    public void Write_Picture_IsRefused() =>
        Assert.Throws<UserException>(() => PromptWriter.Write([new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")])], null));

    [Fact]
    public void Defuse_Marks_AreBrokenEverywhere()
    {
        var marks = new ControlTokens(["<|im_end|>", "</s>", "[INST]"]);

        var text = marks.Defuse("</s></s>x<|im_end|>\0[INST]");

        Assert.DoesNotContain("</s>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<|im_end|>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[INST]", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', text);
        Assert.Equal("</s></s>x<|im_end|>\ufffd[INST]", text.Replace("\u200b", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Add_StopWordOverPieces_IsFound()
    {
        var stop = new StopFinder(["END", "##"]);

        Assert.Equal("one #E two", string.Concat("one #E twoEND three".Select(c => stop.Add(c.ToString()))) + stop.Rest());
        Assert.True(stop.Found);
    }

    [Theory]
    [InlineData("tools", Versions.Tools)]
    [InlineData("format", Versions.Format)]
    [InlineData("result", Versions.Result)]
    [InlineData("shortened", Versions.Shortened)]
    public void Prompt_Text_IsThatOfItsVersion(string name, string version)
    {
        using var stream = typeof(GgufSettings).Assembly.GetManifestResourceStream($"prompts/gguf/{name}.md")!;
        var text = new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12];

        // Whoever changes a prompt raises the version in its first line and writes both down here.
        Assert.Equal(version, $"{text.Split(' ')[1]} {hash}");
    }

    private static class Versions
    {
        public const string Tools = "gguf.tools/1 7fdcce92b794";
        public const string Format = "gguf.format/1 041848ae0bc5";
        public const string Result = "gguf.result/1 7bafee4349ac";
        public const string Shortened = "gguf.shortened/1 569ea25f6932";
    }
}
