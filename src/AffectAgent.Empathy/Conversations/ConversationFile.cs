using System.Text;
using System.Text.Json;

namespace AffectAgent.Empathy;

/// <summary>
/// A conversation kept as lines of JSON. Each write makes a new file and moves it over the old one, so that a killed program leaves the
/// old conversation; a last line that was cut off (it begins as a turn, and no end of line follows) is left out when reading.
/// </summary>
public static class ConversationFile
{
    private const int LargestFile = 50_000_000;

    /// <summary>Reads a conversation; a file that isn't there is one that has not begun.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">It can't be read, or a line but the last is no turn.</exception>
    public static Conversation Read(string path)
    {
        var name = Path.GetFileName(path);
        string[] lines;
        bool ended;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return Directory.Exists(path) ? throw new UserException($"The conversation {name} is a folder.", "Name a file.") : Conversation.Empty;
            if (file.Length > LargestFile)
                throw new UserException($"The conversation {name} is too large.", "Begin another one.");
            var text = File.ReadAllText(path);
            lines = text.Split('\n');
            ended = text.EndsWith('\n');
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The conversation {name} can't be read: {fault.Message}", "Check its path.", fault);
        }

        var turns = new List<ConversationTurn>();
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        for (var at = 0; at <= last; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
                continue;
            if (Parse(lines[at]) is { } turn)
                turns.Add(turn);
            else if (at < last || ended || !IsCut(lines[at]))
                throw new UserException($"Line {at + 1} of the conversation {name} is no turn.", "Mend or remove that line, or begin another conversation.");
        }

        return new Conversation(turns);
    }

    /// <summary>Writes a conversation whole.</summary>
    /// <param name="path">The file; its folder is made if missing.</param>
    /// <param name="conversation">The conversation.</param>
    /// <exception cref="UserException">It can't be written.</exception>
    public static void Write(string path, Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Path.GetRandomFileName()}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllLines(temporary, conversation.Turns.Select(EmpathyJson.Line), new UTF8Encoding(false));
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The conversation {Path.GetFileName(path)} can't be written: {fault.Message}", "Choose another place with --conversation.", fault);
        }
        finally
        {
            // Where there is no such folder, deleting would throw.
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    // Only what begins as our turns do and never ended was a turn; any other text is somebody's, and writing would replace it.
    private static bool IsCut(string line)
    {
        var start = $"{{\"schema\":\"{ConversationTurn.SchemaId}\",";
        return line.StartsWith(start, StringComparison.Ordinal) ? !IsJson(line) : start.StartsWith(line, StringComparison.Ordinal);
    }

    private static bool IsJson(string line)
    {
        try
        {
            using var _ = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ConversationTurn? Parse(string line)
    {
        try
        {
            return EmpathyJson.Turn(line) is { Schema: ConversationTurn.SchemaId } turn && turn.User is not null && turn.Reply is not null ? turn : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
