using System.Diagnostics;
using System.Globalization;
using AffectAgent.Cli.Commands;
using AffectAgent.Cli.Terminal;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Reports;

namespace AffectAgent.Cli.Talk;

/// <summary>What <c>affect talk</c> writes.</summary>
/// <param name="Film">A video or a folder of pictures, or null.</param>
/// <param name="ArKit">Blendshapes as CSV, or null.</param>
/// <param name="Visemes">Blendshapes and visemes as JSON, or null.</param>
/// <param name="Gltf">The avatar as glTF, or null.</param>
/// <param name="Plan">The plan as JSON, or null.</param>
/// <param name="Label">True to draw the visible label.</param>
internal sealed record TalkOutputs(string? Film, string? ArKit, string? Visemes, string? Gltf, string? Plan, bool Label)
{
    /// <summary>True if a face is to be drawn.</summary>
    public bool NeedsPictures => Film is not null;

    private bool IsFolder => Film is { } film && (film.EndsWith('/') || film.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(film));

    /// <summary>Refuses impossible targets before any work is done.</summary>
    /// <param name="read">The files that are read; those that are null are none.</param>
    public void Check(IEnumerable<string?> read)
    {
        string?[] targets = [Film, ArKit, Visemes, Gltf, Plan];
        if (targets.All(x => x is null))
            throw new UserException("There is nowhere to write to.", "Give --out talk.mp4, or one of --arkit, --visemes, --gltf, --plan.");
        if (Film is not null && !IsFolder && !Path.GetExtension(Film).Equals(".mp4", StringComparison.OrdinalIgnoreCase))
            throw new UserException($"{Film} is neither an mp4 nor a folder.", "Name the video talk.mp4, or end the folder's name with a slash.");
        var taken = read.OfType<string>().Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var target in targets.OfType<string>())
            OutputPaths.Take(target, taken);
        if (NeedsPictures && !IsFolder)
            _ = FfmpegLocator.Find();
    }

    /// <summary>Removes the film that was written.</summary>
    public void Remove()
    {
        if (IsFolder)
            Directory.Delete(Film!, recursive: true);
        else if (Film is not null)
            File.Delete(Film);
    }

    /// <summary>Writes everything; returns what to tell the user.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(TalkTake take, IFaceRenderer? renderer, MediaTags tags, ProgressLine progress, CancellationToken cancellationToken, CaptionPanel? caption = null)
    {
        var lines = new List<string>();
        if (ArKit is { } arKit)
            AtomicFile.Write(arKit, writer => LiveLinkCsv.Write(writer, take.Motion));
        if (Visemes is { } visemes)
            AtomicFile.WriteBytes(visemes, file => BlendshapeJson.Write(file, take.Motion));
        if (Plan is { } plan)
            AtomicFile.WriteBytes(plan, file => PlanWords.Write(file, take.Motion.Plan));
        if (renderer is not null)
            lines.AddRange(await DrawAsync(take, renderer, caption, tags, progress, cancellationToken).ConfigureAwait(false));
        if (take.Speech?.Note is { } note)
            lines.Add(note);
        lines.AddRange(new[] { ArKit, Visemes, Gltf, Plan }.OfType<string>().Select(path => $"Wrote {path}."));
        lines.Add("What the face was meant to express:");
        lines.AddRange(PlanWords.Of(take.Motion.Plan).Select(line => "  " + line));
        if (renderer is not null)
            lines.Add(Marked(tags));
        return lines;
    }

    private async Task<IEnumerable<string>> DrawAsync(TalkTake take, IFaceRenderer renderer, CaptionPanel? caption, MediaTags tags, ProgressLine progress, CancellationToken cancellationToken)
    {
        var sound = take.Speech is { } speech ? new FilmSound(speech.Samples, speech.SampleRate) : null;
        var format = new FilmFormat(renderer.Width, renderer.Height + (caption?.Height ?? 0), take.Motion.FramesPerSecond, tags, sound);
        var frames = take.Motion.Frames.Count;
        var clock = Stopwatch.StartNew();
        IFrameSink sink = IsFolder ? PictureFolderWriter.Start(Film!, format) : await VideoWriter.StartAsync(Film!, format, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            await FaceFilm.WriteAsync(
                renderer, take.Motion, sink, Label, caption,
                done => progress.Report(Text($"drawing, {done / clock.Elapsed.TotalSeconds:0} frames a second,"), (double)done / frames), cancellationToken).ConfigureAwait(false);
        }

        var made = Text($"Wrote {Film}: {take.Motion.Duration:0.0} s, {frames} frames of {format.Width} x {format.Height} at {take.Motion.FramesPerSecond:0.##} a second, drawn at {frames / clock.Elapsed.TotalSeconds:0} frames a second; {(take.Voice is null ? "no sound" : "voice: " + take.Voice)}.");
        var notes = renderer is PortraitRenderer portrait ? portrait.Notes : [];
        return sink.Note is { } note ? [made, note, .. notes] : [made, .. notes];
    }

    private string Marked(MediaTags tags) => Label
        ? $"Marked as AI-generated: visible label, comment and XMP (digital source type {tags.DigitalSourceType})."
        : $"Marked as AI-generated in comment and XMP only (digital source type {tags.DigitalSourceType}). Who shows it to others must tell them that it is AI-generated (EU AI Act, Article 50).";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
