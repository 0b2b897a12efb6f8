using System.Globalization;

namespace AffectAgent.Reasoning;

/// <summary>Reads a number with its unit, its rounding and, for a time, what it is the time of.</summary>
internal static class NumberReader
{
    private static readonly Dictionary<string, TimeRole> Roles = Build(
        (TimeRole.Apex, "at apex peak peaks peaking peaked strongest around greatest"),
        (TimeRole.Start, "from between onset begins begin began starts start started since after"),
        (TimeRole.End, "to until till ends end ended offset"),
        (TimeRole.Length, "for lasts lasting lasted during length"));

    /// <summary>Reads the number at a token.</summary>
    public static NumberMention Read(List<Token> tokens, int i, Clause clause)
    {
        var (text, unitText) = (tokens[i].Digits, UnitOf(tokens, i));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var digits = colon < 0 ? text : text[(colon + 1)..];
        var value = double.Parse(digits, CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var step = Math.Pow(10, point < 0 ? 0 : point + 1 - digits.Length);
        if (colon >= 0)
            value += 60 * double.Parse(text[..colon], CultureInfo.InvariantCulture);
        var unit = colon >= 0 ? NumberUnit.Seconds : Parse(unitText);
        if (unitText.StartsWith("ms", StringComparison.Ordinal) || unitText.StartsWith("milli", StringComparison.Ordinal))
            (value, step) = (value / 1000, step / 1000);
        return new NumberMention(value, step, unit, unit == NumberUnit.Seconds ? RoleOf(tokens, i, clause) : TimeRole.Any, tokens[i].Text, HedgeOf(tokens, i));
    }

    private static NumberHedge HedgeOf(List<Token> tokens, int i) => i == 0 ? NumberHedge.None : (tokens[i - 1].Text, i > 1 ? tokens[i - 2].Text : "") switch
    {
        ("about" or "around" or "roughly" or "approximately", _) => NumberHedge.About,
        ("nearly" or "almost", _) or ("under", "just") => NumberHedge.Under,
        ("over", "just") => NumberHedge.Over,
        _ => NumberHedge.None,
    };

    /// <summary>True if the token stands between two numbers and joins them, as in "0.4-1.2 s" or "from 0.4 to 1.2 s".</summary>
    public static bool JoinsNumbers(List<Token> tokens, int i) =>
        tokens[i].Text is "-" or "to" or "and"
        && i > 0 && i + 1 < tokens.Count && tokens[i - 1].Kind == TokenKind.Number && tokens[i + 1].Kind == TokenKind.Number
        && (tokens[i].Text is "-" || tokens[i - 1].Unit.Length == 0 || Parse(tokens[i - 1].Unit) == Parse(tokens[i + 1].Unit));

    private static string UnitOf(List<Token> tokens, int i)
    {
        var unit = tokens[i].Unit;
        return unit.Length == 0 && i + 2 < tokens.Count && JoinsNumbers(tokens, i + 1) ? UnitOf(tokens, i + 2) : unit;
    }

    private static TimeRole RoleOf(List<Token> tokens, int i, Clause clause)
    {
        if (i + 2 < tokens.Count && JoinsNumbers(tokens, i + 1))
            return TimeRole.Start;
        if (i >= 2 && JoinsNumbers(tokens, i - 1))
            return TimeRole.End;
        for (var back = 1; back <= 3 && i - back >= 0; back++)
        {
            var token = tokens[i - back];
            if (token.Kind != TokenKind.Word)
                break;
            if (Roles.TryGetValue(token.Text, out var role))
                return role == TimeRole.Apex && token.Text is "at" && clause.Words.SkipLast(1).LastOrDefault(Roles.ContainsKey) is { } sooner ? Roles[sooner] : role;
        }

        return TimeRole.Any;
    }

    private static NumberUnit Parse(string unit) => unit switch
    {
        "%" or "percent" or "per cent" => NumberUnit.Percent,
        "s" or "sec" or "secs" or "second" or "seconds" or "ms" or "millisecond" or "milliseconds" => NumberUnit.Seconds,
        "hz" => NumberUnit.Hertz,
        "db" or "decibel" or "decibels" => NumberUnit.Decibel,
        "px" or "pixel" or "pixels" => NumberUnit.Pixels,
        "rad" or "radian" or "radians" => NumberUnit.Radians,
        "°" or "degree" or "degrees" => NumberUnit.Degrees,
        "person" or "persons" or "people" or "face" or "faces" => NumberUnit.Count,
        "" => NumberUnit.Bare,
        _ => NumberUnit.OfFive,
    };

    private static Dictionary<string, TimeRole> Build(params (TimeRole Role, string Words)[] groups) =>
        groups.SelectMany(group => group.Words.Split(' ').Select(word => (word, group.Role))).ToDictionary(p => p.word, p => p.Role, StringComparer.Ordinal);
}
