using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AffectAgent.Inference.Models;

namespace AffectAgent.Inference.Text;

/// <summary>A model for text vectors that was pulled.</summary>
/// <param name="Entry">What it is.</param>
/// <param name="ModelPath">Its network.</param>
public sealed record InstalledTextModel(DownloadEntry Entry, string ModelPath)
{
    /// <summary>The setting's value that uses none.</summary>
    public const string None = "none";

    private const string Vocabulary = "vocab.txt";

    /// <summary>Where its vocabulary lies.</summary>
    public string VocabularyPath => Path.Combine(Path.GetDirectoryName(ModelPath)!, Vocabulary);

    /// <summary>How its vectors are made.</summary>
    public TextVectorFacts Facts => Entry.Vectors ?? throw new InvalidOperationException($"'{Entry.Id}' is no model for text vectors.");

    /// <summary>
    /// The model that is used: the one that the setting names, else the first of the catalogue that is here. Where nothing was ever
    /// pulled this looks at one folder and reads nothing.
    /// </summary>
    /// <param name="wanted">The setting <c>AffectAgent:TextModel</c>: an id, "none", or null for the first.</param>
    /// <param name="folder">The folder of pulled models; null for the default.</param>
    /// <returns>The model; null where none is here or wanted.</returns>
    /// <exception cref="UserException">The setting names a model that is not here, or none for text vectors.</exception>
    public static InstalledTextModel? Find(string? wanted, string? folder = null)
    {
        if (string.Equals(wanted, None, StringComparison.OrdinalIgnoreCase))
            return null;
        var options = new DownloadOptions();
        if (folder is not null)
            options = options with { Folder = folder };
        if (string.IsNullOrWhiteSpace(wanted) && (!Directory.Exists(options.Folder) || !Directory.EnumerateDirectories(options.Folder).Any()))
            return null;
        return Find(wanted, DownloadStore.Open(options: options));
    }

    /// <summary>As above, among the models of a store that is open.</summary>
    /// <param name="wanted">An id, "none", or null for the first.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="UserException">The setting names a model that is not here, or none for text vectors.</exception>
    public static InstalledTextModel? Find(string? wanted, DownloadStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (string.Equals(wanted, None, StringComparison.OrdinalIgnoreCase))
            return null;
        if (string.IsNullOrWhiteSpace(wanted))
        {
            return store.List().FirstOrDefault(status => status.Entry is { Kind: DownloadKind.TextEmbedding, Vectors: not null } && status.State == DownloadState.Ready) is { } first
                ? new InstalledTextModel(first.Entry, first.Path) : null;
        }

        var entry = store.Catalogue.Find(wanted);
        return entry.Vectors is not null
            ? new InstalledTextModel(entry, store.Locate(wanted))
            : throw new UserException($"The setting TextModel is '{wanted}', which makes no text vectors.", $"Give one of {string.Join(", ", store.Catalogue.Entries.Where(e => e.Vectors is not null).Select(e => e.Id))}, or none.");
    }

    /// <summary>Loads it.</summary>
    /// <exception cref="UserException">A file is missing or wrong, or ONNX Runtime is not installed.</exception>
    public TextNetwork Load() => TextNetwork.Load(ModelPath, VocabularyPath, Facts, new InferenceOptions { Threads = Math.Clamp(Environment.ProcessorCount, 1, 4) });

    /// <summary>
    /// A name that changes when the files or the way that vectors are made change, so that vectors that are kept are never taken for
    /// those of another model: the hash that was noted when each file was pulled, its size and its time, and the facts.
    /// </summary>
    public string Fingerprint()
    {
        var facts = string.Create(CultureInfo.InvariantCulture, $"{Facts.Pooling} {Facts.Dimensions} {Facts.MaxTokens} {Facts.Normalise} [{Facts.QueryPrefix}] [{Facts.PassagePrefix}]");
        var files = new[] { ModelPath, VocabularyPath }.Select(path => new FileInfo(path)).Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{NotedHash(file.FullName)} {(file.Exists ? file.Length : 0)} {(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Entry.Id, facts, .. files]))).AsSpan(0, 8));
    }

    private static string NotedHash(string path) => File.Exists(path + DownloadStore.PulledMark) ? File.ReadAllText(path + DownloadStore.PulledMark).Trim() : "";
}
