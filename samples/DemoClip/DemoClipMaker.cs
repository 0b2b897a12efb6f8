using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Samples.DemoClip.Rendering;

namespace AffectAgent.Samples.DemoClip;

/// <summary>The files of the demo.</summary>
/// <param name="Video">An mp4 with pictures and voice.</param>
/// <param name="Transcript">What the voice says, as SRT.</param>
public sealed record DemoFiles(string Video, string Transcript);

/// <summary>
/// Makes the demo's clip from nothing but the project's own face basis and a speech synthesiser: a drawn face at rest, then
/// surprised, then smiling, saying so. The same input gives the same pictures, offline.
/// </summary>
public static class DemoClipMaker
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>Writes <c>demo.mp4</c> and <c>demo.srt</c>; what stood there before is replaced only once the new files are whole.</summary>
    /// <param name="basis">The face to draw and how it moves.</param>
    /// <param name="folder">Where to; made if missing.</param>
    /// <param name="progress">Told the share that is done, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Stops the making and removes what is half done.</param>
    /// <exception cref="UserException">ffmpeg or espeak-ng is missing, or the folder may not be written.</exception>
    public static async Task<DemoFiles> MakeAsync(ActionUnitBasis basis, string folder, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(basis);
        FfmpegTools tools = FfmpegLocator.Find();
        string target = Prepare(folder);
        DirectoryInfo work = Directory.CreateTempSubdirectory("affect-demo-");
        try
        {
            Voice voice = await Voice.SpeakAsync(Script.Phrases, Script.Length, work.FullName, cancellationToken).ConfigureAwait(false);
            string video = Path.Combine(work.FullName, "demo.mp4");
            await using (ClipEncoder encoder = ClipEncoder.Start(tools, video, voice.WavPath, Width, Height, Script.FrameRate))
            {
                await DrawAsync(basis, voice, encoder, progress, cancellationToken).ConfigureAwait(false);
                await encoder.FinishAsync(cancellationToken).ConfigureAwait(false);
            }
            string words = Path.Combine(work.FullName, "demo.srt");
            await File.WriteAllTextAsync(words, voice.ToSrt(), cancellationToken).ConfigureAwait(false);
            return new DemoFiles(Move(video, target), Move(words, target));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task DrawAsync(ActionUnitBasis basis, Voice voice, ClipEncoder encoder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var first = new PortraitRenderer(basis, Width, Height);
        int hands = Math.Clamp(Environment.ProcessorCount, 1, 4);
        PortraitRenderer[] painters = [first, .. Enumerable.Range(1, hands - 1).Select(_ => first.Twin())];
        byte[][] pictures = [.. painters.Select(_ => new byte[Width * Height * 3])];
        for (int frame = 0; frame < Script.Frames; frame += hands)
        {
            int count = Math.Min(hands, Script.Frames - frame);
            int start = frame;
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, k => painters[k].Draw(Script.At((start + k) / Script.FrameRate, voice), pictures[k]));
            for (int k = 0; k < count; k++)
                await encoder.WriteAsync(pictures[k], cancellationToken).ConfigureAwait(false);
            progress?.Report((frame + count) / (double)Script.Frames);
        }
    }

    private static string Prepare(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new UserException($"The folder {folder} cannot be made.", "Choose another, or give yourself the right to write there.", denied);
        }
    }

    private static string Move(string from, string folder)
    {
        string to = Path.Combine(folder, Path.GetFileName(from));
        File.Move(from, to, overwrite: true);
        return to;
    }
}
