using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Reports.Html;

namespace AffectAgent.Cli;

/// <summary>Gathers what the HTML report shows; reads the key frames once more from the medium.</summary>
internal static class ReportBuilder
{
    /// <summary>Longer side of the pictures in a report, pixels.</summary>
    private const int PictureSide = 1100;

    /// <summary>Gathers the content of one analysis.</summary>
    public static async Task<ReportContent> BuildAsync(CompletedEvent completed, CancellationToken cancellationToken)
    {
        var context = completed.Context;
        context.TryGet<IReadOnlyList<ActionUnitTrack>>(out var units);
        context.TryGet<IReadOnlyList<ExpressionTrack>>(out var expressions);
        context.TryGet<VoiceTrack>(out var voice);
        context.TryGet<Transcript>(out var transcript);
        context.TryGet<IFaceArchive>(out var faces);
        return new ReportContent
        {
            Result = completed.Result,
            KeyFrames = faces is null ? [] : await KeyFramesAsync(completed, faces, units ?? [], expressions ?? [], cancellationToken).ConfigureAwait(false),
            Frames = faces?.Frames,
            ActionUnits = units ?? [],
            Expressions = expressions ?? [],
            Voice = voice,
            Transcript = transcript,
            RegionsOf = ActionUnitRegions.Of,
        };
    }

    private static async Task<IReadOnlyList<KeyFrame>> KeyFramesAsync(
        CompletedEvent completed,
        IFaceArchive faces,
        IReadOnlyList<ActionUnitTrack> units,
        IReadOnlyList<ExpressionTrack> expressions,
        CancellationToken cancellationToken)
    {
        var picks = KeyFrameChooser.Choose(faces, completed.Result, units, expressions);
        var wanted = picks.Select(p => p.Frame.Index).ToHashSet();
        var byFrame = faces.ReadAll().Where(face => wanted.Contains(face.Frame)).ToLookup(face => face.Frame);
        var shown = new List<KeyFrame>();
        foreach (var pick in picks)
        {
            if (await ReadAsync(completed.Context.Media!, faces.IsStill, pick.Frame, cancellationToken).ConfigureAwait(false) is not { } picture)
                continue;
            var (width, height, jpeg) = picture;
            shown.Add(new KeyFrame(pick.Frame.Timestamp, width, height, jpeg, [.. byFrame[pick.Frame.Index]], pick.Caption));
        }

        return shown;
    }

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
