using System.Globalization;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Where a stretch begins or ends: a time, or words that are spoken.</summary>
/// <param name="Seconds">The time, or null.</param>
/// <param name="Words">The words as they were quoted, or null.</param>
public readonly record struct ScriptPlace(double? Seconds, string? Words);

/// <summary>One stretch as it was written.</summary>
/// <param name="Text">The text of it, for messages.</param>
/// <param name="From">Where it begins; null for the beginning.</param>
/// <param name="To">Where it ends; null for the end.</param>
/// <param name="IsPlaced">False where neither time nor words were written.</param>
/// <param name="Shares">What is expressed.</param>
public sealed record ScriptPart(string Text, ScriptPlace? From, ScriptPlace? To, bool IsPlaced, IReadOnlyList<ScriptedShare> Shares);

/// <summary>Reads the parts of an emotion script one after the other. Quoted words may hold every sign that the script itself uses.</summary>
internal sealed class EmotionScriptReader(string text, string forms)
{
    // What opens a quotation, and what closes it.
    private static readonly Dictionary<char, string> Quotes = new() { ['\''] = "'’", ['"'] = "\"", ['‘'] = "’'", ['’'] = "’", ['“'] = "”\"", ['„'] = "“”\"", ['«'] = "»", ['»'] = "«" };

    private int _at;

    /// <summary>All parts.</summary>
    public List<ScriptPart> All()
    {
        var parts = new List<ScriptPart>();
        while (_at < text.Length)
        {
            Skip();
            if (_at < text.Length && text[_at] == ';')
                _at++;
            else if (_at < text.Length)
                parts.Add(Part());
        }

        return parts;
    }

    private ScriptPart Part()
    {
        var start = _at;
        var isPlaced = char.IsAsciiDigit(text[_at]) || text[_at] is '.' or '-' || Quotes.ContainsKey(text[_at]);
        var (from, to) = isPlaced ? Places(start) : (null, null);
        var end = text.IndexOf(';', _at);
        end = end < 0 ? text.Length : end;
        var mixture = text[_at..end].Trim();
        _at = end;
        return new ScriptPart(text[start..end].Trim(), from, to, isPlaced, Mixture(mixture));
    }

    private (ScriptPlace? From, ScriptPlace? To) Places(int start)
    {
        var from = Place(start);
        Skip();
        var to = from is { Words: not null } ? from : null;
        if (_at < text.Length && text[_at] == '-')
        {
            _at++;
            Skip();
            to = Place(start);
            Skip();
        }
        else if (from is not { Words: not null })
        {
            throw NoStretch(start);
        }

        if (_at >= text.Length || text[_at] != ':')
            throw NoStretch(start);
        _at++;
        return (from, to);
    }

    private UserException NoStretch(int start) => new($"\"{Written(start)}\" begins as a stretch of time or words does but is none.", forms);

    private ScriptPlace? Place(int start)
    {
        if (_at >= text.Length || text[_at] is '-' or ':' or ';')
            return null;
        if (Quotes.TryGetValue(text[_at], out var closers))
            return new ScriptPlace(null, Quoted(closers));
        var end = _at;
        while (end < text.Length && text[end] is not ('-' or ':' or ';'))
            end++;
        var number = text[_at..end].Trim();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || !double.IsFinite(seconds))
            throw new UserException($"\"{number}\" in \"{Written(start)}\" is not a time in seconds.", forms);
        _at = end;
        return new ScriptPlace(seconds, null);
    }

    // An apostrophe within the words is followed by a letter, a closing mark by what goes on.
    private string Quoted(string closers)
    {
        for (var end = _at + 1; end < text.Length; end++)
        {
            if (!closers.Contains(text[end]) || text[(end + 1)..].TrimStart() is not [':' or '-', ..])
                continue;
            var words = text[(_at + 1)..end].Trim();
            _at = end + 1;
            return words.Length > 0 ? words : throw new UserException("A quotation in the emotions is empty.", forms);
        }

        throw new UserException($"The quotation {text[_at..]} is not closed, or no emotion follows it.", forms);
    }

    private void Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private string Written(int start)
    {
        var end = text.IndexOf(';', _at);
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }

    private ScriptedShare[] Mixture(string mixture)
    {
        var shares = mixture.Split('+', StringSplitOptions.TrimEntries).Select(Share).ToArray();
        if (shares.GroupBy(x => x.Name, StringComparer.Ordinal).FirstOrDefault(x => x.Count() > 1) is { } twice)
            throw new UserException($"\"{twice.Key}\" is named twice in \"{mixture}\".", "Name each emotion once.");
        return shares;
    }

    private ScriptedShare Share(string share)
    {
        var colon = share.LastIndexOf(':');
        var name = (colon < 0 ? share : share[..colon]).Trim().ToLowerInvariant();
        if (name.Length == 0)
            throw new UserException($"\"{share}\" names no emotion.", forms);
        if (colon < 0)
            return new ScriptedShare(name, 1);
        var number = share[(colon + 1)..].Trim();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var strength) || strength is not (>= 0 and <= 1))
            throw new UserException($"\"{number}\" is no strength for {name}.", "A strength is a number from 0 to 1, such as 0.7.");
        return new ScriptedShare(name, strength);
    }
}
