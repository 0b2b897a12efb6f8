using System.Text;

namespace AffectAgent.Inference.Models;

/// <summary>
/// The models that can be downloaded and those that were: pulls, checks and removes them. Each lies in a folder of its own in
/// <see cref="DownloadOptions.Folder"/>. Nothing is fetched but by <see cref="PullAsync"/>. Thread-safe.
/// </summary>
public sealed class DownloadStore
{
    /// <summary>Ends the name of the file beside a pulled one that holds its SHA-256.</summary>
    internal const string PulledMark = ".pulled";

    private readonly DownloadOptions _options;
    private readonly PinRegister _pins;

    private DownloadStore(DownloadCatalogue catalogue, DownloadOptions options)
    {
        Catalogue = catalogue;
        _options = options;
        _pins = new PinRegister(options.Folder);
    }

    /// <summary>What can be downloaded.</summary>
    public DownloadCatalogue Catalogue { get; }

    /// <summary>The folder of downloaded models.</summary>
    public string Folder => _options.Folder;

    /// <summary>Opens the store with the catalogue of the models folder.</summary>
    /// <param name="modelsFolder">The folder that holds <c>downloads.json</c>; null for the program's.</param>
    /// <param name="options">Where models lie; null for the defaults.</param>
    /// <exception cref="UserException">The catalogue is missing or wrong.</exception>
    public static DownloadStore Open(string? modelsFolder = null, DownloadOptions? options = null)
    {
        string folder = modelsFolder ?? ModelStore.FindFolder(new ModelStoreOptions());
        return new DownloadStore(DownloadCatalogue.Load(Path.Combine(folder, DownloadCatalogue.FileName)), options ?? new DownloadOptions());
    }

    /// <summary>A store of a catalogue that is read already.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="options">Where models lie; null for the defaults.</param>
    public static DownloadStore Of(DownloadCatalogue catalogue, DownloadOptions? options = null) => new(catalogue, options ?? new DownloadOptions());

    /// <summary>Where a model's first file lies; its others lie beside it.</summary>
    /// <param name="id">The model.</param>
    /// <exception cref="UserException">It is unknown, not here, not whole, or its licence is not commercial and the user has not opted in.</exception>
    public string Locate(string id)
    {
        var entry = Allowed(id);
        var status = Look(entry);
        return status.State == DownloadState.Ready ? status.Path
            : throw new UserException($"The model '{id}' is not here.", $"Fetch it ({FileFetcher.Size(entry.Bytes)}): affect models pull {id}");
    }

    /// <summary>How every model stands, by its files' presence and size; hashes are for <see cref="VerifyAsync"/>.</summary>
    public IReadOnlyList<DownloadStatus> List() => [.. Catalogue.Entries.Select(Look)];

    /// <summary>Fetches a model: what is missing of it, checked, each file put in place in one step.</summary>
    /// <param name="id">The model.</param>
    /// <param name="accepted">True if the user accepts the licence's conditions.</param>
    /// <param name="progress">Told how far each file has come, or null.</param>
    /// <param name="http">The client; null for one of its own. It must not follow redirects by itself.</param>
    /// <param name="cancellationToken">Stops it; what is here stays for the next time.</param>
    /// <returns>What was done with each file.</returns>
    /// <exception cref="UserException">The model is unknown, may not be used, or can't be had; the message says why.</exception>
    public async Task<IReadOnlyList<PulledFile>> PullAsync(
        string id, bool accepted = false, IProgress<DownloadProgress>? progress = null, HttpClient? http = null, CancellationToken cancellationToken = default)
    {
        var entry = Allowed(id);
        if (entry.Conditions is { } conditions && !accepted)
            throw new UserException($"'{id}' is given under the {entry.Licence} ({entry.LicenceUrl}). {conditions}", $"If you accept that: affect models pull {id} --accept-licence {id}");
        using var own = http is null ? HttpSource.CreateClient() : null;
        using var hold = FolderLock.Take(FolderOf(entry), "pull", $"'{id}'");
        var fetcher = new FileFetcher(new HttpSource(http ?? own!, _options.Clock, _options.Patience), _options, progress);
        var pulled = new List<PulledFile>(entry.Files.Count);
        foreach (var file in entry.Files)
            pulled.Add(await PullFileAsync(entry, file, fetcher, cancellationToken).ConfigureAwait(false));
        return pulled;
    }

