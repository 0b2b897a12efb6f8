using System.Threading.Channels;
using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Draws a moving face, one painter a core, and hands the frames on in their order; memory doesn't grow with the length.</summary>
public static class FaceFilm
{
    private const int FramesAhead = 3;
    private const int MostPainters = 8;

    /// <summary>Draws all frames into a sink and finishes it. The sink stays the caller's to dispose.</summary>
    /// <param name="renderer">The face.</param>
    /// <param name="motion">How it moves.</param>
    /// <param name="sink">Where the frames go.</param>
    /// <param name="label">True to draw the visible label (<see cref="MarkLabel"/>); false where its publisher tells the viewers otherwise.</param>
    /// <param name="caption">Words that stand below the picture the whole time, or null for none; the frames are higher by its height.</param>
    /// <param name="progress">Told how many frames are done; may be null.</param>
    /// <param name="cancellationToken">Stops the drawing.</param>
    /// <exception cref="UserException">The frames can't be written.</exception>
    public static async Task WriteAsync(
        IFaceRenderer renderer, FaceMotion motion, IFrameSink sink, bool label = true, CaptionPanel? caption = null, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        ArgumentNullException.ThrowIfNull(motion);
        ArgumentNullException.ThrowIfNull(sink);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hands = Math.Clamp(Math.Min(Environment.ProcessorCount, motion.Frames.Count), 1, MostPainters);
        var mark = label ? new MarkLabel(renderer.Width, renderer.Height) : null;
        Lane[] lanes = [.. Enumerable.Range(0, hands).Select(hand => new Lane(renderer, motion, mark, caption, hand, hands, stop.Token))];
        try
        {
            for (var i = 0; i < motion.Frames.Count; i++)
            {
                var lane = lanes[i % hands];
                var frame = await lane.TakeAsync(cancellationToken).ConfigureAwait(false);
                await sink.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
                lane.GiveBack(frame);
                progress?.Invoke(i + 1);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(lanes.Select(lane => lane.Ended)).ConfigureAwait(false);
        }

        await sink.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One painter on a thread of its own: it draws every n-th frame, a few ahead.</summary>
    private sealed class Lane
    {
        private readonly Channel<byte[]> _drawn = Channel.CreateUnbounded<byte[]>();
        private readonly Channel<byte[]> _free = Channel.CreateUnbounded<byte[]>();

        public Lane(IFaceRenderer renderer, FaceMotion motion, MarkLabel? mark, CaptionPanel? caption, int first, int step, CancellationToken stop)
        {
            var picture = renderer.Width * renderer.Height * 3;
            for (var i = 0; i < FramesAhead; i++)
            {
                // Painters leave the panel's rows alone.
                var frame = new byte[picture + (renderer.Width * (caption?.Height ?? 0) * 3)];
                caption?.Draw(frame.AsSpan(picture));
                _free.Writer.TryWrite(frame);
            }

            Ended = Task.Factory.StartNew(() => Draw(renderer, motion, mark, first, step, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public Task Ended { get; }

        public async ValueTask<byte[]> TakeAsync(CancellationToken cancellationToken)
        {
            // Waiting, unlike reading, throws what stopped the painter as it was.
            await _drawn.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            return _drawn.Reader.TryRead(out var frame) ? frame : throw new InvalidOperationException("A painter drew too few frames.");
        }

        public void GiveBack(byte[] frame) => _free.Writer.TryWrite(frame);

        private void Draw(IFaceRenderer renderer, FaceMotion motion, MarkLabel? mark, int first, int step, CancellationToken stop)
        {
            try
            {
                using var painter = renderer.CreatePainter();
                for (var i = first; i < motion.Frames.Count; i += step)
                {
                    var frame = _free.Reader.ReadAsync(stop).AsTask().GetAwaiter().GetResult();
                    painter.Draw(motion.Frames[i], frame.AsSpan(0, renderer.Width * renderer.Height * 3));
                    mark?.Draw(frame);
                    _drawn.Writer.TryWrite(frame);
                }

                _drawn.Writer.TryComplete();
            }
#pragma warning disable CA1031 // Whatever it was, the reader of the frames throws it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                _drawn.Writer.TryComplete(fault);
            }
        }
    }
}
