using System.Globalization;
using System.Text.Json;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>Rules for numbers: exact for whole ranges of up to 100 numbers and for 0 to 1; else by sign and digits.</summary>
internal static class NumberRules
{
    /// <summary>Any number of at most 15 digits before and 6 after the point.</summary>
    public const string Free = """ "-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,6})? """;

    private const int MostListed = 100;

    /// <summary>A whole number.</summary>
    public static string Integer(GbnfWriter writer, JsonElement schema)
    {
        var (low, high) = Limits(schema, whole: true);
        if (low is { } from && high is { } to && to - from < MostListed)
        {
            if (to < from)
                throw new UserException("The JSON schema allows no number.", "Mend its limits.");
            var all = Enumerable.Range(0, (int)(to - from) + 1).Select(i => GbnfWriter.Literal((from + i).ToString(CultureInfo.InvariantCulture)));
            return writer.Rule(string.Join(" | ", all), "integer");
        }

        return writer.Rule($"{Sign(low, high)} {Digits(low, high)}", "integer");
    }

    /// <summary>A number.</summary>
    public static string Number(GbnfWriter writer, JsonElement schema)
    {
        var (low, high) = Limits(schema, whole: false);
        if (low >= 0 && high == 1)
            return writer.Rule("""  "0" ("." [0-9]{1,4})? | "1" (".0")?  """.Trim(), "unit");
        return writer.Rule($"{Sign(low, high)} {Digits(low, high)} (\".\" [0-9]{{1,6}})?", "number");
    }

    private static string Sign(decimal? low, decimal? high) => low >= 0 ? "" : high < 0 ? "\"-\"" : "\"-\"?";

    private static string Digits(decimal? low, decimal? high)
    {
        var most = low is { } l && high is { } h ? Math.Max(Math.Abs(l), Math.Abs(h)) : 0m;
        var digits = low is null || high is null ? 15 : Math.Clamp(decimal.Truncate(most).ToString(CultureInfo.InvariantCulture).Length, 1, 15);
        return digits == 1 ? "[0-9]" : string.Create(CultureInfo.InvariantCulture, $"(\"0\" | [1-9] [0-9]{{0,{digits - 1}}})");
    }

    private static (decimal? Low, decimal? High) Limits(JsonElement schema, bool whole)
    {
        var low = Read(schema, "minimum");
        var high = Read(schema, "maximum");
        // A grammar can't leave out an end of a range of fractions; of whole numbers it can.
        if (Read(schema, "exclusiveMinimum") is { } above)
            low = whole ? decimal.Floor(above) + 1 : above;
        if (Read(schema, "exclusiveMaximum") is { } below)
            high = whole ? decimal.Ceiling(below) - 1 : below;
        return whole ? (low is { } l ? decimal.Ceiling(l) : null, high is { } h ? decimal.Floor(h) : null) : (low, high);
    }

    private static decimal? Read(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
}
