using AffectAgent.Media;

namespace AffectAgent.Cli.Talk;

/// <summary>Reads the files that <c>affect talk</c> is given.</summary>
internal static class TalkInput
{
    /// <summary>The words of a text or subtitle file, a line each; null for no file.</summary>
    public static async Task<string?> WordsAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return null;
        var transcript = await SubtitleReader.ReadFileAsync(path, cancellationToken).ConfigureAwait(false);
        return string.Join("\n", transcript.Lines.Select(line => line.Text));
    }
}
