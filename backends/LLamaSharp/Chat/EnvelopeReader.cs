using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>A call of a tool that the model wrote.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Arguments">Its arguments, by name.</param>
internal sealed record WrittenCall(string Tool, IDictionary<string, object?> Arguments);

/// <summary>
/// Reads <c>{"tool":…,"arguments":…}</c> or <c>{"answer":…}</c> while the model writes it, and hands the answer out as it
/// comes. The grammar has made sure of the form.
/// </summary>
/// <param name="answerIsText">True if the answer is a string, to be told without its quotes and escapes.</param>
internal sealed class EnvelopeReader(bool answerIsText)
{
    private const string Answer = "{\"answer\":";

    private readonly StringBuilder _all = new();
    private int _at;
    private bool _open;
    private bool _closed;

    /// <summary>Takes what the model wrote next.</summary>
    /// <returns>What of it belongs to the answer; empty while a tool is called.</returns>
    public string Add(string text)
    {
        _all.Append(text);
        if (!_open && !Open())
            return "";
        return answerIsText ? Text() : Json();
    }

    /// <summary>Ends the reading.</summary>
    /// <returns>The tool that was called, or null where the model answered or was cut off.</returns>
    public WrittenCall? Finish()
    {
        if (_open)
            return null;
        try
        {
            using var read = JsonDocument.Parse(_all.ToString());
            return new WrittenCall(
                read.RootElement.GetProperty("tool").GetString() ?? "",
                read.RootElement.GetProperty("arguments").EnumerateObject().ToDictionary(each => each.Name, each => (object?)each.Value.Clone(), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private bool Open()
    {
        if (_all.Length <= Answer.Length || _all.ToString(0, Answer.Length) != Answer)
            return false;
        _at = Answer.Length;
        if (_all[_at] == ' ' && ++_at == _all.Length)
            return false;
        if (answerIsText)
            _at++;
        return _open = true;
    }

    // All but the last character, which is the envelope's own brace once everything has come.
    private string Json()
    {
        var piece = _all.ToString(_at, Math.Max(0, _all.Length - 1 - _at));
        _at += piece.Length;
        return piece;
    }

    private string Text()
    {
        var piece = new StringBuilder();
        while (!_closed && _at < _all.Length)
        {
            var c = _all[_at];
            if (c == '"')
            {
                _closed = true;
            }
            else if (c != '\\')
            {
                piece.Append(c);
                _at++;
            }
            else if (!Escape(piece))
            {
                break;
            }
        }

        return piece.ToString();
    }

    // False while the escape has not come whole.
    private bool Escape(StringBuilder piece)
    {
        if (_at + 1 >= _all.Length)
            return false;
        var c = _all[_at + 1];
        if (c == 'u')
        {
            if (_at + 6 > _all.Length)
                return false;
            piece.Append((char)int.Parse(_all.ToString(_at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            _at += 6;
            return true;
        }

        piece.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c });
        _at += 2;
        return true;
    }
}
