using System.Text;

namespace AffectAgent.Knowledge.Cards;

/// <summary>The knowledge files of a folder. It may be anyone's: sizes are limited, and links must not lead out of it.</summary>
internal static class CardFolder
{
    private const int MaxFiles = 200;
    private const long MaxBytes = 4L * Yaml.YamlTree.MaxLength;

    /// <summary>
    /// Reads the *.yaml, *.yml and *.md files of a folder (not of folders below it), by name; README.md is passed over.
    /// </summary>
    /// <exception cref="UserException">No such folder, no file in it, or too many.</exception>
    /// <exception cref="KnowledgeException">A file can't be read as text.</exception>
    public static IReadOnlyList<(string Name, string Text)> Read(string path)
    {
        var faults = new List<KnowledgeFault>();
        var files = Read(path, faults);
        CardLoader.ThrowIfAny(faults);
        return files;
    }

    /// <summary>As <see cref="Read(string)"/>; files that can't be read are noted and left out.</summary>
    public static IReadOnlyList<(string Name, string Text)> Read(string path, List<KnowledgeFault> faults)
    {
        if (!Directory.Exists(path))
            throw new UserException($"There is no folder '{Words.OneLine(path, 300)}' with knowledge cards.", "Give the folder that holds the .yaml or .md files.");
        try
        {
            var files = Directory.EnumerateFiles(path).Where(IsKnowledge).Order(StringComparer.Ordinal).Take(MaxFiles + 1).ToList();
            if (files.Count == 0)
                throw new UserException($"The folder '{Words.OneLine(path, 300)}' holds no .yaml or .md file.", "Add one with a card; docs/knowledge.md shows how.");
            if (files.Count > MaxFiles)
                throw new UserException($"The folder '{Words.OneLine(path, 300)}' holds more than {MaxFiles} knowledge files.", "Put several cards into one .yaml file.");
            var root = Path.TrimEndingDirectorySeparator(new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path));
            return [.. files.Select(file => (Name: Words.OneLine(Path.GetFileName(file), 80), Text: TextOf(file, root, faults))).Where(file => file.Text is not null).Select(file => (file.Name, file.Text!))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The folder '{Words.OneLine(path, 300)}' can't be read.", "Check that it may be read.", e);
        }
    }

    /// <summary>Reads one file that the user named.</summary>
    /// <exception cref="KnowledgeException">It is too long, empty, or no text.</exception>
    /// <exception cref="UserException">It can't be read.</exception>
    public static (string Name, string Text) ReadFile(string file)
    {
        var faults = new List<KnowledgeFault>();
        var text = TextOf(file, null, faults);
        CardLoader.ThrowIfAny(faults);
        return (Words.OneLine(Path.GetFileName(file), 80), text!);
    }

    private static bool IsKnowledge(string file) =>
        Path.GetExtension(file) is ".yaml" or ".yml" or ".md" && !Path.GetFileName(file).Equals("README.md", StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(string file, string? root, List<KnowledgeFault> faults)
    {
        var name = Words.OneLine(Path.GetFileName(file), 80);
        try
        {
            if (root is not null && File.ResolveLinkTarget(file, returnFinalTarget: true) is { } target && !IsBelow(target.FullName, root))
                return Fault("It is a link that leads out of the folder; copy the file instead.");
            // A pipe or device says 0 as well, and opening it could wait for ever.
            var length = new FileInfo(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file).Length;
            if (length == 0)
                return Fault("The file is empty.");
            if (length > MaxBytes)
                return Fault($"The file is too long ({length:N0} bytes); split it into files of at most {Yaml.YamlTree.MaxLength:N0} characters.");
            using var reader = new StreamReader(File.OpenRead(file), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
            return reader.ReadToEnd().TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Fault("The file is not UTF-8 text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UserException($"The knowledge file '{name}' can't be read.", "Check that it exists and may be read.", e);
        }

        string? Fault(string message)
        {
            faults.Add(new(name, 1, message));
            return null;
        }
    }

    private static bool IsBelow(string path, string root) => Path.GetFullPath(path).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
