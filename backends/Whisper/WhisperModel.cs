using AffectAgent.Inference.Models;
using Whisper.net;
using Whisper.net.LibraryLoader;

namespace AffectAgent.Backends.Whisper;

/// <summary>A ggml model of Whisper, loaded at the first window and kept. Thread-safe; one window at a time.</summary>
/// <param name="settings">Which model, and how it runs.</param>
internal sealed class WhisperModel(WhisperSettings settings) : IWindowModel, IDisposable
{
    private const uint GgmlMagic = 0x67676d6c;
    // Whisper hears nothing in less than a second.
    private const int LeastSamples = AudioChunk.SampleRate * 11 / 10;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private WhisperFactory? _factory;
    private bool _disposed;

    /// <inheritdoc/>
    public string Name => IsPath(settings.Model) ? Path.GetFileNameWithoutExtension(settings.Model) : settings.Model;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeardSegment>> HearAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _factory ??= await Task.Run(Load, cancellationToken).ConfigureAwait(false);
            await using var processor = Processor(_factory, language);
            var heard = new List<HeardSegment>();
            await foreach (var segment in processor.ProcessAsync(Padded(samples), cancellationToken).ConfigureAwait(false))
                heard.Add(Read(segment));
            return heard;
        }
        catch (WhisperProcessingException e)
        {
            throw new UserException($"Whisper could not read the sound ({e.Message.ReplaceLineEndings(" ")}).", "Check the setting 'language', or take another model.", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _factory?.Dispose();
        _turn.Dispose();
    }

    private static bool IsPath(string model) => model.Contains('/', StringComparison.Ordinal) || model.Contains('\\', StringComparison.Ordinal) || model.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    private WhisperFactory Load()
    {
        var path = IsPath(settings.Model) ? settings.Model : DownloadStore.Open().Locate(settings.Model);
        Check(path);
        if (settings.Natives is { } folder)
            RuntimeOptions.LibraryPath = Path.Combine(Path.GetFullPath(folder), "any");
        try
        {
            return WhisperFactory.FromPath(path, new WhisperFactoryOptions { UseGpu = settings.Gpu });
        }
        catch (WhisperModelLoadException e)
        {
            throw new UserException($"Whisper can't load '{path}': it is damaged, truncated, or takes more memory than there is.", "Fetch it again, or take a smaller model.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DllNotFoundException or PlatformNotSupportedException or TypeInitializationException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new UserException("whisper.cpp's native libraries are missing or don't run on this machine.", "Install the backend with them (whisper), or name their folder in its setting 'natives'.", e);
        }
    }

    private static void Check(string path)
    {
        if (!File.Exists(path))
            throw new UserException($"There is no speech model at '{path}'.", "Fetch one: affect models pull whisper-base");
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4 || BitConverter.ToUInt32(head) != GgmlMagic)
            throw new UserException($"'{path}' is no ggml model of Whisper.", "Fetch one: affect models pull whisper-base");
    }

    private WhisperProcessor Processor(WhisperFactory factory, string? language)
    {
        var builder = factory.CreateBuilder()
            .WithThreads(settings.Threads)
            .WithNoContext()
            .WithTokenTimestamps()
            .WithProbabilities()
            .WithTemperature(0);
        return (language is null ? builder.WithLanguageDetection() : builder.WithLanguage(language)).Build();
    }

    private static ReadOnlyMemory<float> Padded(ReadOnlyMemory<float> samples)
    {
        if (samples.Length >= LeastSamples)
            return samples;
        var padded = new float[LeastSamples];
        samples.CopyTo(padded);
        return padded;
    }

    private static HeardSegment Read(SegmentData segment) => new(
        segment.Text ?? "",
        segment.Start.TotalSeconds,
        segment.End.TotalSeconds,
        segment.NoSpeechProbability,
        string.IsNullOrEmpty(segment.Language) ? null : segment.Language,
        [.. segment.Tokens
            .Where(token => token.Text is { Length: > 0 } text && !text.StartsWith("[_", StringComparison.Ordinal) && !text.StartsWith("<|", StringComparison.Ordinal))
            .Select(token => new HeardToken(token.Text!, token.Start / 100.0, token.End / 100.0, token.Probability))]);
}
