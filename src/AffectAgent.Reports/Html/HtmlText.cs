using System.Globalization;
using System.Net;

namespace AffectAgent.Reports.Html;

/// <summary>Text for HTML and SVG: everything from outside is escaped, numbers have a point.</summary>
internal static class HtmlText
{
    /// <summary>Escapes text for content and attributes.</summary>
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A number with at most so many decimals.</summary>
    public static string Number(double value, int decimals = 2) =>
        Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);

    /// <summary>A number with just so many decimals.</summary>
    public static string Fixed(double value, int decimals = 2) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A signed number with two decimals.</summary>
    public static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>"0.40-1.20 s".</summary>
    public static string Range(TimeRange range) => $"{Fixed(range.Start)}–{Fixed(range.End)} s";

    /// <summary>The anchor of a citation.</summary>
    public static string Anchor(string citation) =>
        citation.Contains('/', StringComparison.Ordinal) ? "card-" + citation.Replace('/', '-') : citation;

    /// <summary>Links to what a sentence cites; a line may break before each.</summary>
    public static string Citations(IEnumerable<string> citations) => string.Concat(citations.Select(id =>
        $"<wbr><a class=\"cite{(id.Contains('/', StringComparison.Ordinal) ? " card" : "")}\" href=\"#{Escape(Anchor(id))}\">{Escape(id)}</a>"));

    /// <summary>The colour variable of an emotion.</summary>
    public static string Color(Emotion emotion) => $"var(--{emotion.Name()})";
}
