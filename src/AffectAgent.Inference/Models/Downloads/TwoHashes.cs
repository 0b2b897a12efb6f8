using System.Security.Cryptography;

namespace AffectAgent.Inference.Models;

/// <summary>SHA-256 and SHA-1 of bytes as they come: sources may state either; what is kept is pinned by SHA-256.</summary>
internal sealed class TwoHashes : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
#pragma warning disable CA5350 // Only compared with what a source states in SHA-1.
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350

    /// <summary>SHA-256 so far, lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    /// <summary>SHA-1 so far, lower-case hexadecimal.</summary>
    public string Sha1 => Convert.ToHexStringLower(_sha1.GetCurrentHash());

    /// <summary>Both hashes of a file.</summary>
    /// <exception cref="UserException">It can't be read.</exception>
    public static async Task<(string Sha256, string Sha1)> OfAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            using var hashes = new TwoHashes();
            await hashes.AddAsync(file, cancellationToken).ConfigureAwait(false);
            return (hashes.Sha256, hashes.Sha1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read ({error.Message.ReplaceLineEndings(" ")}).", "Check its rights.", error);
        }
    }

    /// <summary>Takes in bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _sha1.AppendData(bytes);
    }

    /// <summary>Takes in a file from its start; it then stands at its end.</summary>
    public async Task AddAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var buffer = new byte[BufferBytes];
        for (int read; (read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            Add(buffer.AsSpan(0, read));
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _sha256.GetHashAndReset();
        _sha1.GetHashAndReset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sha256.Dispose();
        _sha1.Dispose();
    }
}
