using System.Globalization;
using System.Text.Json.Serialization;

namespace AffectAgent;

/// <summary>A half-open stretch of media time, <c>[Start, End)</c>, in seconds from the beginning of the medium.</summary>
/// <param name="Start">First instant, seconds, 0 or more.</param>
/// <param name="End">First instant after the stretch, seconds; never before <paramref name="Start"/>.</param>
public readonly record struct TimeRange(double Start, double End)
{
    /// <summary>Length in seconds.</summary>
    [JsonIgnore]
    public double Duration => End - Start;

    /// <summary>The middle, in seconds.</summary>
    [JsonIgnore]
    public double Middle => (Start + End) / 2;

    /// <summary>Creates a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, negative, or the end lies before the start.</exception>
    public static TimeRange Of(double start, double end)
    {
        if (!double.IsFinite(start) || start < 0)
            throw new ArgumentOutOfRangeException(nameof(start), start, "The start of a range is a finite time of 0 s or more.");
        if (!double.IsFinite(end) || end < start)
            throw new ArgumentOutOfRangeException(nameof(end), end, "The end of a range is finite and not before its start.");
        return new TimeRange(start, end);
    }

    /// <summary>True if <paramref name="seconds"/> lies in the range (the end excluded).</summary>
    public bool Contains(double seconds) => seconds >= Start && seconds < End;

    /// <summary>True if the two ranges share an instant.</summary>
    public bool Overlaps(TimeRange other) => Start < other.End && other.Start < End;

    /// <summary>Seconds that both ranges cover; 0 where they do not meet.</summary>
    public double OverlapWith(TimeRange other) => Math.Max(0, Math.Min(End, other.End) - Math.Max(Start, other.Start));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start:0.00}-{End:0.00} s");
}
