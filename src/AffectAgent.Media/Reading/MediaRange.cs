using System.Globalization;

namespace AffectAgent.Media.Reading;

/// <summary>The stretch of a medium to read.</summary>
/// <param name="From">First second.</param>
/// <param name="To">End (excluded), seconds; infinity for the medium's end.</param>
/// <param name="Whole">True if the user asked for no stretch.</param>
internal readonly record struct MediaRange(double From, double To, bool Whole)
{
    /// <summary>Checks a stretch against a medium.</summary>
    /// <exception cref="UserException">Not a number, negative, empty, or after the medium's end.</exception>
    public static MediaRange For(MediaInfo info, double? from, double? to)
    {
        double start = from ?? 0;
        double end = to ?? double.PositiveInfinity;
        if (!double.IsFinite(start) || start < 0 || double.IsNaN(end) || end <= start)
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"The stretch from {start} s to {end} s is none."), "Give a start of 0 or more and an end after it, in seconds.");
        if (info.Duration > 0 && start >= info.Duration)
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"The start at {start} s lies after the end of {info.Name}, which lasts {info.Duration:0.##} s."), "Give an earlier start.");
        return new MediaRange(start, end, from is null && to is null);
    }

    /// <summary>Input options that seek a little before the start, so that no frame is lost to rounding; true times decide.</summary>
    /// <param name="shift">Medium time at which ffmpeg's clock reads 0, seconds; below 0 where sound is primed before the beginning.</param>
    /// <param name="lead">Seconds to begin earlier.</param>
    /// <param name="zero">Medium time at which ffmpeg's clock reads 0 after the seek, seconds.</param>
    public IEnumerable<string> SeekArguments(double shift, double lead, out double zero)
    {
        double seek = Math.Round(From - shift - lead, 6);
        var arguments = new List<string>();
        if (seek > 0)
            arguments.AddRange(["-ss", seek.ToString("0.######", CultureInfo.InvariantCulture)]);
        zero = seek > 0 ? From - lead : shift;
        if (double.IsFinite(To))
            arguments.AddRange(["-t", (To - zero + lead).ToString("0.######", CultureInfo.InvariantCulture)]);
        return arguments;
    }
}
