using System.Formats.Tar;
using AffectAgent.Inference.Models;
using AffectAgent.Media;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class RealSpeechTests
{
    private static readonly AudioEmotionPlugin Plugin = new(ModelStore.Open());

    [Fact]
    public async Task ListenAsync_RealSpeech_FindsItsPhrases()
    {
        using var context = await ListenAsync(Path.Combine(Data(), "audio", "jfk.wav"));
        var track = context.Get<VoiceTrack>();
        // Four phrases: "And so my fellow Americans", "ask not", "what your country can do for you", "ask what you can do for your country".
        Assert.InRange(track.Segments.Count, 3, 6);
        Assert.InRange(track.Segments.Sum(s => s.Interval.Duration), 6, 10);
        Assert.All(track.Segments, s => Assert.InRange(s.Features[VoiceFeatures.F0Mean], 150, 320));
    }

    [Fact]
    public async Task ListenAsync_ActedSpeech_SoundsAsActed()
    {
        using var folder = new Unpacked(Path.Combine(Data(), "emodb.tar"), "03a01", "08a01");
        var arousal = new Dictionary<char, List<double>>();
        var pitch = new Dictionary<string, List<double>>();
        foreach (var file in folder.Files)
        {
            using var context = await ListenAsync(file);
            var name = Path.GetFileName(file);
            pitch.GetOrAdd(name[..2]).Add(context.Ledger.All.First(e => e.Label == VoiceFeatures.F0Mean).Value!.Value);
            arousal.GetOrAdd(name[5]).Add(context.Ledger.All.First(e => e.Label == "arousal").Value!.Value);
        }

        // W is anger, N neutral. Speaker 03 is a man, 08 a woman.
        Assert.True(arousal['W'].Average() > arousal['N'].Average() + 0.4);
        Assert.True(pitch["08"].Average() > pitch["03"].Average() * 1.2);
    }

    [Fact]
    public async Task ListenAsync_SpeechOfAnotherLanguageAndTime_NamesNoEmotionByItself()
    {
        using var context = await ListenAsync(Path.Combine(Data(), "audio", "jfk.wav"));

        // An explanation names an emotion from a voice alone at 0.7 and more.
        Assert.InRange(context.Ledger.All.First(e => e.Kind == EvidenceKinds.VoiceEmotion).Value!.Value, 0, 0.7);
    }

    [Theory]
    [InlineData("-ar 8000 -ac 1")]
    [InlineData("-ar 48000 -ac 2")]
    public async Task ListenAsync_OtherRatesAndChannels_HearTheSame(string form)
    {
        var file = Path.Combine(Data(), "audio", "jfk.wav");
        var other = Path.Combine(Path.GetTempPath(), $"affect-{Guid.NewGuid():n}.wav");
        try
        {
            using var ffmpeg = System.Diagnostics.Process.Start("ffmpeg", $"-v error -i \"{file}\" {form} \"{other}\"");
            await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
            using var context = await ListenAsync(file);
            using var converted = await ListenAsync(other);
            var (a, b) = (context.Get<VoiceTrack>(), converted.Get<VoiceTrack>());
            Assert.Equal(a.Segments.Sum(s => s.Interval.Duration), b.Segments.Sum(s => s.Interval.Duration), 1.0);
            Assert.Equal(a.Segments[0].Features[VoiceFeatures.F0Mean], b.Segments[0].Features[VoiceFeatures.F0Mean], 5.0);
        }
        finally
        {
            File.Delete(other);
        }
    }

    private static async Task<AnalysisContext> ListenAsync(string file)
    {
        var media = await new MediaOpener().OpenAsync(file, TestContext.Current.CancellationToken);
        var context = new AnalysisContext(new AnalysisRequest { MediaPath = file }, media);
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        return context;
    }

    public static string Data()
    {
        var named = Environment.GetEnvironmentVariable("AFFECT_DATA");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); named is null && at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Directory.Packages.props")))
                named = Path.Combine(at.FullName, "..", "shared", "data");
        }

        if (named is null || !File.Exists(Path.Combine(named, "audio", "jfk.wav")))
            Assert.Skip("The speech recordings are not here; set AFFECT_DATA to their folder.");
        return named;
    }
}

/// <summary>A few files of an archive in a folder of their own, gone when disposed.</summary>
internal sealed class Unpacked : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("affect-voice");

    public Unpacked(string archive, params string[] prefixes)
    {
        using var reader = new TarReader(File.OpenRead(archive));
        while (reader.GetNextEntry() is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && prefixes.Any(name.StartsWith))
                entry.ExtractToFile(Path.Combine(_folder.FullName, name), overwrite: true);
        }
    }

    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder.FullName).Order();

    public void Dispose() => _folder.Delete(recursive: true);
}

internal static class Lists
{
    public static List<double> GetOrAdd<T>(this Dictionary<T, List<double>> lists, T key)
        where T : notnull => lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
