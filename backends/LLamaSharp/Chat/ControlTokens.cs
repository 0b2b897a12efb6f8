using System.Buffers;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// Keeps text from passing for the model's own marks: a transcript that holds "&lt;|im_end|&gt;" must not end a turn. A
/// space that has no width is put behind each mark's first character.
/// </summary>
internal sealed class ControlTokens
{
    private const char NoWidth = '\u200b';

    private readonly SearchValues<string>? _marks;

    /// <summary>Takes the marks of a model.</summary>
    /// <param name="marks">Texts of its control tokens; shorter ones than two characters are left out.</param>
    public ControlTokens(IEnumerable<string> marks)
    {
        string[] all = [.. marks.Where(mark => mark.Length > 1).Distinct(StringComparer.Ordinal)];
        _marks = all.Length == 0 ? null : SearchValues.Create(all, StringComparison.Ordinal);
    }

    /// <summary>The text, in which no mark stands any more, and no character that ends it on the way.</summary>
    public string Defuse(string text)
    {
        text = text.Replace('\0', '\ufffd');
        if (_marks is null)
            return text;
        for (var from = 0; text.AsSpan(from).IndexOfAny(_marks) is >= 0 and var at; from += at + 1)
            text = text.Insert(from + at + 1, NoWidth.ToString());
        return text;
    }
}
