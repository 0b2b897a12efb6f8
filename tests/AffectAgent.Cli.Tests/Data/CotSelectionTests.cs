using System.Text;
using System.Text.Json;
using AffectAgent.Cli.Data;

namespace AffectAgent.Cli.Tests.Data;

public sealed class CotSelectionTests
{
    private static readonly CotOptions Defaults = new(CotFormat.Conversation, Citations: false, Limits: false, KeepDisagreeing: false, Near: 0.9, Least: 4, Split: 0, ByPerson: false, Seed: 1);

    [Fact]
    public void Add_ReadingThatAgrees_IsKeptInThreeParts()
    {
        var selection = Select(Defaults, (Input("a.jpg", "happy"), Reading("1", Emotion.Happiness)));

        var sample = Assert.Single(selection.Kept);
        Assert.Equal(["AU12 stands out at 4 of 5."], sample.Parts[0].Select(s => s.Text));
        Assert.Equal(["As a whole, the face reads as happiness with 90 %.", "Raised lip corners are read as happiness (1)."], sample.Parts[1].Select(s => s.Text));
        Assert.Equal(["It reads as happiness with 90 %.", "Words that fit are “glad”."], sample.Parts[2].Select(s => s.Text));
    }

    [Theory]
    [InlineData("disagrees", "sad", Emotion.Happiness)]
    [InlineData("no-reading", "happy", null)]
    public void Add_WhatDoesNotFitItsLabel_IsRejectedWithItsRule(string rule, string label, Emotion? reading)
    {
        var selection = Select(Defaults, (Input("a.jpg", label), Reading("1", reading)));

        Assert.Equal(rule, Assert.Single(selection.Rejected).Reason);
        Assert.Empty(selection.Kept);
    }

    [Fact]
    public void Add_Disagreeing_KeepsTheReasonsAndSaysBoth()
    {
        var selection = Select(Defaults with { KeepDisagreeing = true }, (Input("a.jpg", "sad"), Reading("1", Emotion.Happiness)));

        var sample = Assert.Single(selection.Kept);
        Assert.False(sample.Agrees);
        Assert.Equal("The label given is sad; the evidence reads as happiness.", sample.Parts[2][^1].Text);
        Assert.Contains(sample.Parts[1], s => s.Text.Contains("read as happiness", StringComparison.Ordinal));
    }

    [Fact]
    public void Add_SameMediumSameTextNearSameChain_AreRejectedOnce()
    {
        var selection = Select(
            Defaults,
            (Input("a.jpg", "happy"), Reading("1", Emotion.Happiness)),
            (Input("copy.jpg", "happy"), Reading("1", Emotion.Happiness)),
            (Input("b.jpg", "happy"), Reading("2", Emotion.Happiness, "Raised lip corners are read as happiness (1).")),
            (Text("row 1", "How nice!", "joy"), Reading("3", Emotion.Happiness, "Nice words are read as happiness, whatever else is said around them here.")),
            (Text("row 2", " how  NICE ", "joy"), Reading("4", Emotion.Happiness, "Other words.")));

        Assert.Equal(["a.jpg", "row 1"], selection.Kept.Select(s => s.Input.Name));
        Assert.Equal([("copy.jpg", "same-medium", "a.jpg"), ("b.jpg", "near-same-chain", "a.jpg"), ("row 2", "same-text", "row 1")], selection.Rejected.Select(r => (r.Input, r.Reason, r.Detail!)));
    }

    [Fact]
    public void Add_RejectedFirstThenRightLabel_KeepsTheSecond()
    {
        var selection = Select(
            Defaults,
            (Text("row 1", "How nice!", "sad"), Reading("1", Emotion.Happiness)),
            (Text("row 2", "How nice!", "joy"), Reading("1", Emotion.Happiness)),
            (Input("a.jpg", "sad"), Reading("2", Emotion.Happiness, "Other words, so that the chain is another one.")),
            (Input("b.jpg", "joy"), Reading("2", Emotion.Happiness, "Other words, so that the chain is another one.")));

        Assert.Equal(["row 2", "b.jpg"], selection.Kept.Select(s => s.Input.Name));
        Assert.Equal(["disagrees", "disagrees"], selection.Rejected.Select(r => r.Reason));
    }

    [Fact]
    public void Add_SameTextWithAnotherLabel_IsRejectedForTheContradiction()
    {
        var selection = Select(
            Defaults,
            (Text("row 1", "How nice!", "joy"), Reading("1", Emotion.Happiness)),
            (Text("row 2", "how nice", "sad"), Reading("1", Emotion.Happiness)));

        Assert.Equal(("row 2", "contradicting-labels", "row 1 has the same text with the label joy"), Assert.Single(selection.Rejected.Select(r => (r.Input, r.Reason, r.Detail!))));
    }

    [Fact]
    public void Add_TextThatIsTooLong_SaysSoWhateverTheFaultsWords()
    {
        var selection = Select(Defaults, (Text("row 1", new string('x', CotJob.MostWords + 1), "joy"), null), (Text("row 2", "short", "joy"), null));

        Assert.Equal(["text-too-long", "unreadable"], selection.Rejected.Select(r => r.Reason));
    }

