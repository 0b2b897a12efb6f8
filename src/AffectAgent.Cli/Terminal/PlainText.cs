namespace AffectAgent.Cli.Terminal;

/// <summary>Text from outside on a terminal: file names and quoted words must not move the cursor or change colours.</summary>
internal static class PlainText
{
    /// <summary>The text in one line, control characters as spaces.</summary>
    public static string Of(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
}
