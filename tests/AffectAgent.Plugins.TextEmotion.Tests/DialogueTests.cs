using System.Text.Json;

namespace AffectAgent.Plugins.TextEmotion.Tests;

/// <summary>Lines read in their dialogue: held to the trainer's Python, and to what context may and may not do.</summary>
public sealed class DialogueTests
{
    private static readonly JsonElement[] Golden = Load();

    private static readonly DialogueLine[] Lines =
        [.. Golden.Select(c => new DialogueLine(c.GetProperty("text").GetString()!, c.GetProperty("speaker").GetString()))];

    [Fact]
    public void Of_GoldenDialogue_IsTheTrainersForm()
    {
        for (int i = 0; i < Lines.Length; i++)
        {
            bool same = i > 0 && Lines[i].Speaker == Lines[i - 1].Speaker;
            var form = LineForm.Of(Lines[i].Text, TextTokenizer.Tokenize(Lines[i].Text), i, i == Lines.Length - 1, same);

            Assert.Equal(Numbers(Golden[i], "form"), form.Select(v => Math.Round(v, 6)));
        }
    }

    [Fact]
    public void Read_GoldenDialogue_GivesTheTrainersReadings()
    {
        var readings = Model.Dialogue.Read(Lines);

        for (int i = 0; i < Lines.Length; i++)
        {
            Close(Numbers(Golden[i], "alone"), readings[i].Alone!);
            Close(Numbers(Golden[i], "probabilities"), readings[i].Probabilities!);
            Assert.Equal(Golden[i].GetProperty("label").GetString(), readings[i].Label);
        }
    }

    [Fact]
    public void Read_AnyDialogue_ProbabilitiesAddUpToOne()
    {
        var readings = Model.Dialogue.Read(Lines);
        Assert.Equal(Lines.Length, readings.Count);
        Assert.All(readings, reading => Assert.Equal(1, reading.Probabilities!.Values.Sum(), 1e-9));
    }

    [Fact]
    public void Read_SpeakersRenamed_ChangesNothing()
    {
        var renamed = Model.Dialogue.Read([.. Lines.Select(l => l with { Speaker = "Person " + l.Speaker })]);

        foreach (var (one, other) in Model.Dialogue.Read(Lines).Zip(renamed))
            Assert.Equal(one.Probabilities!.Values, other.Probabilities!.Values);
    }

    [Fact]
    public void Read_OtherLinesAround_ChangeTheReading()
    {
        DialogueLine[] Around(string text) => [new(text, "A"), new("What?", "B"), new(text, "A")];

        var angry = Model.Dialogue.Read(Around("I hate you! Get out of my house, you make me sick!"))[1].Probabilities!;
        var glad = Model.Dialogue.Read(Around("We won! This is the best day ever, I'm so happy!"))[1].Probabilities!;

        Assert.True(angry["anger"] > glad["anger"]);
        Assert.True(glad["joy"] > angry["joy"]);
    }

    [Fact]
    public void Read_UnreadableLines_AreLeftOutAndHurtNobody()
    {
        var readings = Model.Dialogue.Read([new(""), new("Ich bin heute sehr traurig", "A"), new("I love it!", "A"), new("...", null), new("今天我非常高兴", "B")]);

        string?[] expected = [null, null, "joy", null, null];
        Assert.Equal(expected, readings.Select(r => r.Label));
        Assert.All(readings.Where(r => r.Label is null), r => Assert.NotNull(r.Verdict.Reason));
        Assert.Empty(Model.Dialogue.Read([]));
    }

    [Fact]
    public void FromBytes_DamagedFile_SaysSo()
    {
        byte[] good = Model.Store.Read(TextEmotionPlugin.DialogueModelId);

        foreach (int length in new[] { 0, 8, 19, 20, 100, good.Length / 2, good.Length - 1 })
            Assert.Throws<UserException>(() => DialogueClassifier.FromBytes(good.AsSpan(0, length), Model.Classifier));
        byte[] wrong = [.. good];
        wrong.AsSpan(good.Length - 8, 4).Fill(0xFF);
        Assert.Throws<UserException>(() => DialogueClassifier.FromBytes(wrong, Model.Classifier));
        byte[] endless = [.. good];
        endless.AsSpan(8, 4).Fill(0xFF);
        Assert.Throws<UserException>(() => DialogueClassifier.FromBytes(endless, Model.Classifier));
    }

    [Fact]
    public async Task ReadAsync_TranscriptOfSpeakers_GivesEvidenceInContext()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), null);
        context.Set(new Transcript([new TranscriptLine("Guess what, I won!", new TimeRange(0, 1), "A"), new TranscriptLine("Oh my God, that's amazing!", new TimeRange(1, 2), "B")], "webvtt"));

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, TestContext.Current.CancellationToken);

        var read = context.Ledger.All.Where(e => e.Kind == EvidenceKinds.DialogueEmotion).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, e => Assert.True(e.Source.Model == "text-dialogue" && e.Baseline is > 0 and < 1 && e.Distribution!.Count == 7));
    }

    private static void Close(double[] expected, IReadOnlyDictionary<string, double> actual)
    {
        foreach (var (label, value) in Model.Dialogue.Labels.Zip(expected))
            Assert.Equal(value, actual[label.Name], 2e-4);
    }

    private static double[] Numbers(JsonElement from, string name) => [.. from.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static JsonElement[] Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "dialogue.json"));
        using var document = JsonDocument.Parse(file);
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