    /// <summary>Reads a model's files and compares their hashes with those that are stated and pinned.</summary>
    /// <param name="id">The model.</param>
    /// <param name="pin">True to pin files that have no pin, such as one that was put there by hand.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DownloadStatus> VerifyAsync(string id, bool pin = false, CancellationToken cancellationToken = default)
    {
        var entry = Catalogue.Find(id);
        var status = Look(entry);
        if (status.State != DownloadState.Ready)
            return status;
        foreach (var file in entry.Files)
        {
            string path = PathOf(entry, file);
            var (sha256, sha1) = await TwoHashes.OfAsync(path, cancellationToken).ConfigureAwait(false);
            var known = _pins.Find(id, file.Name);
            if (Fault(file, sha256, sha1, null, known) is { } fault)
                return status with { State = DownloadState.Damaged, Problem = $"{fault} Remove it and pull it again: affect models remove {id}" };
            if (known is not null || file.Sha256 is not null || file.Sha1 is not null)
                continue;
            if (!pin)
                return status with { Problem = $"'{file.Name}' was not pulled, so nothing is known to compare it with. To take it as it is: affect models verify {id} --pin" };
            _pins.Set(id, file.Name, Pin(file, sha256, path));
        }

        return status;
    }

    /// <summary>Deletes what <see cref="PullAsync"/> brought of a model, parts too; files that were put there by hand stay.</summary>
    /// <param name="id">The model.</param>
    /// <param name="forget">True to forget what its files were, so that another version may be pulled.</param>
    /// <returns>How many bytes were freed, and the files that stay.</returns>
    /// <exception cref="UserException">It is unknown, at work, or can't be deleted.</exception>
    public (long Freed, IReadOnlyList<string> Kept) Remove(string id, bool forget = false)
    {
        var entry = Catalogue.Find(id);
        string folder = FolderOf(entry);
        long freed = 0;
        string[] kept = [];
        if (Directory.Exists(folder))
        {
            using (FolderLock.Take(folder, "pull", $"'{id}'"))
            {
                foreach (string path in entry.Files.SelectMany(file => OursOf(PathOf(entry, file))).Where(File.Exists))
                {
                    freed += new FileInfo(path).Length;
                    Delete(path);
                }
            }

            kept = [.. Directory.EnumerateFileSystemEntries(folder).Where(path => Path.GetFileName(path) != ".pull.lock")];
            if (kept.Length == 0)
                Directory.Delete(folder, recursive: true);
        }

        if (forget)
            _pins.Forget(id);
        return (freed, kept);
    }

    private async Task<PulledFile> PullFileAsync(DownloadEntry entry, DownloadFile file, FileFetcher fetcher, CancellationToken cancellationToken)
    {
        string path = PathOf(entry, file);
        var pin = _pins.Find(entry.Id, file.Name);
        if (File.Exists(path))
        {
            var (sha256, sha1) = await TwoHashes.OfAsync(path, cancellationToken).ConfigureAwait(false);
            if (Fault(file, sha256, sha1, null, pin) is { } wrong)
                throw new UserException($"{wrong} It is '{path}'.", $"Remove it first: affect models remove {entry.Id}");
            if (pin is null)
                _pins.Set(entry.Id, file.Name, Pin(file, sha256, path));
            return new PulledFile(path, new FileInfo(path).Length, sha256, true, Against(file, null, pin));
        }

        var fetched = await fetcher.FetchAsync(entry, file, path, cancellationToken).ConfigureAwait(false);
        if (Fault(file, fetched.Sha256, fetched.Sha1, fetched.Stated, pin) is { } fault)
        {
            FileFetcher.Drop(fetched.Part);
            throw new UserException($"{fault} It was removed.", pin is not null && pin.Sha256 != fetched.Sha256 && file.Sha256 is null
                ? $"If {entry.Page} says that there is a new version and you want it: affect models remove {entry.Id} --forget"
                : $"Pull it again; if that happens again, see {entry.Page}.");
        }

        // The mark and the pin come first: whatever is cut off after them, the file is known as one that was pulled.
        AtomicFile.Write(path + PulledMark, Encoding.UTF8.GetBytes(fetched.Sha256 + "\n"));
        if (pin is null)
            _pins.Set(entry.Id, file.Name, Pin(file, fetched.Sha256, fetched.Part));
        File.Move(fetched.Part, path, overwrite: true);
        File.Delete(fetched.Part + ".json");
        return new PulledFile(path, fetched.Bytes, fetched.Sha256, false, Against(file, fetched.Stated, pin));
    }

