using System.Text.Json;

namespace AffectAgent.Inference.Models;

/// <summary>
/// Remembers what each downloaded file was: <c>pins.json</c> in the folder of downloaded models. It outlives the files, so that
/// a later pull is compared with the first.
/// </summary>
internal sealed class PinRegister(string folder)
{
    private readonly string _path = Path.Combine(folder, "pins.json");

    /// <summary>The pin of a model's file, or null.</summary>
    /// <exception cref="UserException">The register can't be read.</exception>
    public PinnedFile? Find(string id, string file) => Read().GetValueOrDefault($"{id}/{file}");

    /// <summary>Notes what a file is; the caller holds the model's lock.</summary>
    public void Set(string id, string file, PinnedFile pin) => Change(pins => pins[$"{id}/{file}"] = pin);

    /// <summary>Forgets the files of a model.</summary>
    public void Forget(string id) => Change(pins =>
    {
        foreach (string key in pins.Keys.Where(key => key.StartsWith(id + "/", StringComparison.Ordinal)).ToList())
            pins.Remove(key);
    });

    private void Change(Action<Dictionary<string, PinnedFile>> change)
    {
        using var hold = FolderLock.Take(folder, "pins", "the register of downloads", patient: true);
        var pins = Read();
        change(pins);
        AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(pins, DownloadJson.Default.DictionaryStringPinnedFile));
    }

    private Dictionary<string, PinnedFile> Read()
    {
        if (!File.Exists(_path))
            return new Dictionary<string, PinnedFile>(StringComparer.Ordinal);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), DownloadJson.Default.DictionaryStringPinnedFile) ?? throw new JsonException("it is empty");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{_path}' cannot be read ({error.Message.ReplaceLineEndings(" ")}).", "It holds the hashes of what was pulled; if it can't be mended, delete it and run 'affect models verify --pin'.", error);
        }
    }
}
