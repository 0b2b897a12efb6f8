using System.Globalization;
using System.Text;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>Collects the rules of a GBNF grammar, the form that llama.cpp reads. Equal bodies share one rule.</summary>
internal sealed class GbnfWriter
{
    /// <summary>Most characters of a grammar; llama.cpp walks all of it for every token.</summary>
    public const int MostCharacters = 200_000;

    private readonly Dictionary<string, string> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _length;

    /// <summary>The name of the rule with that body.</summary>
    /// <param name="body">The right-hand side.</param>
    /// <param name="hint">Begins the rule's name: letters and hyphens.</param>
    public string Rule(string body, string hint = "r")
    {
        if (_names.TryGetValue(body, out var known))
            return known;
        var name = Reserve(hint);
        Define(name, body);
        _names[body] = name;
        return name;
    }

    /// <summary>A name for a rule that is defined later, so that it can name itself.</summary>
    public string Reserve(string hint)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{hint}-{_bodies.Count}");
        _bodies[name] = "";
        return name;
    }

    /// <summary>Defines a reserved rule, or one of a fixed name.</summary>
    /// <exception cref="UserException">The grammar would become too large.</exception>
    public void Define(string name, string body)
    {
        _bodies[name] = body;
        _length += name.Length + body.Length + 6;
        if (_length > MostCharacters)
            throw new UserException("The JSON schema is too large to constrain a language model with.", "Give a smaller schema or fewer tools.");
    }

    /// <summary>The grammar's text, the root rule first.</summary>
    /// <param name="root">The body of the rule "root".</param>
    public string Write(string root)
    {
        var text = new StringBuilder("root ::= ").Append(root).Append('\n');
        foreach (var (name, body) in _bodies)
            text.Append(name).Append(" ::= ").Append(body).Append('\n');
        return text.ToString();
    }

    /// <summary>A literal of a grammar: quoted, escaped, in ASCII (the way into llama.cpp depends on the system's code page).</summary>
    public static string Literal(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                >= ' ' and < 0x7f => quoted.Append((char)rune.Value),
                < 0x100 => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
                < 0x10000 => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }

        return quoted.Append('"').ToString();
    }
}
