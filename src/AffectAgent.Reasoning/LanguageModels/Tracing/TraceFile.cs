using System.Text;

namespace AffectAgent.Reasoning;

/// <summary>
/// The file of a trace. It grows under a temporary name beside its own and takes its name when it is closed, so that what
/// stands there is lost neither early nor to a run without calls. Only its owner may read it. Holds whole lines only. Thread-safe.
/// </summary>
internal sealed class TraceFile : IDisposable
{
    private const int MostOfTheStart = 256;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _part;
    private readonly FileStream _file;
    private bool _closed;
    private bool _broken;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its name in the end; an older trace of that name is replaced then.</param>
    /// <exception cref="UserException">It can't be written, or another kind of file has that name.</exception>
    public TraceFile(string path)
    {
        _path = Path.GetFullPath(path);
        _part = $"{_path}.{Path.GetRandomFileName()}.part";
        try
        {
            if (Directory.Exists(_path))
                throw new UserException($"The trace can't be written to '{Path.GetFileName(path)}': it is a folder.", "Name a file.");
            if (!MayBeReplaced(_path))
                throw new UserException($"'{Path.GetFileName(path)}' is there already and is no trace, so it is not replaced.", "Name another file for the trace.");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            _file = new FileStream(_part, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The trace can't be written to '{Path.GetFileName(path)}'.", "Name a file in a folder that exists and may be written to.", e);
        }
    }

    /// <summary>Adds a line. One that can't be written whole is taken back, and is told of when the file is closed.</summary>
    public void Add(string line)
    {
        lock (_gate)
        {
            if (_closed || _broken)
                return;
            var start = _file.Position;
            try
            {
                _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
            catch (IOException)
            {
                _broken = true;
                _file.SetLength(start);
            }
        }
    }

    /// <summary>Gives the file its name; one without lines is dropped.</summary>
    /// <exception cref="UserException">It can't get its name, or not all lines could be written.</exception>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            var empty = _file.Length == 0;
            _file.Dispose();
            if (empty)
                File.Delete(_part);
            else
                Move();
        }

        if (_broken)
            throw new UserException($"The trace '{Path.GetFileName(_path)}' is not whole: writing failed.", "Free some space and record it again.");
    }

    private void Move()
    {
        try
        {
            File.Move(_part, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The trace can't be written to '{Path.GetFileName(_path)}'.", $"What was recorded is in '{Path.GetFileName(_part)}' beside it.", e);
        }
    }

    private static bool MayBeReplaced(string path)
    {
        if (!File.Exists(path))
            return true;
        using var file = File.OpenRead(path);
        var start = new byte[MostOfTheStart];
        var held = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return held == 0 || start.AsSpan(0, held).IndexOf("\"affectagent.trace/"u8) >= 0;
    }
}
