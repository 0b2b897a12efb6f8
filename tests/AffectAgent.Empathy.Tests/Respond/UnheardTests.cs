using AffectAgent.Empathy.Care;
using AffectAgent.Media;

namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>A recording in which somebody may speak and whose words nobody tells.</summary>
public sealed class UnheardTests
{
    [Fact]
    public async Task Respond_SoundWithoutTranscript_SaysThatTheWordsWereNotHeard()
    {
        var reply = await To(null);
        var said = CareAnswers.Default.Unheard("en", "GB");
        Assert.Equal(said, reply.Care.NotHeard);
        Assert.Contains(said, reply.Plan.Shown, StringComparison.Ordinal);
        Assert.Contains("999", said, StringComparison.Ordinal);
        Assert.Contains("notHeard", EmpathyJson.Serialize(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_SoundWithTranscript_SaysNothingOfTheKind()
    {
        var reply = await To("I lost my keys again.");
        Assert.Null(reply.Care.NotHeard);
        Assert.Empty(reply.Plan.Shown);
    }

    [Fact]
    public async Task Respond_LongTranscript_IsCheckedWhole()
    {
        // The ledger takes sixty lines, evenly chosen; these are a hundred and one.
        var lines = Enumerable.Range(0, 101).Select(i => i == 50 ? "The bus was late." : i == 51 ? "I want to kill myself." : "Then we went on.");
        Assert.True((await To(string.Join('\n', lines))).Care.IsCrisis);
        Assert.False((await To(string.Join('\n', lines).Replace("I want to kill myself.", "The bus came.", StringComparison.Ordinal))).Care.IsCrisis);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt")]
    [InlineData("it")]
    [InlineData("tr")]
    [InlineData("pl")]
    public void Unheard_EveryLanguage_IsItsOwnAndNamesTheNumber(string language)
    {
        var said = CareAnswers.Default.Unheard(language, "DE");
        Assert.Contains("112", said, StringComparison.Ordinal);
        Assert.DoesNotContain("{", said, StringComparison.Ordinal);
        Assert.Equal(language == "en", said == CareAnswers.Default.Unheard("en", "DE"));
    }

    private static async Task<EmpatheticReply> To(string? transcript)
    {
        var folder = Directory.CreateTempSubdirectory("affect-unheard").FullName;
        try
        {
            var (sound, words) = (Path.Combine(folder, "a.wav"), Path.Combine(folder, "a.txt"));
            await using (var file = File.Create(sound))
                WaveFile.Write(file, new FilmSound(Enumerable.Range(0, 32000).Select(i => 0.3f * MathF.Sin(i * 0.08f)).ToArray(), 16000));
            if (transcript is not null)
                await File.WriteAllTextAsync(words, transcript, TestContext.Current.CancellationToken);
            return await Replies.Responder.RespondAsync(
                new RespondRequest { MediaPath = sound, TranscriptPath = transcript is null ? null : words, Region = "GB" }, TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
