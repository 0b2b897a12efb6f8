using System.Buffers.Binary;
using System.Diagnostics;

namespace AffectAgent.Backends.Whisper.Tests;

/// <summary>
/// The real library with a real file. A tiny test model of whisper.cpp holds no weights, so what it writes means nothing; with a
/// trained one (AFFECT_WHISPER_TRAINED=1) the words are checked too.
/// </summary>
[Collection(nameof(Alone))]
public sealed class RealWhisperTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecognizeAsync_Recording_GivesLinesInTime()
    {
        using var recognizer = new WhisperRecognizer(Model(), "en");
        var data = Environment.GetEnvironmentVariable("AFFECT_DATA");
        var path = Path.Combine(data ?? "", "audio", "jfk.wav");
        Assert.SkipUnless(data is not null && File.Exists(path), "No recording here: set AFFECT_DATA.");
        var samples = ReadWav(path);

        var lines = await recognizer.RecognizeAsync(Sound.Chunks(samples), null, Token).ToListAsync(Token);

        var length = samples.Length / (double)Sound.Rate;
        Assert.All(lines, line => Assert.InRange(line.Line.Interval!.Value.End, line.Line.Interval.Value.Start, length + 0.1));
        Assert.All(lines, line => Assert.Equal("en", line.Language));
        Assert.All(lines, line => Assert.InRange(line.Confidence, 0, 1));
        Assert.All(lines, line => Assert.All(line.Words, word => Assert.InRange(word.Interval.Start, 0, length)));
        if (Environment.GetEnvironmentVariable("AFFECT_WHISPER_TRAINED") == "1")
            Assert.Contains("country", string.Join(' ', lines.Where(line => line.Doubt is null).Select(line => line.Line.Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task HearAsync_LanguageUnknown_NamesOne()
    {
        using var model = Model();

        var heard = await model.HearAsync(Sound.Voice(4), null, Token);

        Assert.All(heard, segment => Assert.Matches("^[a-z]{2,3}$", segment.Language));
    }

    [Fact]
    public async Task RecognizeAsync_AnHourOfWhichLittleIsVoice_KeepsItsMemory()
    {
        using var recognizer = new WhisperRecognizer(Model(), "en");
        List<long> used = [];
        async IAsyncEnumerable<AudioChunk> Hour()
        {
            var (voice, silence) = (Sound.Voice(5), Sound.Silence(1195));
            for (var part = 0; part < 3; part++)
            {
                await foreach (var chunk in Sound.Chunks(voice, part * 1200))
                    yield return chunk;
                await foreach (var chunk in Sound.Chunks(silence, part * 1200 + 5))
                    yield return chunk;
                GC.Collect();
                using var process = Process.GetCurrentProcess();
                used.Add(process.WorkingSet64);
            }
        }

        await foreach (var line in recognizer.RecognizeAsync(Hour(), null, Token))
            Assert.InRange(line.Line.Interval!.Value.End, 0, 3600);

        // What whisper.cpp frees after a window the allocator keeps in part: it goes up and down by some 200 MB and does not grow.
        Assert.Equal(3, used.Count);
        Assert.InRange(used.Max() - used[0], 0, 400L << 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"working set after each part, MB: {string.Join(", ", used.Select(bytes => bytes >> 20))}");
    }

    [Fact]
    public async Task HearAsync_TruncatedModel_SaysSo()
    {
        var whole = ModelPath();
        var path = Path.Combine(Directory.CreateTempSubdirectory("affect-whisper-").FullName, "cut.bin");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(whole, Token))[..2000], Token);
        using var model = new WhisperModel(Settings(path));

        var error = await Assert.ThrowsAsync<UserException>(() => model.HearAsync(Sound.Voice(2), "en", Token));

        Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task HearAsync_Cancelled_StopsAndTheModelGoesOn()
    {
        using var model = Model();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.HearAsync(Sound.Voice(5), "en", stop.Token));
        Assert.NotNull(await model.HearAsync(Sound.Voice(2), "en", Token));
    }

    private static WhisperModel Model() => new(Settings(ModelPath()));

    private static WhisperSettings Settings(string path)
    {
        var packaged = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes"))
            && Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*whisper.*", SearchOption.AllDirectories).Any();
        var folder = Environment.GetEnvironmentVariable("AFFECT_WHISPER_NATIVES");
        Assert.SkipUnless(packaged || Directory.Exists(folder), "No whisper.cpp here: set AFFECT_WHISPER_NATIVES to a folder that holds runtimes/…/libwhisper.so, or build with -p:WhisperNatives=cpu.");
        return new WhisperSettings { Model = path, Natives = packaged ? null : folder, Threads = 1, Gpu = false };
    }

    private static string ModelPath()
    {
        var path = Environment.GetEnvironmentVariable("AFFECT_WHISPER_MODEL");
        Assert.SkipUnless(File.Exists(path), "No model here: set AFFECT_WHISPER_MODEL to a ggml file of Whisper.");
        return path!;
    }

    private static float[] ReadWav(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var at = 12;
        while (!bytes.Slice(at, 4).SequenceEqual("data"u8))
            at += 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
        var data = bytes.Slice(at + 8, Math.Min(BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]), bytes.Length - at - 8));
        var samples = new float[data.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        return samples;
    }
}

/// <summary>Tests that look at the process's memory run beside no others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