    [Fact]
    public void Add_TooMuchStruckOrTooLittleLeft_IsRejected()
    {
        var struck = Reading("1", Emotion.Happiness) with { Struck = 4 };
        var hollow = Reading("2", Emotion.Happiness) with { Sentences = [.. Reading("2", Emotion.Happiness).Sentences.Where(s => s.Part != 2)] };
        var people = Reading("3", Emotion.Happiness) with { People = 2 };

        var selection = Select(Defaults with { Least = 6 }, (Input("a.jpg", "joy"), struck), (Input("b.jpg", "joy"), hollow), (Input("c.jpg", "joy"), people), (Input("d.jpg", "joy"), Reading("4", Emotion.Happiness)), (Input("e.jpg", "joy"), null));

        Assert.Equal(["unsupported", "part-missing", "several-people", "too-short", "unreadable"], selection.Rejected.Select(r => r.Reason));
    }

    [Fact]
    public void Add_SplitByPerson_KeepsAPersonOnOneSideAndIsRepeatable()
    {
        var items = Enumerable.Range(0, 400).Select(i => (Input($"p{i / 8}_{i}.jpg", "joy") with { Person = $"p{i / 8}" }, (ChainReading?)Reading($"{i}", Emotion.Happiness, $"Sentence {i} of many {i * 7} different {i * 13} ones {i * 31} here {i * 17} now."))).ToArray();
        var options = Defaults with { Split = 0.25, ByPerson = true, Near = 1.1 };

        var first = Select(options, items).Kept;

        Assert.All(first.GroupBy(s => s.Input.Person), person => Assert.Single(person.Select(s => s.Validation).Distinct()));
        Assert.InRange(first.Count(s => s.Validation), 40, 160);
        Assert.Equal(first.Select(s => s.Validation), Select(options, items).Kept.Select(s => s.Validation));
        Assert.NotEqual(first.Select(s => s.Validation), Select(options with { Seed = 2 }, items).Kept.Select(s => s.Validation));
    }

