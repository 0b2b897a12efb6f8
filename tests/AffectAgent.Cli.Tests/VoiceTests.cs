using System.Formats.Tar;
using AffectAgent.Plugins.AudioEmotion;

namespace AffectAgent.Cli.Tests;

/// <summary>The main job on recorded voices.</summary>
public sealed class VoiceTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Fact]
    public async Task Explain_VoiceLikeThoseItKnows_NamesTheEmotionFromIt()
    {
        // This speaker was in the training: this shows that the voice's evidence reaches the conclusion, not how good it is.
        var result = await ExplainAsync(Utterance("03a01Wa"));

        var heard = result.Evidence.First(e => e.Kind == EvidenceKinds.VoiceEmotion);
        Assert.Equal("anger", heard.Label);
        Assert.Equal(7, heard.Distribution!.Count);
        Assert.Equal(1, heard.Distribution.Values.Sum(), 1e-3);
        Assert.Equal(VoiceEmotionModel.NetworkId, heard.Source.Model);
        var explanation = Assert.Single(result.Explanations);
        Assert.Equal(Emotion.Anger, explanation.Distribution?.Top);
        Assert.Contains(explanation.Claims, claim => claim.Citations.Contains(heard.Id));
        Assert.Equal(explanation.Faithfulness.Checked, explanation.Faithfulness.Supported);
    }

    [Fact]
    public async Task Explain_VoiceUnlikeThoseItKnows_NamesNoEmotion()
    {
        var result = await ExplainAsync(TestMedia.DataFile("audio", "jfk.wav"));

        Assert.Contains(result.Evidence, e => e.Kind == EvidenceKinds.VoiceEmotion);
        Assert.All(result.Explanations, explanation => Assert.Null(explanation.Distribution));
    }

    private async Task<AnalysisResult> ExplainAsync(string sound)
    {
        var json = media.At(Path.GetFileName(sound) + ".json");
        var outcome = await Affect.RunAsync("explain", sound, "--json", json);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return AffectJson.Deserialize(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
    }

    private string Utterance(string name)
    {
        using var tar = new TarReader(File.OpenRead(TestMedia.DataFile("emodb.tar")));
        while (tar.GetNextEntry() is { } entry)
        {
            if (Path.GetFileNameWithoutExtension(entry.Name) != name)
                continue;
            entry.ExtractToFile(media.At(name + Path.GetExtension(entry.Name)), overwrite: true);
            return media.At(name + Path.GetExtension(entry.Name));
        }

        throw new InvalidOperationException($"emodb.tar has no {name}.");
    }
}
