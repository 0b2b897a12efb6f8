using System.Collections.Concurrent;
using System.Threading.Channels;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Reading;

/// <summary>
/// Reads the frames of one ffmpeg process a few ahead. The queue is bounded: a slow reader makes ffmpeg wait on its pipe,
/// so memory does not grow with the length of the medium.
/// </summary>
internal sealed class FrameReader : IAsyncDisposable
{
    /// <summary>Most bytes that frames waiting to be read may take.</summary>
    private const long AheadBytes = 96L << 20;

    private const double SmallestStep = 1e-4;

    private static readonly TimeSpan TimePatience = TimeSpan.FromSeconds(5);

    private readonly ProbedMedia _media;
    private readonly FramePlan _plan;
    private readonly MediaOptions _options;
    private readonly FrameTimes _times = new();
    private readonly ConcurrentBag<byte[]> _pool = [];
    private readonly Channel<VideoFrame> _queue;
    private readonly ChildProcess _child;
    private readonly Task _producer;
    private readonly CancellationTokenSource _stop;

    private FrameReader(ProbedMedia media, FramePlan plan, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        _media = media;
        _plan = plan;
        _options = options;
        int ahead = (int)Math.Clamp(AheadBytes / plan.FrameBytes, 1, options.FramesAhead);
        _queue = Channel.CreateBounded<VideoFrame>(new BoundedChannelOptions(ahead) { SingleReader = true, SingleWriter = true });
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _child = ChildProcess.Start(tools.Ffmpeg, plan.Arguments, options, _times.Accept, cancellationToken);
        // A thread of its own: it waits for the pipe most of the time, and the pool's few threads are needed elsewhere.
        _producer = Task.Factory.StartNew(Produce, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Starts to read.</summary>
    public static FrameReader Start(ProbedMedia media, FramePlan plan, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken) =>
        new(media, plan, options, tools, cancellationToken);

    /// <summary>The next frame, or null after the last.</summary>
    /// <exception cref="UserException">The file cannot be decoded.</exception>
    public async ValueTask<VideoFrame?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_queue.Reader.TryRead(out VideoFrame? frame))
                return frame;
        }
        await _queue.Reader.Completion.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
        await _producer.ConfigureAwait(false);
        while (_queue.Reader.TryRead(out VideoFrame? frame))
            frame.Dispose();
        _pool.Clear();
        _stop.Dispose();
    }

    private void Produce()
    {
        Exception? fault = null;
        try
        {
            int decoded = Pump();
            if (!_stop.IsCancellationRequested)
                fault = Judge(decoded);
        }
        catch (OperationCanceledException)
        {
            // the reader has gone
        }
        catch (Exception unexpected)
        {
            fault = unexpected;
        }
        _queue.Writer.TryComplete(fault);
    }

    /// <summary>Reads frames until the output ends; returns how many were decoded, those outside the range included.</summary>
    private int Pump()
    {
        int decoded = 0;
        int handed = 0;
        double last = _plan.Zero;
        while (true)
        {
            byte[] pixels = _pool.TryTake(out byte[]? used) ? used : GC.AllocateUninitializedArray<byte>(_plan.FrameBytes);
            if (_child.Read(pixels.AsSpan(0, _plan.FrameBytes)) < _plan.FrameBytes)
                return decoded;
            double time = Time(decoded, last);
            decoded++;
            last = time;
            if (time >= _plan.Range.To - 1e-6)
                return decoded;
            if (time < _plan.Range.From - 1e-6)
            {
                _pool.Add(pixels);
                continue;
            }
            if (_plan.BytesPerPixel == 4)
                Alpha.LayOnWhite(pixels, _plan.Width * _plan.Height);
            var image = new RgbImage(_plan.Width, _plan.Height, pixels);
            var frame = new VideoFrame(handed++, time, image, () => _pool.Add(pixels));
            if (!_queue.Writer.TryWrite(frame))
                _queue.Writer.WriteAsync(frame, _stop.Token).AsTask().GetAwaiter().GetResult();
            if (_media.Format.Still)
                return decoded;
        }
    }

    private double Time(int decoded, double last)
    {
        if (_media.Format.Still)
            return 0;
        if (!_times.TryNext(TimePatience, out double seconds))
            throw new UserException($"ffmpeg gave a frame of {_media.Info.Name} without its time.", "The file is damaged, or the machine was too busy; try again.");
        // A damaged file may step back in time; frames come in order, so such a frame is put just after the one before.
        if (!double.IsNaN(seconds))
            return Math.Max(decoded == 0 ? 0 : last + SmallestStep, seconds + _plan.Zero);
        double rate = _media.Info.Video!.FrameRate;
        return decoded == 0 ? Math.Max(0, _plan.Zero) : last + (rate > 0 ? 1 / rate : 0.04);
    }

    private UserException? Judge(int decoded)
    {
        if (_child.Stalled)
            return new UserException($"ffmpeg gave no frame of {_media.Info.Name} for {_options.StallLimit.TotalSeconds:0} s and was ended.", "The file is damaged or its disk is too slow; copy it and try again.");
        if (decoded > 0 && !_plan.Range.Whole)
            return null;
        int exit = _child.WaitForExit();
        if (decoded > 0)
            return exit == 0 ? null : Faults.FromErrors(_media.Info.Name, _child.ErrorTail());
        IReadOnlyList<string> errors = _child.ErrorTail();
        if (_media.Format.Still || errors.Any(e => e.Contains("Cannot allocate memory", StringComparison.Ordinal)))
            return Faults.FromErrors(_media.Info.Name, errors);
        return _plan.Range.Whole ? Faults.NoFrames(_media.Info.Name) : null;
    }
}
