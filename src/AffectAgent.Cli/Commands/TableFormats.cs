using System.CommandLine.Parsing;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Commands;

/// <summary>Reads the value of <c>--csv</c>.</summary>
internal static class TableFormats
{
    /// <summary>"openface" or "fex", in any case; anything else is an error that names both.</summary>
    public static TableFormat? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            if (string.Equals(text, format.ToString(), StringComparison.OrdinalIgnoreCase))
                return format;
        }

        result.AddError($"--csv must be openface or fex, not '{text}'.");
        return null;
    }
}
