using System.Text.Json;
using AffectAgent.Backends;

namespace AffectAgent.Cli.Diagnosis;

/// <summary>Which backends there are, which are installed, and which of those are used.</summary>
internal static class BackendFindings
{
    /// <summary>The backends that come with this program, by the name under which the launcher installs them.</summary>
    private static readonly IReadOnlyList<(string Name, string Folder, string Purpose)> Known = ReadIndex();

    /// <summary>One line a backend: in use, installed but not used, or not installed.</summary>
    /// <param name="loaded">What the agent loaded.</param>
    /// <param name="folder">The backends folder.</param>
    public static IReadOnlyList<Finding> Of(LoadedBackends loaded, string folder)
    {
        var used = loaded.All.Select(backend => new Finding("backend", backend.Name, Standing.Found, Packages(backend.Folder), backend.Folder, $"In use. {backend.Purpose}"));
        var faulty = loaded.Faults.Select(fault => new Finding("backend", fault.Name, Standing.Missing, Packages(Path.Combine(folder, fault.Name)), Fix: fault.Reason));
        var told = loaded.All.Select(backend => backend.Name).Concat(loaded.Faults.Select(fault => fault.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var idle = Idle(folder).Where(path => !told.Contains(Path.GetFileName(path)))
            .Select(path => new Finding("backend", Path.GetFileName(path), Standing.Optional, Packages(path), path, "Installed but not used: the settings switch it off, or it was put there by hand and they do not switch it on."))
            .ToList();
        told.UnionWith(idle.Select(finding => finding.Name));
        var absent = Known.Where(known => !told.Contains(known.Folder))
            .Select(known => new Finding("backend", known.Name, Standing.Optional, Fix: $"Not installed; {known.Purpose}. Nothing here needs it. Install: ./affect backends add {known.Name}"));
        return [.. used, .. faulty, .. idle, .. absent];
    }

    private static IEnumerable<string> Idle(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal) : [];

    // The packages that the backend itself names, with their versions, as its .deps.json lists them.
    private static string Packages(string folder)
    {
        try
        {
            var file = Directory.GetFiles(folder, "*.deps.json").Single();
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var self = Path.GetFileName(file)[..^".deps.json".Length] + "/";
            var libraries = document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject());
            var own = libraries.First(library => library.Name.StartsWith(self, StringComparison.Ordinal)).Value;
            return own.TryGetProperty("dependencies", out var packages)
                ? string.Join("\n", packages.EnumerateObject().Where(p => !p.Name.StartsWith("AffectAgent", StringComparison.Ordinal)).Select(p => $"{p.Name} {p.Value.GetString()}"))
                : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "";
        }
    }

    private static List<(string Name, string Folder, string Purpose)> ReadIndex()
    {
        using var stream = typeof(BackendFindings).Assembly.GetManifestResourceStream("backends/index.tsv")!;
        using var reader = new StreamReader(stream);
        var known = new List<(string, string, string)>();
        while (reader.ReadLine()?.Split('\t') is [var name, _, var property, var purpose])
        {
            var variant = property.Length == 0 ? "" : "-" + property[(property.IndexOf('=', StringComparison.Ordinal) + 1)..];
            known.Add((name, name[..^variant.Length], purpose));
        }

        return known;
    }
}
