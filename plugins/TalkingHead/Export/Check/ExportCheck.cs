namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Checks files that <c>affect talk</c> writes, each by what it is.</summary>
/// <param name="media">Opens films and pictures.</param>
public sealed class ExportCheck(IMediaOpener media)
{
    private const long LargestText = 512L << 20;

    /// <summary>Checks a file.</summary>
    /// <param name="path">CSV, JSON, glb, mp4, PNG, or a folder of pictures.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">It isn't there, can't be read, or is nothing that can be checked.</exception>
    public async Task<ExportReport> CheckAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return await new FilmCheck(media).PicturesAsync(path, cancellationToken).ConfigureAwait(false);
        if (!File.Exists(path))
            throw new UserException($"{path} does not exist.");
        if (new FileInfo(path).Length > LargestText)
            throw new UserException($"{path} is larger than {LargestText >> 20} MB.", "Check a shorter one.");
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => LiveLinkCheck.Check(await File.ReadAllLinesAsync(path, cancellationToken).ConfigureAwait(false)),
                ".json" => FaceMotionCheck.Check(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)),
                ".glb" => await GltfAsync(path, cancellationToken).ConfigureAwait(false),
                ".mp4" => await new FilmCheck(media).FilmAsync(path, cancellationToken).ConfigureAwait(false),
                ".png" => await new FilmCheck(media).PicturesAsync(path, cancellationToken).ConfigureAwait(false),
                _ => throw new UserException($"{path} is no file that talk writes.", "Give a csv, json, glb, mp4 or png, or a folder of pictures."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} can't be read: {e.Message}", "Check its rights.", e);
        }
    }

    private static async Task<ExportReport> GltfAsync(string path, CancellationToken cancellationToken)
    {
        var own = GltfCheck.Check(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
        if (await GltfValidator.RunAsync(path, cancellationToken).ConfigureAwait(false) is not { } issues)
            return own with { Notes = ["the Khronos validator is not installed (npm ci; Node.js), so glTF's own rules were not checked"] };
        return own with
        {
            Faults = [.. own.Faults, .. issues.Where(issue => issue.Level is "error" or "warning").Select(Line)],
            Notes = [.. own.Notes, .. issues.Where(issue => issue.Level is not ("error" or "warning")).Select(Line), $"the Khronos validator found {issues.Count(issue => issue.Level == "error")} errors, {issues.Count(issue => issue.Level == "warning")} warnings"],
        };
    }

    private static string Line(GltfIssue issue) => $"validator's {issue.Level} {issue.Text}";
}
