using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// One pass over a medium: follows the faces on one thread while another reads irises, pose and crops of the frame before,
/// and keeps everything in an archive.
/// </summary>
/// <param name="models">The networks.</param>
/// <param name="mostFaces">Faces followed at a time.</param>
public sealed class FacePass(VisionModels models, int mostFaces)
{
    // Frames that wait between the two threads; each holds its pixels.
    private const int Waiting = 4;

    /// <summary>Runs the pass.</summary>
    /// <param name="media">The medium.</param>
    /// <param name="options">Which frames to read.</param>
    /// <param name="progress">Told the time of each frame, seconds; or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The faces; the caller disposes of it.</returns>
    public async Task<FaceArchive> RunAsync(IMediaSource media, FrameOptions options, Action<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(media);
        var channel = Channel.CreateBounded<FrameFaces>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var follow = Task.Run(() => OrStopAsync(() => FollowAsync(media, options, channel.Writer, progress, stop.Token), stop), CancellationToken.None);
        var read = Task.Run(() => OrStopAsync(() => ReadAsync(channel.Reader, media.Info, stop.Token), stop), CancellationToken.None);
        try
        {
            await Task.WhenAll(follow, read).ConfigureAwait(false);
            return await read.ConfigureAwait(false);
        }
        catch
        {
            if (read.IsCompletedSuccessfully)
                (await read.ConfigureAwait(false)).Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            // One thread's fault stops the other: what is told is the cause, not that it was stopped.
            if (new Task[] { follow, read }.Select(t => t.Exception?.InnerException).FirstOrDefault(e => e is not null) is { } cause)
                ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        finally
        {
            while (channel.Reader.TryRead(out var rest))
                rest.Dispose();
        }
    }

    private static async Task<T> OrStopAsync<T>(Func<Task<T>> work, CancellationTokenSource stop)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<int> FollowAsync(
        IMediaSource media, FrameOptions options, ChannelWriter<FrameFaces> target, Action<double>? progress, CancellationToken cancellationToken)
    {
        bool still = media.Info.Kind == MediaKind.Image;
        int count = 0;
        var tracker = new FaceTracker(models.Detector, models.Mesher, mostFaces);
        await foreach (var frame in media.ReadFramesAsync(options, cancellationToken).ConfigureAwait(false))
        {
            var pyramid = new PicturePyramid(frame.Image);
            var faces = new FrameFaces(frame, pyramid, []);
            try
            {
                faces = faces with { Faces = still ? InStill(pyramid, cancellationToken) : tracker.Next(pyramid, frame.Timestamp, cancellationToken) };
                await target.WriteAsync(faces, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                faces.Dispose();
                throw;
            }

            count++;
            progress?.Invoke(frame.Timestamp);
        }

        target.Complete();
        return count;
    }

    private IReadOnlyList<TrackedFace> InStill(PicturePyramid pyramid, CancellationToken cancellationToken) =>
        [.. models.Finder.FindInStill(pyramid, cancellationToken).Take(mostFaces).Select((face, i) => new TrackedFace(i + 1, 0, face))];

    private async Task<FaceArchive> ReadAsync(ChannelReader<FrameFaces> source, MediaInfo info, CancellationToken cancellationToken)
    {
        FaceArchive? archive = null;
        // In one picture there is nobody to be seen again.
        var linker = info.Kind == MediaKind.Image ? null : new PersonLinker();
        var reader = new FaceReader(models.Irises);
        try
        {
            await foreach (var frame in source.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                using (frame)
                {
                    archive ??= new FaceArchive(frame.Pyramid.Width, frame.Pyramid.Height, info.Kind == MediaKind.Image);
                    ReadFrame(frame, archive, reader, linker, cancellationToken);
                }
            }

            archive ??= new FaceArchive(info.Video?.Width ?? 0, info.Video?.Height ?? 0, info.Kind == MediaKind.Image);
            archive.Complete(linker?.Persons());
            return archive;
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    private static void ReadFrame(FrameFaces frame, FaceArchive archive, FaceReader reader, PersonLinker? linker, CancellationToken cancellationToken)
    {
        var stamp = new FrameStamp(frame.Frame.Index, frame.Frame.Timestamp);
        var faces = new FaceObservation[frame.Faces.Count];
        TwoThreads.For(faces.Length, i => faces[i] = reader.Read(frame.Pyramid, frame.Faces[i].Face, frame.Faces[i].Track, stamp, cancellationToken), cancellationToken);
        archive.AddFrame(stamp);
        for (int i = 0; i < faces.Length; i++)
        {
            archive.Append(faces[i]);
            linker?.Observe(frame.Faces[i], faces[i], frame.Pyramid);
        }
    }

    private sealed record FrameFaces(VideoFrame Frame, PicturePyramid Pyramid, IReadOnlyList<TrackedFace> Faces) : IDisposable
    {
        public void Dispose()
        {
            Pyramid.Dispose();
            Frame.Dispose();
        }
    }
}
