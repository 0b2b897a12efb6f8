using System.Globalization;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Reading;

/// <summary>How frames are read: the arguments, and what the raw output means.</summary>
/// <param name="Arguments">ffmpeg's arguments.</param>
/// <param name="Range">Which times count.</param>
/// <param name="Zero">Medium time at which ffmpeg's clock reads 0, seconds.</param>
/// <param name="Width">Pixels a row of the output.</param>
/// <param name="Height">Rows of the output.</param>
/// <param name="BytesPerPixel">3, or 4 with alpha.</param>
internal sealed record FramePlan(IReadOnlyList<string> Arguments, MediaRange Range, double Zero, int Width, int Height, int BytesPerPixel)
{
    private const double SeekLead = 0.001;
    private const string ScaleFlags = "flags=bicubic+accurate_rnd+full_chroma_int";

    /// <summary>Bytes of a frame of the output.</summary>
    public int FrameBytes => checked(Width * Height * BytesPerPixel);

    /// <summary>Makes the plan for a request.</summary>
    /// <exception cref="UserException">The rate or the range makes no sense.</exception>
    public static FramePlan For(ProbedMedia media, FrameOptions request, MediaOptions options, FfmpegTools tools)
    {
        VideoInfo video = media.Info.Video!;
        bool still = media.Format.Still;
        MediaRange range = still ? new MediaRange(0, double.PositiveInfinity, Whole: true) : MediaRange.For(media.Info, request.From, request.To);
        IEnumerable<string> seek = range.SeekArguments(media.Shift, range.From > 0 ? SeekLead : 0, out double zero);
        bool alpha = media.HasAlpha;
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-nostats", "-v", "error",
            "-threads", options.DecodeThreads.ToString(CultureInfo.InvariantCulture),
            "-noautorotate",
            .. seek,
            .. media.InputArguments(options),
            "-map", "0:" + media.VideoStream.ToString(CultureInfo.InvariantCulture),
            "-an", "-sn", "-dn",
            "-vf", Filters(media, request, range, zero, still, alpha),
            tools.PassthroughOption, "passthrough",
        ];
        if (still)
            arguments.AddRange(["-frames:v", "1"]);
        arguments.AddRange(["-f", "rawvideo", "-pix_fmt", alpha ? "rgba" : "rgb24", "pipe:1"]);
        return new FramePlan(arguments, range, zero, video.Width, video.Height, alpha ? 4 : 3);
    }

    /// <summary>The filters for stills in their own size: the same pixels as of a plan for each alone.</summary>
    /// <param name="orientation">Their EXIF orientation.</param>
    /// <param name="alpha">True if they may be transparent.</param>
    public static string StillFilters(int orientation, bool alpha) =>
        string.Join(',', ((string[])[Orientation.FiltersForExif(orientation), "scale=" + ScaleFlags, PixelFormat(alpha)]).Where(f => f.Length > 0));

    private static string Filters(ProbedMedia media, FrameOptions request, MediaRange range, double zero, bool still, bool alpha)
    {
        VideoInfo video = media.Info.Video!;
        var filters = new List<string>();
        if (!still && request.FramesPerSecond is { } rate)
            filters.Add(Thinning(rate, video.FrameRate, range, zero, media.Info.Name));
        filters.Add(FrameTimes.Filter);
        if (media.Upright.Length > 0)
            filters.Add(media.Upright);
        filters.Add(string.Create(CultureInfo.InvariantCulture, $"scale={video.Width}:{video.Height}:{ScaleFlags}"));
        filters.Add(PixelFormat(alpha));
        return string.Join(',', filters);
    }

    private static string PixelFormat(bool alpha) => alpha ? "format=rgba" : "format=rgb24";

    /// <summary>
    /// Keeps for every tick of the chosen rate, counted from the start of the stretch, the first real frame at or after it
    /// less half a native frame: for a constant rate that is the nearest frame. Frames keep their true times; none is repeated.
    /// </summary>
    private static string Thinning(double rate, double nativeRate, MediaRange range, double zero, string name)
    {
        if (!(rate is > 0 and <= 1000))
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"{rate} frames a second is no rate for {name}."), "Give a number above 0, at most 1000.");
        double origin = range.From - zero;
        double half = (nativeRate > 0 ? 0.5 / nativeRate : 0) + 1e-6;
        string Tick(string time) => string.Create(CultureInfo.InvariantCulture, $"floor(({time}+{half - origin:0.#######})*{rate:0.######})");
        string first = string.Create(CultureInfo.InvariantCulture, $"gte(t,{origin - 1e-6:0.#######})");
        string inside = double.IsFinite(range.To) ? string.Create(CultureInfo.InvariantCulture, $"*lt({Tick("t")},{(range.To - range.From) * rate - 1e-6:0.######})") : "";
        return $"select='{first}{inside}*if(isnan(prev_selected_t),1,gt({Tick("t")},{Tick("prev_selected_t")}))'";
    }
}
