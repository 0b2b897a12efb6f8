using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Knowledge.Search;

/// <summary>Reads intensities that stand in a question's text, "AU12 .9, AU10=0.8": who pastes a reading asks what it is, not what each unit is.</summary>
internal static partial class WrittenUnits
{
    private const double Strongest = 5;

    /// <summary>Intensities by unit, 0 to 5 (from 0 to 1 where none is above 1); empty where the text has fewer than two, or one out of range.</summary>
    public static IReadOnlyDictionary<int, double> Of(string text)
    {
        var units = new Dictionary<int, double>();
        foreach (Match match in Reading().Matches(text))
            units[int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)] = double.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        if (units.Count < 2 || units.Values.Max() > Strongest)
            return new Dictionary<int, double>();
        var scale = units.Values.Max() <= 1 ? Strongest : 1;
        return units.ToDictionary(unit => unit.Key, unit => unit.Value * scale);
    }

    // A number with a point, or one behind a sign: "AU 4 5" may be two units.
    [GeneratedRegex(@"\bAU[\s_]*0*([1-9][0-9]?)\s*(?:[=:]\s*|\s)([0-9]*\.[0-9]+|(?<=[=:]\s*)[0-9]+)(?![0-9.]*[0-9%])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reading();
}
