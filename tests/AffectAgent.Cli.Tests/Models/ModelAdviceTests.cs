using AffectAgent.Cli.Diagnosis;
using AffectAgent.Inference.Models;

namespace AffectAgent.Cli.Tests.Models;

public sealed class ModelAdviceTests
{
    private static readonly IReadOnlyList<DownloadStatus> Absent =
        [.. DownloadStore.Open().Catalogue.Entries.Select(e => new DownloadStatus(e, DownloadState.Absent, e.Id, 0, null))];

    [Theory]
    [InlineData(4, 2, 0, 500, null, "whisper-tiny")]
    [InlineData(6, 2, 0, 500, "qwen3-4b", "whisper-tiny")]
    [InlineData(24, 2, 0, 500, "qwen3-8b", "whisper-tiny")]
    [InlineData(64, 8, 0, 500, "qwen3-8b", "whisper-small")]
    [InlineData(64, 8, 0, 4, "qwen3-4b", "whisper-small")]
    [InlineData(64, 8, 8.6, 500, "qwen3-8b", "whisper-large-v3-turbo")]
    [InlineData(16, 8, 17.2, 500, "gpt-oss-20b", "whisper-large-v3-turbo")]
    [InlineData(64, 16, 25.8, 500, "qwen3-32b", "whisper-large-v3-turbo")]
    [InlineData(128, 16, 85.9, 500, "qwen3-32b-q8", "whisper-large-v3-turbo")]
    [InlineData(128, 16, 85.9, 0, null, null)]
    public void Best_OfAMachine_FitsIt(double memory, int cores, double gpu, double disk, string? language, string? speech)
    {
        var machine = new MachineFacts(memory, cores, gpu > 0 ? [new Gpu("a GPU", gpu)] : [], disk);

        Assert.Equal(language, ModelAdvice.Best(machine, Absent, DownloadKind.LanguageModel)?.Id);
        Assert.Equal(speech, ModelAdvice.Best(machine, Absent, DownloadKind.Speech)?.Id);
    }

    [Fact]
    public void For_AMachine_SaysCommandAndCostInALineEach()
    {
        var findings = ModelAdvice.For(new MachineFacts(24, 2, [], 100), Absent);

        Assert.Equal(["language model", "speech model"], findings.Select(f => f.Name));
        Assert.Contains("affect models pull qwen3-8b (5.03 GB to fetch, 6.3 GB of memory, Apache-2.0)", findings[0].Fix, StringComparison.Ordinal);
        Assert.Contains("affect models pull whisper-tiny", findings[1].Fix, StringComparison.Ordinal);
        Assert.All(findings, f => Assert.Equal(Standing.Optional, f.Standing));
    }

    [Theory]
    [InlineData(24, 2, 0, "minutes an answer on 2 cores without a GPU; a smaller one: qwen3-4b (")]
    [InlineData(6, 1, 0, "minutes an answer on one core without a GPU.")]
    [InlineData(16, 8, 17.2, null)]
    public void For_WithoutAGpu_SaysThatALanguageModelIsSlow(double memory, int cores, double gpu, string? said)
    {
        var found = ModelAdvice.For(new MachineFacts(memory, cores, gpu > 0 ? [new Gpu("a GPU", gpu)] : [], 100), Absent);

        if (said is null)
            Assert.DoesNotContain("slow", found[0].Fix, StringComparison.Ordinal);
        else
            Assert.Contains(said, found[0].Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("minutes", found[1].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void For_WhatIsHere_SaysWhere()
    {
        var ready = Absent.Select(s => s.Entry.Id == "qwen3-8b" ? s with { State = DownloadState.Ready, Path = "/there/model.gguf" } : s).ToList();

        var finding = ModelAdvice.For(new MachineFacts(24, 2, [], 100), ready)[0];

        Assert.Equal((Standing.Found, "/there/model.gguf"), (finding.Standing, finding.Where));
    }

    [Fact]
    public void Parse_AnswerOfTheDriver_GivesNamesAndMemory()
    {
        var found = MachineFacts.Parse("NVIDIA GeForce RTX 3090, 24576\nodd, one, [N/A]\n\nTesla T4, 15360\n");

        Assert.Equal(["NVIDIA GeForce RTX 3090", "Tesla T4"], found.Select(g => g.Name));
        Assert.Equal(25.77, found[0].MemoryGb, 2);
    }

    [Fact]
    public void Look_ThisMachine_HasMemoryAndCores()
    {
        var machine = MachineFacts.Look(Path.Combine(Path.GetTempPath(), "no", "such", "folder"));

        Assert.True(machine is { MemoryGb: > 0.1, Cores: > 0, FreeDiskGb: > 0 });
    }
}
