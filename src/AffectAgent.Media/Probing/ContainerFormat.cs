using System.Globalization;

namespace AffectAgent.Media.Probing;

/// <summary>A container that we let ffmpeg open.</summary>
/// <param name="Demuxer">The one demuxer that ffmpeg may use.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Still">True for pictures.</param>
internal sealed record ContainerFormat(string Demuxer, string Name, bool Still = false)
{
    public static readonly ContainerFormat Jpeg = new("jpeg_pipe", "JPEG", Still: true);
    public static readonly ContainerFormat Png = new("png_pipe", "PNG", Still: true);
    public static readonly ContainerFormat WebP = new("webp_pipe", "WebP", Still: true);
    public static readonly ContainerFormat Mov = new("mov", "MP4/QuickTime");
    public static readonly ContainerFormat Matroska = new("matroska", "Matroska/WebM");
    public static readonly ContainerFormat Avi = new("avi", "AVI");
    public static readonly ContainerFormat Wav = new("wav", "WAV");
    public static readonly ContainerFormat Flac = new("flac", "FLAC");
    public static readonly ContainerFormat Ogg = new("ogg", "Ogg");
    public static readonly ContainerFormat Mp3 = new("mp3", "MP3");
    public static readonly ContainerFormat Aac = new("aac", "AAC");

    /// <summary>What we read, in words for messages.</summary>
    public const string Supported = "JPEG, PNG, WebP; mp4, mov, mkv, webm, avi; wav, flac, mp3, ogg, m4a";

    /// <summary>
    /// The arguments that open a file with this demuxer and no other, and let it reach nothing but that file: the
    /// "file:" in front keeps colons, percent signs and leading dashes of a name from meaning anything.
    /// </summary>
    public IEnumerable<string> InputArguments(string fullPath, MediaOptions options) =>
    [
        "-max_pixels", FrameSize.DecoderLimit(options.MaxPixels).ToString(CultureInfo.InvariantCulture),
        "-f", Demuxer,
        "-format_whitelist", Demuxer,
        "-protocol_whitelist", "file,pipe",
        "-i", "file:" + fullPath,
    ];
}
