using AffectAgent.Cli.Commands;

namespace AffectAgent.Cli.Data;

/// <summary>The files of one set of samples, all beside <c>FILE.jsonl</c>.</summary>
/// <param name="Samples">FILE.jsonl.</param>
internal sealed record CotFiles(string Samples)
{
    private string Stem => Samples[..^".jsonl".Length];

    /// <summary>FILE.validation.jsonl.</summary>
    public string Validation => Stem + ".validation.jsonl";

    /// <summary>FILE.readings.jsonl, with a sidecar of its own.</summary>
    public string Readings => Stem + ".readings.jsonl";

    /// <summary>FILE.rejected.jsonl.</summary>
    public string Rejected => Stem + ".rejected.jsonl";

    /// <summary>FILE.jsonl.json.</summary>
    public string Sidecar => Samples + ".json";

    /// <summary>The files for a target.</summary>
    /// <exception cref="UserException">It doesn't end in .jsonl, is a folder, or lies in the input folder.</exception>
    public static CotFiles At(string target, string input)
    {
        if (Directory.Exists(target) || Path.EndsInDirectorySeparator(target))
            throw new UserException($"{target} is a folder.", "Give the samples' file with --out.");
        if (!target.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(target).Length <= ".jsonl".Length)
            throw new UserException($"{target} does not end in .jsonl.", "Name it so: --out samples.jsonl");
        if (Directory.Exists(input) && IsInside(Path.GetFullPath(target), Path.GetFullPath(input)))
            throw new UserException($"{target} lies inside the labelled folder {input}.", "Choose a place outside it with --out.");
        return new CotFiles(target);
    }

    /// <summary>Refuses targets that are inputs.</summary>
    public void Check(LabelledSet set, string input)
    {
        var taken = set.Items.Select(item => item.Path).OfType<string>().Append(Path.GetFullPath(input)).ToHashSet(StringComparer.Ordinal);
        foreach (string path in (string[])[Samples, Sidecar, Validation, Rejected])
            OutputPaths.Take(path, taken);
        OutputPaths.TakeTable(Readings, taken);
    }

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
