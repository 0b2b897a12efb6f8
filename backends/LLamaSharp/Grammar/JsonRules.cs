using System.Globalization;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>The rules of JSON itself. One space may follow a comma or a colon, as most models have learnt to write it.</summary>
internal static class JsonRules
{
    /// <summary>Between two entries.</summary>
    public const string Comma = "\",\" \" \"?";
    /// <summary>Between a name and its value.</summary>
    public const string Colon = "\":\" \" \"?";

    /// <summary>A string of so many characters; an escaped one counts as one.</summary>
    public static string String(GbnfWriter writer, int least, int most)
    {
        // No halves of surrogate pairs: text that holds one alone can't be read again.
        var hex = writer.Rule("[0-9a-fA-F]", "hex");
        var escape = writer.Rule($"[0-9a-cefA-CEF] {hex} {hex} {hex} | [dD] [0-7] {hex} {hex}", "escape");
        var character = writer.Rule($"""[^"\\\x7F\x00-\x1F] | "\\" (["\\/bfnrt] | "u" {escape})""", "char");
        most = Math.Clamp(most, 0, SchemaGrammar.MostRepetitions);
        least = Math.Clamp(least, 0, most);
        return most == 0 ? "\"\\\"\\\"\"" : writer.Rule(string.Create(CultureInfo.InvariantCulture, $"\"\\\"\" {character}{{{least},{most}}} \"\\\"\""), "string");
    }

    /// <summary>Any JSON value.</summary>
    public static string Value(GbnfWriter writer)
    {
        AnyObject(writer);
        return "json-value";
    }

    /// <summary>Any JSON object.</summary>
    public static string AnyObject(GbnfWriter writer)
    {
        var text = String(writer, 0, 200);
        writer.Define("json-value", $"json-object | json-array | {text} | json-number | \"true\" | \"false\" | \"null\"");
        writer.Define("json-object", $"\"{{\" ({text} {Colon} json-value ({Comma} {text} {Colon} json-value){{0,15}})? \"}}\"");
        writer.Define("json-array", $"\"[\" (json-value ({Comma} json-value){{0,15}})? \"]\"");
        writer.Define("json-number", NumberRules.Free);
        return "json-object";
    }
}
