using AffectAgent.Inference.Models;
using static AffectAgent.Plugins.AudioEmotion.Tests.Sounds;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class PluginTests
{
    private static readonly AudioEmotionPlugin Plugin = new(ModelStore.Open());

    [Fact]
    public async Task ListenAsync_Voice_TellsActivityFeaturesAndAffect()
    {
        using var context = Context(Concat(Silence(1), Voice(new Speaker(150, 3)), Silence(1)));
        var report = await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);

        var evidence = context.Ledger.All;
        Assert.Equal(evidence.Select(e => e.Id), report.EvidenceIds);
        Assert.All(evidence, e => Assert.True(e is { Person: null, Modality: Modality.Voice, Interval: not null }));
        var activity = Assert.Single(evidence, e => e.Kind == EvidenceKinds.VoiceActivity);
        Assert.InRange(activity.Value!.Value, 2.7, 3.2);
        var pitch = Assert.Single(evidence, e => e.Label == VoiceFeatures.F0Mean);
        Assert.InRange(pitch.Value!.Value, 145, 155);
        Assert.Equal("Hz", pitch.Unit);
        var track = context.Get<VoiceTrack>();
        Assert.Equal(500, track.Frames.Count);
        Assert.InRange(track.Segments[0].Interval.Start, 0.9, 1.1);
    }

    [Fact]
    public async Task ListenAsync_MadeUpVoice_IsCalledUnlikeThoseItKnows()
    {
        using var context = Context(Concat(Silence(1), Voice(new Speaker(150, 4)), Silence(1)));
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(context.Ledger.All, e => e.Kind == EvidenceKinds.VoiceEmotion);
        Assert.Contains("unlike", Assert.Single(context.Ledger.Unscored).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListenAsync_FromAndTo_GiveMediaTimes()
    {
        var samples = Concat(Voice(new Speaker(150, 4)), Silence(2), Voice(new Speaker(200, 3)), Silence(1));
        using var context = Context(samples, new AnalysisRequest { MediaPath = "x", From = 5, To = 10 });
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);

        var track = context.Get<VoiceTrack>();
        Assert.Equal(1000, track.Frames.Count);
        var segment = Assert.Single(track.Segments);
        Assert.InRange(segment.Interval.Start, 5.9, 6.1);
        Assert.InRange(segment.Interval.End, 8.85, 9.1);
        Assert.InRange(segment.Features[VoiceFeatures.F0Mean], 195, 205);
    }

    [Fact]
    public async Task ListenAsync_Silence_IsUnscored()
    {
        using var context = Context(Silence(5));
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        Assert.Empty(context.Ledger.All);
        Assert.Equal("The sound is silent.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task ListenAsync_Noise_IsUnscored()
    {
        using var context = Context(White(5, 0.1));
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        Assert.Empty(context.Ledger.All);
        Assert.Equal("No speech was found in the sound.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task ListenAsync_WithoutSpeech_NeedsNoModel()
    {
        using var folder = new TemporaryModels();
        using var plugin = new AudioEmotionPlugin(folder.Store);
        using var noise = Context(White(5, 0.1));
        using var voice = Context(Voice(new Speaker(150, 3)));

        await plugin.ListenAsync(noise, TestContext.Current.CancellationToken);

        Assert.Equal("No speech was found in the sound.", Assert.Single(noise.Ledger.Unscored).Reason);
        await Assert.ThrowsAsync<UserException>(() => plugin.ListenAsync(voice, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ListenAsync_TooShort_SaysWhatIsNeeded()
    {
        using var context = Context(Voice(new Speaker(150, 0.2)));
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        Assert.Contains("0.3 s", Assert.Single(context.Ledger.Unscored).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListenAsync_NoSound_IsUnscored()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = "hello" }, null);
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal("voice", Assert.Single(context.Ledger.Unscored).What);
    }

    [Fact]
    public async Task ListenAsync_HoleInTheStream_KeepsTimes()
    {
        var voice = Voice(new Speaker(150, 2));
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new FakeMedia([new AudioChunk(0, voice), new AudioChunk(9, voice)], 11));
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        var segments = context.Get<VoiceTrack>().Segments;
        Assert.Equal(2, segments.Count);
        Assert.InRange(segments[1].Interval.Start, 8.9, 9.1);
    }

    [Fact]
    public async Task ListenAsync_OneHighStretchAmongMany_IsToldAgainstTheClipsMedian()
    {
        float[][] parts = [.. Enumerable.Range(0, 6).SelectMany(i => new[] { Voice(new Speaker(i == 4 ? 280 : 140 + i, 2)), Silence(1) })];
        using var context = Context(Concat(parts));
        await Plugin.ListenAsync(context, TestContext.Current.CancellationToken);
        var high = context.Ledger.All.Single(e => e is { Kind: EvidenceKinds.VoiceFeature, Label: VoiceFeatures.F0Mean, Direction: Direction.Higher } && e.Interval!.Value.Start > 11);
        Assert.InRange(high.Value!.Value, 270, 290);
        Assert.InRange(high.Baseline!.Value, 138, 147);
        Assert.InRange(high.Interval!.Value.Start, 11.9, 12.1);
    }

    [Fact]
    public async Task ListenAsync_Cancelled_Stops()
    {
        using var context = Context(Silence(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Plugin.ListenAsync(context, new CancellationToken(canceled: true)));
    }

    private static AnalysisContext Context(float[] samples, AnalysisRequest? request = null) =>
        new(request ?? new AnalysisRequest { MediaPath = "x" }, FakeMedia.Of(samples));
}

/// <summary>A models folder with the catalogue alone.</summary>
internal sealed class TemporaryModels : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("affect-voice-");

    public TemporaryModels()
    {
        File.Copy(Path.Combine(ModelStore.Open().Folder, ModelCatalogue.FileName), Path.Combine(_folder.FullName, ModelCatalogue.FileName));
        Store = ModelStore.Open(new ModelStoreOptions { ModelsFolder = _folder.FullName });
    }

    public ModelStore Store { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}

internal sealed class FakeMedia(IReadOnlyList<AudioChunk> chunks, double duration) : IMediaSource
{
    public MediaInfo Info => new() { Name = "x.wav", Kind = MediaKind.Audio, Duration = duration, Audio = new AudioInfo(16000, 1, "pcm_s16le") };

    public static FakeMedia Of(float[] samples) =>
        new([.. samples.Chunk(4000).Select((chunk, i) => new AudioChunk(i * 0.25, chunk))], (double)samples.Length / AudioChunk.SampleRate);

    public IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VideoFrame>();

    public async IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var chunk in chunks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            if (chunk.Start >= (from ?? 0) && chunk.Start < (to ?? double.MaxValue))
                yield return chunk;
        }
    }

    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);
}
