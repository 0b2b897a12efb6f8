using System.Globalization;
using System.Text.Json;

namespace AffectAgent.Media.Probing;

/// <summary>Reads ffprobe's report and chooses the streams: the default ones, else the first; cover pictures do not count.</summary>
internal static class StreamReport
{
    private static readonly HashSet<string> TextCodecs = ["subrip", "mov_text", "webvtt", "ass", "ssa", "text", "srt"];

    /// <summary>Makes a file's description from the report.</summary>
    /// <exception cref="UserException">No pictures and no sound, or pictures without a size or a frame, or too large.</exception>
    public static ProbedMedia Read(string json, string full, string name, ContainerFormat format, MediaOptions options)
    {
        using JsonDocument report = JsonDocument.Parse(json.Length == 0 ? "{}" : json);
        JsonElement[] streams = report.RootElement.TryGetProperty("streams", out JsonElement list) ? [.. list.EnumerateArray()] : [];
        JsonElement? video = Choose(streams, s => Text(s, "codec_type") == "video" && !Disposition(s, "attached_pic"));
        JsonElement? audio = Choose(streams, s => Text(s, "codec_type") == "audio" && Number(s, "sample_rate") > 0);
        JsonElement? words = Choose(streams, s => Text(s, "codec_type") == "subtitle" && TextCodecs.Contains(Text(s, "codec_name")));
        if (video is null && audio is null)
            throw new UserException($"{name} holds no pictures and no sound.", $"Give one of: {ContainerFormat.Supported}.");

        JsonElement container = report.RootElement.TryGetProperty("format", out JsonElement f) ? f : default;
        double start = Known(Number(container, "start_time"));
        double duration = Number(container, "duration");
        string upright = video is { } v ? Orientation.FiltersForRotation(Rotation(v)) : "";
        var info = new MediaInfo
        {
            Name = name,
            Kind = video is null ? MediaKind.Audio : MediaKind.Video,
            Duration = double.IsFinite(duration) && duration > 0 ? duration : 0,
            Video = video is { } pictures ? Video(pictures, name, upright, options) : null,
            Audio = audio is { } sound ? new AudioInfo((int)Number(sound, "sample_rate"), (int)Number(sound, "channels"), Text(sound, "codec_name")) : null,
            HasSubtitles = words is not null,
        };
        return new ProbedMedia(full, format, info)
        {
            Upright = upright,
            VideoStream = Index(video),
            AudioStream = Index(audio),
            SubtitleStream = Index(words),
            SubtitleCodec = words is { } w ? Text(w, "codec_name") : "",
            AudioOffset = audio is { } a ? Math.Max(0, Known(Number(a, "start_time")) - Math.Max(0, start)) : 0,
            Shift = Math.Min(0, start),
        };
    }

    private static VideoInfo Video(JsonElement stream, string name, string upright, MediaOptions options)
    {
        int width = (int)Known(Number(stream, "width"));
        int height = (int)Known(Number(stream, "height"));
        if (Text(stream, "nb_frames") == "0" || width < 1 || height < 1)
            throw Faults.NoFrames(name);
        FrameSize.Check(width, height, name, options);
        double aspect = Ratio(Text(stream, "sample_aspect_ratio"), ':');
        // Scalers leave aspects a hair off square behind; resampling for those would only blur.
        if (!(aspect is > 0.1 and < 10) || Math.Abs(aspect - 1) < 0.01)
            aspect = 1;
        (int shownWidth, int shownHeight) = FrameSize.Shown(width, height, aspect, Orientation.Swaps(upright), options.MaxSide);
        FrameSize.Check(shownWidth, shownHeight, name, options);
        double rate = Ratio(Text(stream, "avg_frame_rate"), '/');
        return new VideoInfo(shownWidth, shownHeight, double.IsFinite(rate) ? rate : 0, Text(stream, "codec_name"));
    }

    private static JsonElement? Choose(JsonElement[] streams, Func<JsonElement, bool> fits)
    {
        JsonElement[] candidates = [.. streams.Where(fits)];
        if (candidates.Length == 0)
            return null;
        int chosen = Array.FindIndex(candidates, s => Disposition(s, "default"));
        return candidates[Math.Max(0, chosen)];
    }

    private static double Rotation(JsonElement stream)
    {
        if (stream.TryGetProperty("side_data_list", out JsonElement sides))
        {
            foreach (JsonElement side in sides.EnumerateArray())
            {
                if (side.TryGetProperty("rotation", out _))
                    return Known(Number(side, "rotation"));
            }
        }
        return stream.TryGetProperty("tags", out JsonElement tags) ? -Known(Number(tags, "rotate")) : 0;
    }

    private static int Index(JsonElement? stream) => stream is { } s ? (int)Number(s, "index") : -1;

    private static bool Disposition(JsonElement stream, string name) =>
        stream.TryGetProperty("disposition", out JsonElement d) && Number(d, name) == 1;

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";

    private static double Number(JsonElement element, string name) =>
        double.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    private static double Known(double value) => double.IsFinite(value) ? value : 0;

    private static double Ratio(string text, char divider)
    {
        string[] parts = text.Split(divider);
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double over)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double under)
            && under > 0 ? over / under : double.NaN;
    }
}
