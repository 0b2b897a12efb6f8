using System.Text.Json;
using AffectAgent.Inference;
using AffectAgent.Reports;

namespace AffectAgent.Cli.Knowledge;

/// <summary>
/// The folders with cards of the user's own that <c>affect knowledge add</c> registered: a list of full paths in
/// <c>knowledge-folders.json</c> in the data folder.
/// </summary>
internal static class UserFolders
{
    private const int MaxFolders = 50;
    private const int MaxBytes = 1 << 20;

    private static string ListPath => Path.Combine(AffectPaths.Data, "knowledge-folders.json");

    /// <summary>The registered folders, in the order in which they were added.</summary>
    /// <exception cref="UserException">The list can't be read or is damaged.</exception>
    public static IReadOnlyList<string> Read()
    {
        var path = ListPath;
        try
        {
            if (!File.Exists(path))
                return [];
            if (new FileInfo(path).Length > MaxBytes)
                throw new JsonException("it is too long");
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var folders = json.RootElement.GetProperty("folders").EnumerateArray().Select(folder => folder.GetString() ?? "").ToList();
            return folders.TrueForAll(folder => !string.IsNullOrWhiteSpace(folder)) ? folders : throw new JsonException("a folder has no name");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserException($"The list of knowledge folders '{path}' is damaged.", "Delete it and add the folders again: affect knowledge add FOLDER", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The list of knowledge folders '{path}' can't be read.", "Check that it may be read.", e);
        }
    }

    /// <summary>Adds a folder; false if it is there already.</summary>
    /// <exception cref="UserException">Another folder of that name is there, or there are too many.</exception>
    public static bool Add(string folder)
    {
        var full = Full(folder);
        var folders = Read();
        if (folders.Contains(full, StringComparer.Ordinal))
            return false;
        if (folders.FirstOrDefault(other => Path.GetFileName(other) == Path.GetFileName(full)) is { } same)
            throw new UserException($"'{same}' is registered under the same name, by which its cards are told apart.", "Rename one of the folders.");
        if (folders.Count >= MaxFolders)
            throw new UserException($"{MaxFolders} folders are registered already.", "Take one out with: affect knowledge add --remove FOLDER");
        Write([.. folders, full]);
        return true;
    }

    /// <summary>Takes a folder out, by its path or its name; false if it is not there.</summary>
    public static bool Remove(string folder)
    {
        var folders = Read();
        var full = Full(folder);
        var rest = folders.Where(other => other != full).ToList();
        if (rest.Count == folders.Count)
            rest = [.. folders.Where(other => Path.GetFileName(other) != folder)];
        if (rest.Count == folders.Count)
            return false;
        Write(rest);
        return true;
    }

    private static string Full(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Any(char.IsControl))
            throw new UserException("A folder's name is blank or holds control characters.", "Give the path of a folder.");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    private static void Write(IReadOnlyList<string> folders) => AtomicFile.Write(ListPath, writer =>
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("folders");
            foreach (var folder in folders)
                json.WriteStringValue(folder);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    });
}
