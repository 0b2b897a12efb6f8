using System.Reflection;

namespace AffectAgent.Empathy.Care.Data;

/// <summary>The data files of care, built in.</summary>
internal static class CareFiles
{
    private const string Folder = "care/";

    /// <summary>The files that aren't phrases of a language.</summary>
    public const string Answers = "answers", HelpLines = "help-lines", Emoji = "emoji", Others = "other";

    /// <summary>The languages that have a file of phrases.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]))
        .Where(name => name is not (Answers or HelpLines or Emoji or Others) && !name.StartsWith(Answers + "-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>Reads a file by its name without ending.</summary>
    public static CareYaml Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{name}.yaml")
            ?? throw new InvalidOperationException($"The assembly lacks care/{name}.yaml.");
        using var reader = new StreamReader(stream);
        return CareYaml.Parse(reader.ReadToEnd(), $"care/{name}.yaml");
    }
}