    private static string? Fault(DownloadFile file, string sha256, string sha1, string? stated, PinnedFile? pin)
    {
        if (file.Sha256 is { } expected && expected != sha256)
            return $"'{file.Name}' should have SHA-256 {expected} and has {sha256}.";
        if (file.Sha1 is { } old && old != sha1)
            return $"'{file.Name}' should have SHA-1 {old} and has {sha1}.";
        if (stated is not null && stated != sha256)
            return $"'{file.Name}' did not arrive as its source states it: SHA-256 {stated} there, {sha256} here.";
        return pin is not null && pin.Sha256 != sha256 ? $"'{file.Name}' is another file than the one pulled on {pin.Seen:yyyy-MM-dd}: SHA-256 {pin.Sha256} then, {sha256} now." : null;
    }

    private static string? Against(DownloadFile file, string? stated, PinnedFile? pin) =>
        file.Sha256 is not null || file.Sha1 is not null ? "stated" : pin is not null ? "pin" : stated is not null ? "source" : null;

    private PinnedFile Pin(DownloadFile file, string sha256, string path) => new(sha256, new FileInfo(path).Length, file.Url, _options.Clock.GetUtcNow());

    private DownloadStatus Look(DownloadEntry entry)
    {
        var sizes = entry.Files.Select(file => (File: file, Size: SizeOf(PathOf(entry, file)), Part: SizeOf(PathOf(entry, file) + ".part"))).ToList();
        long here = sizes.Sum(file => file.Size ?? file.Part ?? 0);
        string path = PathOf(entry, entry.Files[0]);
        if (sizes.Find(file => file.Size is { } size && (size < file.File.LeastBytes || size > file.File.MostBytes)) is { File: { } odd, Size: { } bytes })
            return new(entry, DownloadState.Damaged, path, here, $"'{odd.Name}' has {FileFetcher.Size(bytes)} and should have about {FileFetcher.Size(odd.Bytes)}. Remove it and pull it again: affect models remove {entry.Id}");
        if (sizes.TrueForAll(file => file.Size is not null))
            return new(entry, DownloadState.Ready, path, here, null);
        return new(entry, sizes.Exists(file => (file.Size ?? file.Part) is not null) ? DownloadState.Partial : DownloadState.Absent, path, here, null);
    }

    private DownloadEntry Allowed(string id)
    {
        var entry = Catalogue.Find(id);
        if (entry.AllowedUse == ModelUse.Commercial || _options.AllowNonCommercial)
            return entry;
        string use = entry.AllowedUse == ModelUse.Research ? "research" : "non-commercial purposes";
        throw new UserException($"Model '{id}' ({entry.Licence}) may be used for {use} only.", $"Set {ModelStoreOptions.OptInVariable}=1 if that is what you do.");
    }

    private string FolderOf(DownloadEntry entry) => Path.Combine(_options.Folder, entry.Id);

    private string PathOf(DownloadEntry entry, DownloadFile file) => Path.Combine(FolderOf(entry), file.Name);

    private static IEnumerable<string> OursOf(string path) =>
        File.Exists(path + PulledMark) ? [path, path + PulledMark, path + ".part", path + ".part.json"] : [path + ".part", path + ".part.json"];

    private static long? SizeOf(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : null;

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be deleted ({error.Message.ReplaceLineEndings(" ")}).", "Close what uses it.", error);
        }
    }
}
