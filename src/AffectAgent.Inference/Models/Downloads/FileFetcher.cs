using System.Text.Json;

namespace AffectAgent.Inference.Models;

/// <summary>A file that came whole.</summary>
/// <param name="Part">Where it lies, not yet in place.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Sha1">Its SHA-1.</param>
/// <param name="Stated">The SHA-256 that the server names, or null.</param>
internal sealed record FetchedFile(string Part, long Bytes, string Sha256, string Sha1, string? Stated);

/// <summary>
/// Fetches one file into <c>NAME.part</c>, going on from what is there. <c>NAME.part.json</c> says what the part belongs to; a
/// part of another address is dropped. A server that changed its file or knows no ranges sends it whole.
/// </summary>
internal sealed class FileFetcher(HttpSource source, DownloadOptions options, IProgress<DownloadProgress>? progress)
{
    private const int BufferBytes = 1 << 17;
    private const long SpareBytes = 64L << 20;
    private const int DiskFull = 28;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Fetches a file.</summary>
    /// <exception cref="UserException">It can't be had; what is here stays for the next time unless it is of no use.</exception>
    public async Task<FetchedFile> FetchAsync(DownloadEntry entry, DownloadFile file, string path, CancellationToken cancellationToken)
    {
        string part = path + ".part";
        var state = ReadState(part);
        if (state is null || state.Url != file.Url)
            Drop(part);
        using var target = Open(part);
        using var hashes = new TwoHashes();
        await hashes.AddAsync(target, cancellationToken).ConfigureAwait(false);
        string? stated = null;
        for (int cuts = 0; ; cuts++)
        {
            long before = target.Position;
            var (whole, hash) = await TryAsync(entry, file, part, target, hashes, cancellationToken).ConfigureAwait(false);
            stated = hash ?? stated;
            if (whole)
                break;
            if (cuts >= options.MostCuts || target.Position <= before)
                throw new UserException($"The connection to '{new Uri(file.Url).Host}' was cut at {Size(target.Position)} of about {Size(file.Bytes)}.", "Run the same command again; it goes on from there where the server can.");
        }

        target.Flush(flushToDisk: true);
        return new FetchedFile(part, target.Length, hashes.Sha256, hashes.Sha1, stated);
    }

    /// <summary>Deletes a part and what is known of it.</summary>
    public static void Drop(string part)
    {
        File.Delete(part);
        File.Delete(part + ".json");
    }

    /// <summary>A size for people.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.##} GB"),
        >= 1_000_000 => FormattableString.Invariant($"{bytes / 1e6:0.#} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e3:0.#} kB"),
    };

    private async Task<(bool Whole, string? Stated)> TryAsync(
        DownloadEntry entry, DownloadFile file, string part, FileStream target, TwoHashes hashes, CancellationToken cancellationToken)
    {
        var state = ReadState(part);
        SourceAnswer answer;
        try
        {
            // Without a mark of the content nothing tells whether the file is still the same: begin anew.
            string? validator = state?.ETag ?? state?.LastModified;
            long from = validator is null ? 0 : target.Position;
            answer = await source.AskAsync(entry, file.Url, from, validator, cancellationToken).ConfigureAwait(false);
        }
        catch (RangeRefusedException)
        {
            if (state?.Bytes == target.Position)
                return (true, null);
            Restart(target, hashes);
            answer = await source.AskAsync(entry, file.Url, 0, null, cancellationToken).ConfigureAwait(false);
        }

        using (answer)
        {
            if (answer.Offset == 0)
                Restart(target, hashes);
            CheckSize(entry, file, answer.Total);
            long total = answer.Total ?? file.Bytes;
            CheckSpace(part, total - target.Position);
            AtomicFile.Write(part + ".json", JsonSerializer.SerializeToUtf8Bytes(new PartState(file.Url, answer.ETag, answer.LastModified, answer.Total), DownloadJson.Default.PartState));
            bool ended = await CopyAsync(entry, file, answer, target, hashes, total, cancellationToken).ConfigureAwait(false);
            // Where the server named no size, the end of its answer is the end of the file.
            bool whole = answer.Total is { } size ? target.Position == size : ended;
            if (whole)
                CheckSize(entry, file, target.Position);
            return (whole, answer.StatedSha256);
        }
    }

    private async Task<bool> CopyAsync(
        DownloadEntry entry, DownloadFile file, SourceAnswer answer, FileStream target, TwoHashes hashes, long total, CancellationToken cancellationToken)
    {
        var pace = new TransferPace(options.Clock, options.Patience);
        var buffer = new byte[BufferBytes];
        long most = answer.Total ?? file.MostBytes;
        try
        {
            await using var stream = await answer.OpenAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                int read = await ReadAsync(stream, buffer, file, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return true;
                if (target.Position + read > most)
                {
                    Restart(target, hashes);
                    throw new UserException($"The source of '{entry.Id}' sends more than the {Size(most)} that '{file.Name}' has.", $"What came was removed; see {entry.Page}.");
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                hashes.Add(buffer.AsSpan(0, read));
                pace.Add(read);
                progress?.Report(new DownloadProgress(file.Name, target.Position, total, pace.Rate));
                if (pace.IsBelow(options.LeastRate))
                    throw new UserException($"'{new Uri(file.Url).Host}' sends too slowly ({pace.Rate:0} bytes a second).", "Run the same command again later; it goes on from there.");
            }
        }
        catch (IOException error) when (error.HResult is DiskFull or DiskFullOnWindows || error.Message.Contains("No space left", StringComparison.Ordinal))
        {
            throw new UserException($"The disk is full: '{file.Name}' stopped at {Size(target.Position)}.", "Make room, then run the same command again; it goes on from there.", error);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException or IOException)
        {
            return false;
        }
        finally
        {
            await target.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadAsync(Stream stream, byte[] buffer, DownloadFile file, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Patience, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await stream.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UserException($"'{new Uri(file.Url).Host}' sent nothing for {options.Patience.TotalSeconds:0} s.", "Run the same command again; it goes on from there.");
        }
    }

    private static void CheckSize(DownloadEntry entry, DownloadFile file, long? bytes)
    {
        if (bytes is { } size && (size < file.LeastBytes || size > file.MostBytes))
            throw new UserException($"The source of '{entry.Id}' offers '{file.Name}' with {Size(size)}, and the catalogue says about {Size(file.Bytes)}.", $"It is not the same file; see {entry.Page}.");
    }

    private void CheckSpace(string part, long missing)
    {
        long free = options.FreeBytes(Path.GetDirectoryName(part)!);
        if (free < missing + SpareBytes)
            throw new UserException($"The disk has {Size(free)} free, and {Size(missing)} more are needed.", "Make room, or set AFFECT_HOME to a folder on another disk.");
    }

    private static void Restart(FileStream target, TwoHashes hashes)
    {
        target.SetLength(0);
        target.Position = 0;
        hashes.Reset();
    }

    private static FileStream Open(string part)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(part)!);
            return new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{part}' cannot be written ({error.Message.ReplaceLineEndings(" ")}).", "Set AFFECT_HOME to a folder that you may write.", error);
        }
    }

    private static PartState? ReadState(string part)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(part + ".json"), DownloadJson.Default.PartState);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
