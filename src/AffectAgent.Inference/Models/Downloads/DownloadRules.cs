using System.Text.RegularExpressions;

namespace AffectAgent.Inference.Models;

/// <summary>What a catalogue of downloads must fulfil; finds all faults at once.</summary>
internal static partial class DownloadRules
{
    private static readonly int[] Memories = [4, 8, 16, 24, 80];

    public static IReadOnlyList<string> Faults(DownloadCatalogueFile file)
    {
        var faults = new List<string>();
        if (file.Schema != DownloadCatalogue.Schema)
            faults.Add($"its schema is '{file.Schema}', not '{DownloadCatalogue.Schema}'");
        foreach (var entry in file.Models)
            faults.AddRange(Faults(entry).Concat(entry.Files.SelectMany(Faults)).Select(fault => $"{entry.Id}: {fault}"));
        faults.AddRange(file.Models.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => $"the id '{group.Key}' occurs twice"));
        return faults;
    }

    /// <summary>True for an address that may be asked: https, or http on this machine.</summary>
    public static bool MayAsk(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static IEnumerable<string> Faults(DownloadEntry entry)
    {
        if (!Id().IsMatch(entry.Id))
            yield return "an id is lower-case letters, digits, points and hyphens";
        foreach (var (text, what) in new[] { (entry.Purpose, "purpose"), (entry.Licence, "licence"), (entry.TrainedOn, "trainedOn") })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return $"{what} is empty";
        }

        foreach (var (address, what) in new[] { (entry.Page, "page"), (entry.LicenceUrl, "licenceUrl") })
        {
            if (!IsAddress(address))
                yield return $"{what} '{address}' is not an https address";
        }

        if (entry.MemoryGb is not (> 0 and < 10_000))
            yield return $"memoryGb is {entry.MemoryGb}";
        if (entry.Kind == DownloadKind.LanguageModel ? entry.FitsGb is not { } fits || !Memories.Contains(fits) : entry.FitsGb is not null)
            yield return $"fitsGb is {string.Join(", ", Memories)} for a language model and left out for others";
        if (entry.FitsGb is { } size && entry.MemoryGb > size)
            yield return $"it needs {entry.MemoryGb} GB and is said to fit {size}";
        if ((entry.Kind == DownloadKind.TextEmbedding) != (entry.Vectors is not null))
            yield return "vectors says how text vectors are made, and is left out for others";
        if (entry.Vectors is { } vectors && (vectors.Dimensions is < 1 or > 8192 || vectors.MaxTokens is < 3 or > 8192))
            yield return "vectors has dimensions of 1 to 8192 and maxTokens of 3 to 8192";
        if (entry.Files.Count == 0)
            yield return "it has no files";
        if (entry.Files.DistinctBy(file => file.Name).Count() < entry.Files.Count)
            yield return "two files have one name";
    }

    private static IEnumerable<string> Faults(DownloadFile file)
    {
        if (!PlainName().IsMatch(file.Name))
            yield return $"the file '{file.Name}' is not a plain file name";
        if (!IsAddress(file.Url))
            yield return $"the url '{file.Url}' is not an https address";
        if (file.Bytes is < 1 or > 1L << 40)
            yield return $"'{file.Name}' cannot have {file.Bytes} bytes";
        if (file.Sha256 is { } hash && !Sha256().IsMatch(hash))
            yield return $"the sha256 of '{file.Name}' is not 64 lower-case hexadecimal digits";
        if (file.Sha1 is { } old && !Sha1().IsMatch(old))
            yield return $"the sha1 of '{file.Name}' is not 40 lower-case hexadecimal digits";
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && MayAsk(address);

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+)*\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    public static partial Regex Sha256();

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Sha1();
}
