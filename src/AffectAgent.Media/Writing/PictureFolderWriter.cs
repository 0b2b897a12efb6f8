using System.Globalization;
using System.Text.RegularExpressions;
using AffectAgent.Media.Writing;

namespace AffectAgent.Media;

/// <summary>
/// Writes frames as a folder of PNG pictures, <c>frame_00001.png</c> and on, and the sound beside them as <c>sound.wav</c>. The folder is
/// made under another name and moved when it is whole; it replaces one that this wrote before, and no other.
/// </summary>
public sealed partial class PictureFolderWriter : IFrameSink
{
    private const string SoundName = "sound.wav";

    private readonly FilmFormat _format;
    private readonly UnfinishedFile _folder;
    private int _frames;

    private PictureFolderWriter(FilmFormat format, UnfinishedFile folder) => (_format, _folder) = (format, folder);

    /// <inheritdoc/>
    public string? Note => null;

    /// <summary>Starts a folder.</summary>
    /// <param name="path">The folder; made if missing.</param>
    /// <param name="format">Size, rate, sound and tags.</param>
    /// <exception cref="UserException">The folder holds other files, is a file, or can't be written to.</exception>
    public static PictureFolderWriter Start(string path, FilmFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(format);
        format.Check();
        if (File.Exists(path))
            throw new UserException($"{path} is a file.", "Name a folder.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).FirstOrDefault(name => !IsOurs(name!)) is { } other)
            throw new UserException($"The folder {path} holds {other}, which these pictures would replace.", "Name an empty or new folder.");
        var folder = new UnfinishedFile(path);
        try
        {
            folder.Guard(() => Directory.CreateDirectory(folder.Place));
            return new PictureFolderWriter(format, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlyMemory<byte> rgb, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, _format.FrameBytes);
        _frames++;
        return Task.Run(
            () => _folder.Guard(() =>
            {
                using var file = File.Create(Path.Combine(_folder.Place, Name(_frames)));
                PngWriter.Write(file, _format.Width, _format.Height, rgb.Span, _format.Tags);
            }),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task FinishAsync(CancellationToken cancellationToken = default) =>
        Task.Run(
            () =>
            {
                if (_format.Sound is { } sound)
                {
                    _folder.Guard(() =>
                    {
                        using var file = File.Create(Path.Combine(_folder.Place, SoundName));
                        WaveFile.Write(file, sound);
                    });
                }

                cancellationToken.ThrowIfCancellationRequested();
                _folder.MoveFolder();
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Name(int frame) => string.Create(CultureInfo.InvariantCulture, $"frame_{frame:00000}.png");

    private static bool IsOurs(string name) => name == SoundName || FrameName().IsMatch(name);

    [GeneratedRegex(@"^frame_\d{5,}\.png$")]
    private static partial Regex FrameName();
}
