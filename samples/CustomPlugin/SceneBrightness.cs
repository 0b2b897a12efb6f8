using System.ComponentModel;
using AffectAgent;

namespace CustomPlugin;

/// <summary>A tool of one's own: how bright the scene is, as evidence of a kind of its own.</summary>
public sealed class SceneBrightness : IAffectPlugin
{
    /// <summary>Measures the mean grey of the frames.</summary>
    /// <param name="context">The analysis; gets evidence of the kind "scene.brightness".</param>
    /// <param name="everyNth">Looks at every n-th frame, 1 or more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    [AffectTool("measure_scene_brightness", Needs = [Artifacts.Frames])]
    [Description("Measures how bright the scene is, 0 (black) to 255 (white).")]
    public static async Task<ToolReport> MeasureAsync(AnalysisContext context, [Description("Looks at every n-th frame.")] int everyNth = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        double sum = 0;
        long count = 0;
        await foreach (var frame in context.Media!.ReadFramesAsync(context.Request.FrameOptions, cancellationToken))
        {
            using (frame)
            {
                if (frame.Index % everyNth != 0)
                    continue;
                var (pixels, length) = (frame.Image.Pixels, frame.Image.Width * frame.Image.Height * 3);
                for (var i = 0; i < length; i += 3)
                    sum += (0.299 * pixels[i]) + (0.587 * pixels[i + 1]) + (0.114 * pixels[i + 2]);
                count += length / 3;
            }
        }

        if (count == 0)
            return new ToolReport("There are no frames.", []);
        var brightness = context.Ledger.Add(new Evidence
        {
            Kind = "scene.brightness",
            Modality = Modality.Other,
            Label = "brightness",
            Value = Math.Round(sum / count, 1),
            Unit = "grey, 0-255",
            Source = new EvidenceSource("measure_scene_brightness"),
        });
        return ToolReport.Of($"The scene's mean grey is {brightness.Value}.", [brightness]);
    }
}