    [Fact]
    public void Write_Conversation_HasTheTagsThatTrainersWant()
    {
        var json = Write(Defaults with { Citations = true }, Input("x/a.jpg", "happy") with { Words = "Hello “you”" });

        Assert.Equal("x/a.jpg", json.GetProperty("images")[0].GetString());
        var turns = json.GetProperty("conversations");
        Assert.StartsWith("<image>\nThe words: “Hello “you””\n", turns[0].GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal("Key observations:\nAU12 stands out at 4 of 5. [E1]\n\nInterpretation:\nAs a whole, the face reads as happiness with 90 %. [E2] Raised lip corners are read as happiness (1). [emotion/happiness]\n\nConclusion:\nIt reads as happiness with 90 %. [E3] Words that fit are “glad”. [E3]", turns[1].GetProperty("value").GetString());
        Assert.Equal(4, json.GetProperty("meta").GetProperty("actionUnits").GetProperty("AU12").GetDouble());
        Assert.Equal(["E1", "E2", "E3"], json.GetProperty("meta").GetProperty("evidence").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Write_Plain_HasFields()
    {
        var json = Write(Defaults with { Format = CotFormat.Plain }, Text("row 1", "How nice!", "joy"));

        Assert.Equal(("text", "How nice!", "joy", "happiness", true), (json.GetProperty("kind").GetString(), json.GetProperty("text").GetString(), json.GetProperty("label").GetString(), json.GetProperty("emotion").GetString(), json.GetProperty("agrees").GetBoolean()));
        Assert.Equal(2, json.GetProperty("conclusion").GetArrayLength());
        Assert.False(json.TryGetProperty("path", out _));
    }

    [Fact]
    public void Questions_OfEachKind_VaryWithTheNameAndStayForTheSeed()
    {
        var prompts = CotPrompts.BuiltIn;

        foreach (var kind in Enum.GetValues<SampleKind>())
        {
            var asked = Enumerable.Range(0, 200).Select(i => prompts.Question(kind, $"row {i}", 1)).ToList();
            Assert.Equal(prompts.Questions(kind).Order(StringComparer.Ordinal), asked.Distinct().Order(StringComparer.Ordinal));
            Assert.Equal(asked, Enumerable.Range(0, 200).Select(i => prompts.Question(kind, $"row {i}", 1)));
        }

        Assert.Equal("data-cot/2", prompts.Version);
    }

    [Theory]
    [InlineData("The measure of AU20 is unverified on real faces.", true)]
    [InlineData("The confidence is 46 %: the next reading comes close.", true)]
    [InlineData("Confidence is 89 %; it follows the probability of the leading reading.", true)]
    [InlineData("As a pattern, the units come closest to happiness, with a cosine of 0.72.", true)]
    [InlineData("AU12 (lip corner puller), a sign of happiness, is visible at 4.8 of 5.", false)]
    public void LeavesOut_SentencesOnTheMethod_AndKeepsThoseOnTheCase(string sentence, bool left) =>
        Assert.Equal(left, CotPrompts.BuiltIn.LeavesOut(sentence));

    [Theory]
    [InlineData("These cues point to sadness; nothing is on record of AU1 (inner brow raiser) and AU15 (lip corner depressor).", "These cues point to sadness.")]
    [InlineData("The nearest alternative is neutral with 23 %; none of the cues that tell it from sadness was found.", "The nearest alternative is neutral with 23 %.")]
    [InlineData("The nearest alternatives are anger with 9 % and fear with 8 %; none of the cues that tell them from sadness was found.", "The nearest alternatives are anger with 9 % and fear with 8 %.")]
    [InlineData("The nearest alternative is anger with 9 %; none of the cues that tell it from sadness was found, such as words of grief for sadness.", "The nearest alternative is anger with 9 %.")]
    [InlineData("These cues point to sadness; AU1 (inner brow raiser) and AU15 (lip corner depressor) were not measured.", "These cues point to sadness.")]
    [InlineData("AU26 stays at 0.2 of 5; nothing is on record of AU2; on balance it is fear.", "AU26 stays at 0.2 of 5; on balance it is fear.")]
    public void Cut_ClausesOnTheMethod_LeavesTheRest(string sentence, string left) => Assert.Equal(left, CotPrompts.BuiltIn.Cut(sentence));

    [Fact]
    public void Add_NothingButAJudgement_StandsAsObservation()
    {
        var reading = Reading("1", Emotion.Happiness);
        var bare = reading with { Sentences = [.. reading.Sentences.Where(s => s.Text != "AU12 stands out at 4 of 5.")] };

        Assert.Equal("As a whole, the face reads as happiness with 90 %.", Assert.Single(Assert.Single(Select(Defaults, (Input("a.jpg", "joy"), bare)).Kept).Parts[0]).Text);
    }

    [Fact]
    public void NearDuplicates_FindWhatPlainComparisonFinds()
    {
        var random = new Random(4);
        string[] words = [.. Enumerable.Range(0, 60).Select(i => $"w{i}")];
        var texts = new List<string>();
        for (int i = 0; i < 150; i++)
        {
            var text = i % 3 == 0 && i > 0 ? texts[random.Next(texts.Count)].Split(' ') : [.. Enumerable.Range(0, 40).Select(_ => words[random.Next(60)])];
            if (i % 6 == 0)
                text[random.Next(text.Length)] = "changed";
            texts.Add(string.Join(' ', text));
        }

        var near = new NearDuplicates(0.8);
        var kept = new List<string>();
        foreach (var text in texts)
        {
            bool naive = kept.Exists(k => NearDuplicates.Jaccard(NearDuplicates.Shingles(k), NearDuplicates.Shingles(text)) >= 0.8);
            Assert.Equal(naive, near.FindOrKeep(text, text) is not null);
            if (!naive)
                kept.Add(text);
        }
    }

    private static CotSelection Select(CotOptions options, params (LabelledInput Input, ChainReading? Reading)[] items)
    {
        var selection = new CotSelection(CotPrompts.BuiltIn, LabelMap.Read(null), options);
        foreach (var (input, reading) in items)
            selection.Add(input, reading, reading is null ? "cut off" : null);
        return selection;
    }

    private static JsonElement Write(CotOptions options, LabelledInput input)
    {
        using var stream = new MemoryStream();
        new CotWriter(CotPrompts.BuiltIn, LabelMap.Read(null), options).Write(Assert.Single(Select(options, (input, Reading("1", Emotion.Happiness))).Kept), stream);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }

    private static LabelledInput Input(string name, string label) => new(name, SampleKind.Image, "/" + name, null, [label], null);

    private static LabelledInput Text(string name, string words, string label) => new(name, SampleKind.Text, null, words, [label], null);

    private static ChainReading Reading(string hash, Emotion? emotion, string? interpretation = null) => new()
    {
        Sha256 = hash,
        Struck = 0,
        People = 1,
        Reading = emotion,
        Abstained = emotion is null ? "It is too dark." : null,
        Confidence = 0.9,
        Distribution = new Dictionary<string, double> { ["happiness"] = 0.9, ["neutral"] = 0.1 },
        ActionUnits = new Dictionary<string, double> { ["AU12"] = 4 },
        Evidence = new Dictionary<string, string> { ["E1"] = "au.intensity AU12 4 (0-5)", ["E2"] = "expression happiness 0.9 (probability)", ["E3"] = "reading happiness 0.9", ["E9"] = "reading.confidence 0.9" },
        Sentences =
        [
            new(0, "As a whole, the face reads as happiness with 90 %.", ["E2"]),
            new(0, "AU12 stands out at 4 of 5.", ["E1"]),
            new(1, interpretation ?? $"Raised lip corners are read as happiness ({hash}).", ["emotion/happiness"]),
            new(2, "It reads as happiness with 90 %.", ["E3"]),
            new(2, "Words that fit are “glad”.", ["E3"]),
            new(2, "The confidence is 90 %: fine.", ["E9"]),
            new(3, "A still picture can't show how it came.", ["limit/still"]),
        ],
    };
}
