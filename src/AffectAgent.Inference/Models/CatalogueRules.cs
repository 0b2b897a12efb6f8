using System.Text.RegularExpressions;

namespace AffectAgent.Inference.Models;

/// <summary>What a catalogue must fulfil; finds all faults at once.</summary>
internal static partial class CatalogueRules
{
    public static IReadOnlyList<string> Faults(CatalogueFile file)
    {
        var faults = new List<string>();
        if (file.Schema != ModelCatalogue.Schema)
            faults.Add($"its schema is '{file.Schema}', not '{ModelCatalogue.Schema}'");
        foreach (var entry in file.Models)
            faults.AddRange(Faults(entry).Select(fault => $"{entry.Id}: {fault}"));
        faults.AddRange(Twice(file.Models, entry => entry.Id).Select(id => $"the id '{id}' occurs twice"));
        faults.AddRange(Twice(file.Models, entry => entry.File).Select(name => $"the file '{name}' occurs twice"));
        return faults;
    }

    private static IEnumerable<string> Faults(ModelEntry entry)
    {
        if (!Id().IsMatch(entry.Id))
            yield return "an id is lower-case words with hyphens";
        if (!PlainName().IsMatch(entry.File))
            yield return $"the file '{entry.File}' is not a plain file name";
        if (!PlainName().IsMatch(entry.Card))
            yield return $"the card '{entry.Card}' is not a plain file name";
        if (!Hash().IsMatch(entry.Sha256))
            yield return "sha256 is not 64 lower-case hexadecimal digits";
        foreach (var (text, what) in new[] { (entry.Purpose, "purpose"), (entry.Licence, "licence"), (entry.Inputs, "inputs"), (entry.Outputs, "outputs") })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return $"{what} is empty";
        }

        foreach (string fault in entry.Source is null ? [] : Faults(entry.Source))
            yield return fault;
    }

    private static IEnumerable<string> Faults(ModelSource source)
    {
        if (!Package().IsMatch(source.Package))
            yield return $"the package '{source.Package}' is not an npm name";
        if (source.Files.Count < 2 || !source.Files[0].Path.EndsWith(".json", StringComparison.Ordinal))
            yield return "source files are the model's JSON and then its shards";
        if (source.InputSide is { } side && (side is < 32 or > 1024 || side % 32 != 0))
            yield return $"the input side {side} is not a multiple of 32 up to 1024";
        foreach (var file in source.Files)
        {
            if (!PackagePath().IsMatch(file.Path) || file.Path.Split('/').Contains(".."))
                yield return $"the source file '{file.Path}' is not a path inside the package";
            if (!Hash().IsMatch(file.Sha256))
                yield return $"the sha256 of '{file.Path}' is not 64 lower-case hexadecimal digits";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<ModelEntry> entries, Func<ModelEntry, string> key) =>
        entries.GroupBy(key).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\z")]
    private static partial Regex PackagePath();

    [GeneratedRegex(@"\A(@[a-z0-9][a-z0-9_.-]*/)?[a-z0-9][a-z0-9_.-]*\z")]
    private static partial Regex Package();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
