using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Media.Processes;

/// <summary>
/// A child process whose standard output we read, with limits. Arguments go as a list, so no shell sees them. Memory,
/// CPU time and writing to files are limited by putting <c>prlimit</c> (util-linux) in front: it sets the limits on
/// itself and then becomes the program, under the same process id, without a shell and without a helper of our own to
/// ship. Where prlimit is missing the process runs without these three limits.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int MaxLine = 4096;
    private const int TailLines = 20;
    private static readonly Lazy<string?> Prlimit = new(() => OperatingSystem.IsLinux() ? FfmpegLocator.OnPath("prlimit") : null);

    private readonly Process _process;
    private readonly Stream _output;
    private readonly Thread _errors;
    private readonly Thread? _input;
    private readonly Queue<string> _tail = new();
    private readonly Action<string>? _onErrorLine;
    private readonly CancellationTokenRegistration _cancel;
    private readonly Timer _stall;
    private readonly TimeSpan _stallLimit;
    private int _ended;

    private ChildProcess(Process process, MediaOptions options, Action<string>? onErrorLine, IReadOnlyList<byte[]>? input, CancellationToken cancellationToken)
    {
        _process = process;
        _output = process.StandardOutput.BaseStream;
        _onErrorLine = onErrorLine;
        _stallLimit = options.StallLimit;
        _stall = new Timer(_ =>
        {
            Stalled = true;
            Kill();
        });
        _errors = new Thread(PumpErrors) { IsBackground = true, Name = "media stderr" };
        _errors.Start();
        if (input is not null)
        {
            _input = new Thread(() => Feed(input)) { IsBackground = true, Name = "media stdin" };
            _input.Start();
        }
        _cancel = cancellationToken.Register(Kill);
    }

    /// <summary>True once the process was ended because it kept us waiting too long.</summary>
    public bool Stalled { get; private set; }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">The limits.</param>
    /// <param name="onErrorLine">Sees every line of standard error, on another thread; a line it takes is still kept in the tail.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <param name="input">What the process finds on standard input, one piece after the other; null for nothing.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, MediaOptions options, Action<string>? onErrorLine, CancellationToken cancellationToken, IReadOnlyList<byte[]>? input = null) =>
        Start(program, arguments, options, new Streams(onErrorLine, input, false, 0), cancellationToken);

    /// <summary>Starts a program that writes a file; its standard input stays open for <see cref="Write"/> until <see cref="CloseInput"/>.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">The limits.</param>
    /// <param name="mostBytes">Largest file that it may write.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    public static ChildProcess StartWriter(string program, IEnumerable<string> arguments, MediaOptions options, long mostBytes, CancellationToken cancellationToken) =>
        Start(program, arguments, options, new Streams(null, null, true, mostBytes), cancellationToken);

    private static ChildProcess Start(string program, IEnumerable<string> arguments, MediaOptions options, Streams streams, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var info = new ProcessStartInfo
        {
            FileName = Prlimit.Value ?? program,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (Prlimit.Value is not null)
        {
            info.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--as={options.MemoryLimit}"));
            info.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--cpu={(long)Math.Max(1, options.CpuLimit.TotalSeconds)}"));
            info.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--fsize={streams.MostBytes}"));
            info.ArgumentList.Add("--core=0");
            info.ArgumentList.Add("--");
            info.ArgumentList.Add(program);
        }
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        info.Environment.Remove("FFREPORT");
        info.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        info.Environment["MALLOC_ARENA_MAX"] = "2";
        info.Environment["OPENBLAS_NUM_THREADS"] = "1"; // Debian's ffmpeg loads it; its threads don't fit into little memory, and it waits for them for ever
        Process process = Process.Start(info) ?? throw new InvalidOperationException("The media process did not start.");
        if (streams.Pieces is null && !streams.Open)
            process.StandardInput.Close();
        return new ChildProcess(process, options, streams.OnErrorLine, streams.Pieces, cancellationToken);
    }

    /// <summary>Fills the buffer from standard output; blocks. Returns the bytes read, fewer only at the end of the output.</summary>
    public int Read(Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length)
        {
            _stall.Change(_stallLimit, Timeout.InfiniteTimeSpan);
            int read;
            try
            {
                read = _output.Read(buffer[total..]);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                read = 0;
            }
            _stall.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (read == 0)
                break;
            total += read;
        }
        return total;
    }

    /// <summary>Writes to standard input; blocks. False once the process has ended or been ended.</summary>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        _stall.Change(_stallLimit, Timeout.InfiniteTimeSpan);
        try
        {
            _process.StandardInput.BaseStream.Write(bytes);
            return true;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _stall.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Tells the process that nothing more comes on standard input.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it has ended already; its exit status tells why
        }
    }

    /// <summary>Waits for the end and returns the exit status; blocks.</summary>
    public int WaitForExit()
    {
        if (!_process.WaitForExit(_stallLimit))
        {
            Stalled = true;
            Kill();
            _process.WaitForExit();
        }
        _errors.Join();
        return _process.ExitCode;
    }

    /// <summary>The last lines of standard error, oldest first.</summary>
    public IReadOnlyList<string> ErrorTail()
    {
        lock (_tail)
            return [.. _tail];
    }

    /// <summary>Ends the process and all that it started.</summary>
    public void Kill()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // it had ended already
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _cancel.DisposeAsync().ConfigureAwait(false);
        await _stall.DisposeAsync().ConfigureAwait(false);
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _errors.Join();
        _input?.Join();
        _process.Dispose();
    }

    private void Feed(IReadOnlyList<byte[]> pieces)
    {
        try
        {
            using Stream input = _process.StandardInput.BaseStream;
            foreach (byte[] piece in pieces)
                input.Write(piece);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // the process has ended or been ended without reading everything
        }
    }

    private void PumpErrors()
    {
        var line = new System.Text.StringBuilder();
        var buffer = new byte[4096];
        Stream errors = _process.StandardError.BaseStream;
        try
        {
            int read;
            while ((read = errors.Read(buffer)) > 0)
            {
                foreach (byte value in buffer.AsSpan(0, read))
                {
                    if (value == '\n')
                        Flush(line);
                    else if (value >= 32 && line.Length < MaxLine)
                        line.Append((char)value);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // the process has been ended
        }
        Flush(line);
    }

    private void Flush(System.Text.StringBuilder line)
    {
        if (line.Length == 0)
            return;
        string text = line.ToString();
        line.Clear();
        _onErrorLine?.Invoke(text);
        if (text.StartsWith("frame:", StringComparison.Ordinal) || text == FrameTimes.Tag)
            return;
        lock (_tail)
        {
            if (_tail.Count == TailLines)
                _tail.Dequeue();
            _tail.Enqueue(text);
        }
    }

    /// <summary>What goes in and out: who sees lines of standard error, pieces for standard input, whether it stays open, and the largest file written.</summary>
    private sealed record Streams(Action<string>? OnErrorLine, IReadOnlyList<byte[]>? Pieces, bool Open, long MostBytes);
}
