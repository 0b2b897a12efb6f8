using System.CommandLine.Parsing;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Detect;

/// <summary>A choice of <c>detect faces --format</c>.</summary>
/// <param name="Columns">Whose columns.</param>
/// <param name="Encoding">How rows are written.</param>
/// <param name="Ending">Ending of a table's file.</param>
internal sealed record FaceTableFormat(TableFormat Columns, TableEncoding Encoding, string Ending)
{
    /// <summary>OpenFace's columns as CSV.</summary>
    public static FaceTableFormat Default { get; } = new(TableFormat.OpenFace, TableEncoding.Csv, ".csv");

    private static readonly Dictionary<string, FaceTableFormat> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["openface"] = Default,
        ["fex"] = new(TableFormat.Fex, TableEncoding.Csv, ".csv"),
        ["jsonl"] = new(TableFormat.OpenFace, TableEncoding.Jsonl, ".jsonl"),
    };

    /// <summary>"openface", "fex" or "jsonl", in any case; anything else is an error that names them.</summary>
    public static FaceTableFormat? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (ByName.TryGetValue(text, out var format))
            return format;
        result.AddError($"--format must be openface, fex or jsonl, not '{text}'.");
        return null;
    }
}
