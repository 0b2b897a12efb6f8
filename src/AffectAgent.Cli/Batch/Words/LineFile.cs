using System.Security.Cryptography;
using System.Text;

namespace AffectAgent.Cli.Batch.Words;

/// <summary>A stretch of a file's lines.</summary>
/// <param name="First">Number of its first line, from 1.</param>
/// <param name="Count">Lines in it.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Sha256">Of its bytes.</param>
internal sealed record LineStretch(int First, int Count, long Offset, string Sha256)
{
    /// <summary>What the sidecar calls it.</summary>
    public string Name => $"lines {First}-{First + Count - 1}";
}

/// <summary>A line's bytes as far as they are kept.</summary>
/// <param name="Text">The line less its end, in UTF-8; what is not UTF-8 reads as U+FFFD.</param>
/// <param name="Share">Share of the line's bytes that is in the text, 0 to 1.</param>
internal readonly record struct FileLine(string Text, double Share);

/// <summary>
/// A UTF-8 file of lines that end in LF or CRLF, of any length: read in stretches, never whole. An empty line is a line; what
/// follows the last line end is one only where it isn't empty.
/// </summary>
internal sealed class LineFile
{
    /// <summary>Bytes of a line that are kept; the rest is counted only.</summary>
    public const int MostBytes = 1 << 16;

    private const int StretchLines = 1000;
    private const int StretchBytes = 1 << 20;

    private LineFile(string path, IReadOnlyList<LineStretch> stretches) => (Path, Stretches) = (path, stretches);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its stretches, in order: up to 1,000 lines or, of long lines, about a megabyte.</summary>
    public IReadOnlyList<LineStretch> Stretches { get; }

    /// <summary>Finds a file's stretches.</summary>
    /// <exception cref="UserException">It is missing, empty, can't be read or is UTF-16.</exception>
    public static LineFile Open(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = Stream(path);
            long start = SkipMark(file, path);
            var stretches = Index(file, start, cancellationToken);
            return stretches.Count > 0 ? new LineFile(path, stretches)
                : throw new UserException($"{path} is empty.", "Give a file with a text a line.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"{path} does not exist.", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} can't be read: {e.Message}", "Give a file of lines that you may read.", e);
        }
    }

    /// <summary>The lines of one stretch, in order.</summary>
    public IEnumerable<FileLine> Read(LineStretch stretch)
    {
        using var file = Stream(Path);
        file.Position = stretch.Offset;
        var buffer = new byte[1 << 16];
        var line = new List<byte>();
        long length = 0;
        int lines = 0;
        for (int read; lines < stretch.Count && (read = file.Read(buffer)) > 0;)
        {
            for (int at = 0; at < read && lines < stretch.Count;)
            {
                int end = buffer.AsSpan(at, read - at).IndexOf((byte)'\n');
                var piece = buffer.AsSpan(at, end < 0 ? read - at : end);
                line.AddRange(piece[..Math.Min(piece.Length, MostBytes - line.Count)]);
                length += piece.Length;
                at += piece.Length + 1;
                if (end < 0)
                    continue;
                yield return Finish(line, ref length);
                lines++;
            }
        }

        if (lines < stretch.Count)
            yield return Finish(line, ref length);
    }

    private static FileLine Finish(List<byte> line, ref long length)
    {
        int kept = line.Count;
        if (kept == length && kept > 0 && line[^1] == '\r')
            line.RemoveAt(kept - 1);
        else if (kept < length)
            Trim(line);
        var result = new FileLine(Encoding.UTF8.GetString([.. line]), length == 0 ? 1 : (double)kept / length);
        line.Clear();
        length = 0;
        return result;
    }

    // A character that was cut in two is left out.
    private static void Trim(List<byte> line)
    {
        int tail = line.Count - 1;
        while (tail > 0 && line.Count - tail < 4 && (line[tail] & 0xC0) == 0x80)
            tail--;
        if ((line[tail] & 0xC0) == 0xC0)
            line.RemoveRange(tail, line.Count - tail);
    }

    private static List<LineStretch> Index(FileStream file, long start, CancellationToken cancellationToken)
    {
        var stretches = new List<LineStretch>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var (first, lines, open, at) = (1, 0, false, start);
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = 0;
            for (int i = buffer.AsSpan(0, read).IndexOf((byte)'\n'); i >= 0;)
            {
                lines++;
                if (lines == StretchLines || at + i + 1 - start >= StretchBytes)
                {
                    hash.AppendData(buffer, from, i + 1 - from);
                    Close(at + i + 1);
                    from = i + 1;
                }

                int next = buffer.AsSpan(i + 1, read - i - 1).IndexOf((byte)'\n');
                i = next < 0 ? -1 : i + 1 + next;
            }

            hash.AppendData(buffer, from, read - from);
            open = buffer[read - 1] != '\n';
            at += read;
        }

        lines += open ? 1 : 0;
        if (lines > 0)
            Close(at);
        return stretches;

        void Close(long end)
        {
            stretches.Add(new LineStretch(first, lines, start, Convert.ToHexStringLower(hash.GetHashAndReset())));
            (first, lines, start) = (first + lines, 0, end);
        }
    }

    private static long SkipMark(FileStream file, string path)
    {
        Span<byte> mark = stackalloc byte[3];
        int read = file.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        if (read >= 2 && mark[..2] is [0xFF, 0xFE] or [0xFE, 0xFF])
            throw new UserException($"{path} is UTF-16.", "Save it as UTF-8.");
        long start = read == 3 && mark is [0xEF, 0xBB, 0xBF] ? 3 : 0;
        file.Position = start;
        return start;
    }

    private static FileStream Stream(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
}
