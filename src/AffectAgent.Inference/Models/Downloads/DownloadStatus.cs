namespace AffectAgent.Inference.Models;

/// <summary>How a model that can be downloaded stands on this machine.</summary>
/// <param name="Entry">The model.</param>
/// <param name="State">How it stands.</param>
/// <param name="Path">Where its first file lies or would lie.</param>
/// <param name="BytesHere">Bytes that are here, of parts too.</param>
/// <param name="Problem">What is wrong and what to do; null where nothing is.</param>
public sealed record DownloadStatus(DownloadEntry Entry, DownloadState State, string Path, long BytesHere, string? Problem);

/// <summary>How a model that can be downloaded stands.</summary>
public enum DownloadState
{
    /// <summary>Nothing of it is here.</summary>
    Absent,

    /// <summary>A part of it is here; pulling goes on from there.</summary>
    Partial,

    /// <summary>All its files are here.</summary>
    Ready,

    /// <summary>A file of it is not the one that was pinned or stated.</summary>
    Damaged,
}

/// <summary>How far a pull has come.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Bytes of it that are here.</param>
/// <param name="Total">Its size.</param>
/// <param name="BytesASecond">How fast it comes now; 0 while that isn't known.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long Total, double BytesASecond)
{
    /// <summary>How long the file still takes; null while that isn't known.</summary>
    public TimeSpan? Left => BytesASecond > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Bytes) / BytesASecond) : null;
}

/// <summary>What a pull did with one file.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="WasThere">True if it was there already.</param>
/// <param name="CheckedAgainst">What its hash was compared with: "stated" by the catalogue, "source" (the server names the file's hash), "pin" of an earlier pull, or null: it is pinned now.</param>
public sealed record PulledFile(string Path, long Bytes, string Sha256, bool WasThere, string? CheckedAgainst);
