using System.Formats.Tar;
using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

/// <summary>Recordings of EMO-DB (Burkhardt et al., 2005): ten German sentences by ten actors. Skips the test where the data are not there.</summary>
internal static class ActedSpeech
{
    /// <summary>The sentences by the code in a file's name.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        ["a01"] = "Der Lappen liegt auf dem Eisschrank.",
        ["a02"] = "Das will sie am Mittwoch abgeben.",
        ["a04"] = "Heute abend könnte ich es ihm sagen.",
        ["a05"] = "Das schwarze Stück Papier befindet sich da oben neben dem Holzstück.",
        ["a07"] = "In sieben Stunden wird es soweit sein.",
        ["b01"] = "Was sind denn das für Tüten, die da unter dem Tisch stehen?",
        ["b02"] = "Sie haben es gerade hochgetragen und jetzt gehen sie wieder runter.",
        ["b03"] = "An den Wochenenden bin ich jetzt immer nach Hause gefahren und habe Agnes besucht.",
        ["b09"] = "Ich will das eben wegbringen und dann mit Karl was trinken gehen.",
        ["b10"] = "Die wird auf dem Platz sein, wo wir sie immer hinlegen.",
    };

    /// <summary>Names and samples (16 kHz) of every so manieth recording.</summary>
    public static async IAsyncEnumerable<(string Name, float[] Samples)> ReadAsync(int every, int skip = 0)
    {
        var data = Environment.GetEnvironmentVariable("AFFECT_DATA") ?? Path.Combine(Shared.Root, "..", "shared", "data");
        var path = Path.Combine(data, "emodb.tar");
        Assert.SkipUnless(File.Exists(path), "AFFECT_DATA has no emodb.tar.");
        Assert.SkipWhen(FfmpegLocator.TryFind(out var reason) is null, reason ?? "ffmpeg is needed.");
        var file = Path.Combine(Path.GetTempPath(), $"affect-{Guid.NewGuid():N}.flac");
        try
        {
            using var stream = File.OpenRead(path);
            using var tar = new TarReader(stream);
            var count = 0;
            while (tar.GetNextEntry() is { } entry)
            {
                if (!entry.Name.EndsWith(".flac", StringComparison.Ordinal) || count++ % every != skip)
                    continue;
                entry.ExtractToFile(file, overwrite: true);
                var media = await new MediaOpener().OpenAsync(file, TestContext.Current.CancellationToken);
                var samples = new List<float>();
                await foreach (var chunk in media.ReadAudioAsync(cancellationToken: TestContext.Current.CancellationToken))
                    samples.AddRange(chunk.Samples.Span);
                yield return (Path.GetFileName(entry.Name), [.. samples]);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
