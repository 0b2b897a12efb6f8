using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reports.Html;

namespace AffectAgent.Cli;

/// <summary>Gathers what the HTML report shows; reads the key frames once more from the medium.</summary>
internal static class ReportBuilder
{
    /// <summary>Longer side of the pictures in a report, pixels.</summary>
    private const int PictureSide = 1100;

    /// <summary>Most heat maps of one key frame, and of a report: each takes a fifth of a second of one core.</summary>
    private const int MapsInAFrame = 3;
    private const int MapsInAll = 4;

    /// <summary>Gathers the content of one analysis.</summary>
    /// <param name="completed">The analysis.</param>
    /// <param name="expressions">Makes heat maps; null to leave them out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ReportContent> BuildAsync(CompletedEvent completed, ExpressionPlugin? expressions, CancellationToken cancellationToken)
    {
        var context = completed.Context;
        context.TryGet<IReadOnlyList<ActionUnitTrack>>(out var units);
        context.TryGet<IReadOnlyList<ExpressionTrack>>(out var tracks);
        context.TryGet<VoiceTrack>(out var voice);
        context.TryGet<Transcript>(out var transcript);
        context.TryGet<IFaceArchive>(out var faces);
        return new ReportContent
        {
            Result = completed.Result,
            KeyFrames = faces is null ? [] : await KeyFramesAsync(completed, faces, tracks ?? [], expressions, cancellationToken).ConfigureAwait(false),
            Frames = faces?.Frames,
            ActionUnits = units ?? [],
            Expressions = tracks ?? [],
            Voice = voice,
            Transcript = transcript,
            RegionsOf = ActionUnitRegions.Of,
        };
    }

    private static async Task<IReadOnlyList<KeyFrame>> KeyFramesAsync(
        CompletedEvent completed,
        IFaceArchive faces,
        IReadOnlyList<ExpressionTrack> tracks,
        ExpressionPlugin? expressions,
        CancellationToken cancellationToken)
    {
        var picks = KeyFrameChooser.Choose(faces, completed.Result, tracks);
        var wanted = picks.Select(p => p.Frame.Index).ToHashSet();
        var byFrame = faces.ReadAll().Where(face => wanted.Contains(face.Frame)).ToLookup(face => face.Frame);
        var left = MapsInAll;
        var plans = picks.Select(pick =>
        {
            var seen = byFrame[pick.Frame.Index].ToList();
            List<FaceObservation> mapped = expressions is null ? [] : [.. Read(seen, tracks).Take(Math.Min(MapsInAFrame, left))];
            left -= mapped.Count;
            return (Pick: pick, Seen: seen, Mapped: mapped);
        }).ToList();
        // Each frame takes two short runs of ffmpeg, so several are read at once.
        var shown = new KeyFrame?[plans.Count];
        await Parallel.ForAsync(0, plans.Count, cancellationToken, async (i, token) =>
        {
            var (pick, seen, mapped) = plans[i];
            if (await ReadAsync(completed.Context.Media!, faces.IsStill, pick.Frame, token).ConfigureAwait(false) is not var (width, height, jpeg))
                return;
            shown[i] = new KeyFrame(pick.Frame.Timestamp, width, height, jpeg, seen, pick.Caption)
            {
                HeatMaps = [.. mapped.Select(face => expressions!.HeatMapOf(face, token))],
            };
        }).ConfigureAwait(false);
        return [.. shown.OfType<KeyFrame>()];
    }

    /// <summary>The faces whose expression was read, the largest first.</summary>
    private static IEnumerable<FaceObservation> Read(List<FaceObservation> faces, IReadOnlyList<ExpressionTrack> tracks) => faces
        .Where(face => tracks.FirstOrDefault(t => t.Person == face.Person)?.Samples.Any(s => s.Frame == face.Frame) == true)
        .OrderByDescending(face => face.Box.Size);

    /// <summary>Reads the frame of that time; null where the medium no longer gives one.</summary>
    private static async Task<(int Width, int Height, byte[] Jpeg)?> ReadAsync(IMediaSource media, bool still, FrameStamp wanted, CancellationToken cancellationToken)
    {
        var options = still ? new FrameOptions() : new FrameOptions(From: Math.Max(0, wanted.Timestamp - 0.001));
        await foreach (var frame in media.ReadFramesAsync(options, cancellationToken).ConfigureAwait(false))
        {
            using (frame)
                return (frame.Image.Width, frame.Image.Height, await JpegEncoder.EncodeAsync(frame.Image, PictureSide, cancellationToken).ConfigureAwait(false));
        }

        return null;
    }
}
