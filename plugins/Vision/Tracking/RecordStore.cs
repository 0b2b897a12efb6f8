using Microsoft.Win32.SafeHandles;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Records of one length, appended by one thread and then read by any number: the first in memory, and once they outgrow a
/// limit all of them in a temporary file in a folder that no other user can read, deleted with this object (on Unix as soon
/// as it is open, so that nothing is left even of a program that is killed).
/// </summary>
internal sealed class RecordStore : IDisposable
{
    private const int BlockBytes = 1 << 20;

    private readonly int _recordBytes, _perBlock;
    private readonly long _memoryLimit;
    private readonly string? _folder;
    private readonly List<byte[]> _blocks = [];
    private byte[]? _pending;
    private SafeFileHandle? _file;
    private string? _path, _ownFolder;
    private bool _disposed;

    /// <summary>Creates an empty store.</summary>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="memoryLimit">Bytes of records that are kept in memory.</param>
    /// <param name="folder">Where the temporary file goes; null for a folder of its own among the system's temporary files.</param>
    public RecordStore(int recordBytes, long memoryLimit, string? folder)
    {
        _recordBytes = recordBytes;
        _perBlock = Math.Max(1, BlockBytes / recordBytes);
        _memoryLimit = memoryLimit;
        _folder = folder;
    }

    /// <summary>Records so far.</summary>
    public int Count { get; private set; }

    /// <summary>Path of the temporary file, or null while everything is in memory.</summary>
    public string? FilePath => _path;

    /// <summary>The place of the next record; fill it, then call <see cref="Commit"/>.</summary>
    public Span<byte> Next()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int at = Count % _perBlock;
        if (_file is null && at == 0)
        {
            if ((long)Count * _recordBytes >= _memoryLimit)
                MoveToFile();
            else
                _blocks.Add(new byte[_perBlock * _recordBytes]);
        }

        byte[] block = _file is null ? _blocks[^1] : _pending!;
        return block.AsSpan(at * _recordBytes, _recordBytes);
    }

    /// <summary>Counts the record just filled.</summary>
    public void Commit()
    {
        Count++;
        if (_file is not null && Count % _perBlock == 0)
            RandomAccess.Write(_file, _pending!, (long)(Count - _perBlock) * _recordBytes);
    }

    /// <summary>Copies records out.</summary>
    /// <param name="first">The first.</param>
    /// <param name="target">Room for whole records; those beyond the last are left.</param>
    /// <returns>How many records were copied.</returns>
    public int Read(int first, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int wanted = Math.Min(target.Length / _recordBytes, Count - first);
        for (int done = 0; done < wanted;)
        {
            int index = first + done, at = index % _perBlock;
            int run = Math.Min(wanted - done, _perBlock - at);
            var part = target.Slice(done * _recordBytes, run * _recordBytes);
            if (_file is null)
                _blocks[index / _perBlock].AsSpan(at * _recordBytes, part.Length).CopyTo(part);
            else if (index / _perBlock == Count / _perBlock)
                _pending!.AsSpan(at * _recordBytes, part.Length).CopyTo(part);
            else
                ReadFile(part, (long)index * _recordBytes);
            done += run;
        }

        return wanted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _blocks.Clear();
        _file?.Dispose();
        if (File.Exists(_path))
            File.Delete(_path);
        if (_ownFolder is not null && Directory.Exists(_ownFolder))
            Directory.Delete(_ownFolder, recursive: true);
    }

    private void MoveToFile()
    {
        if (_folder is null)
            _ownFolder = Directory.CreateTempSubdirectory("affectagent-").FullName;
        _path = Path.Combine(_folder ?? _ownFolder!, Path.GetRandomFileName());
        _file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
            Unlink();
        long offset = 0;
        foreach (byte[] block in _blocks)
        {
            RandomAccess.Write(_file, block, offset);
            offset += block.Length;
        }

        _blocks.Clear();
        _pending = new byte[_perBlock * _recordBytes];
    }

    private void Unlink()
    {
        File.Delete(_path!);
        if (_ownFolder is not null)
            Directory.Delete(_ownFolder);
    }

    private void ReadFile(Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            int read = RandomAccess.Read(_file!, target, offset);
            if (read == 0)
                throw new EndOfStreamException("The temporary file of the faces was cut short by somebody else.");
            target = target[read..];
            offset += read;
        }
    }
}
