using System.Text.RegularExpressions;
using AffectAgent.Cli.Batch;

namespace AffectAgent.Cli.Data;

/// <summary>Reads labelled media: a folder with a sub-folder a label, or a table.</summary>
internal static class LabelledSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Reads what <c>--in</c> names.</summary>
    /// <param name="path">A folder, or a file ending in .csv, .tsv, .jsonl or .json.</param>
    /// <param name="person">A pattern whose first group in a file's name is the person, or null.</param>
    /// <exception cref="UserException">It is missing, empty, or not of a known form.</exception>
    public static LabelledSet Read(string path, string? person)
    {
        var pattern = Pattern(person);
        LabelledSet set;
        if (Directory.Exists(path))
            set = Folder(path);
        else if (File.Exists(path))
            set = LabelledTable.Read(path);
        else
            throw new UserException($"There is no {path}.", "Give a folder with a sub-folder a label, or a table (.csv, .tsv, .jsonl).");
        return pattern is null ? set : set with { Items = [.. set.Items.Select(item => item with { Person = item.Person ?? PersonOf(item, pattern) })] };
    }

    private static LabelledSet Folder(string folder)
    {
        var all = MediaInputs.Under(folder, [.. MediaInputs.Pictures, .. MediaInputs.Videos, .. MediaInputs.Sounds]);
        var loose = all.FirstOrDefault(input => !input.Name.Contains('/', StringComparison.Ordinal));
        if (loose is not null)
            throw new UserException($"{loose.Name} lies in {folder} itself, so it has no label.", "Put each file into a sub-folder named after its label, or give a table.");
        return new LabelledSet(
            [.. all.Select(input => new LabelledInput(input.Name, SampleKinds.Of(input.Path)!.Value, input.Path, null, [input.Name.Split('/')[^2]], null))],
            [],
            Path.GetFullPath(folder));
    }

    private static string? PersonOf(LabelledInput item, Regex pattern)
    {
        var match = pattern.Match(Path.GetFileName(item.Name));
        return match is { Success: true, Groups.Count: > 1 } && match.Groups[1].Length > 0 ? match.Groups[1].Value : null;
    }

    private static Regex? Pattern(string? text)
    {
        if (text is null)
            return null;
        try
        {
            var pattern = new Regex(text, RegexOptions.CultureInvariant, Patience);
            return pattern.GetGroupNumbers().Length > 1 ? pattern
                : throw new UserException($"--person '{text}' has no group.", "Put brackets around the part of the file's name that is the person, e.g. '^(.+)_'.");
        }
        catch (ArgumentException e)
        {
            throw new UserException($"--person '{text}' is no pattern: {e.Message}", "Write a regular expression such as '^(.+)_'.", e);
        }
    }
}
