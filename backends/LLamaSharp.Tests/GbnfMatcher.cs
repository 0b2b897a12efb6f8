using System.Globalization;
using System.Text;

namespace AffectAgent.Backends.LLamaSharp.Tests;

/// <summary>
/// A second witness: reads a GBNF grammar by its published rules and tells whether a text fits it. Slow and simple, a set of
/// reachable positions for each part.
/// </summary>
internal sealed class GbnfMatcher
{
    private readonly Dictionary<string, Node> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, int), HashSet<int>> _known = [];
    private string _text = "";

    public GbnfMatcher(string grammar)
    {
        foreach (var line in grammar.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf("::=", StringComparison.Ordinal);
            var parser = new Parser(line[(at + 3)..]);
            _rules[line[..at].Trim()] = parser.Choice();
            if (!parser.AtEnd)
                throw new FormatException($"Rest of a rule can't be read: {line}");
        }
    }

    public bool Matches(string text)
    {
        _text = text;
        _known.Clear();
        return Ends(_rules["root"], 0).Contains(text.Length);
    }

    private HashSet<int> Ends(Node node, int from) => node switch
    {
        Node.Literal(var text) => string.CompareOrdinal(_text, from, text, 0, text.Length) == 0 ? [from + text.Length] : [],
        Node.Characters(var no, var ranges) => from < _text.Length && ranges.Any(range => _text[from] >= range.From && _text[from] <= range.To) != no ? [from + 1] : [],
        Node.Sequence(var parts) => parts.Aggregate(new HashSet<int> { from }, (at, part) => [.. at.SelectMany(start => Ends(part, start))]),
        Node.Choice(var options) => [.. options.SelectMany(option => Ends(option, from))],
        Node.Repeat(var part, var least, var most) => Repeated(part, least, most, from),
        Node.Name(var name) => Named(name, from),
        _ => throw new InvalidOperationException(),
    };

    private HashSet<int> Named(string name, int from)
    {
        if (!_known.TryGetValue((name, from), out var ends))
            _known[(name, from)] = ends = Ends(_rules[name], from);
        return ends;
    }

    private HashSet<int> Repeated(Node part, int least, int most, int from)
    {
        HashSet<int> at = [from], all = least == 0 ? [from] : [];
        for (var i = 1; i <= most && at.Count > 0; i++)
        {
            at = [.. at.SelectMany(start => Ends(part, start))];
            if (i >= least)
                all.UnionWith(at);
        }

        return all;
    }

    private abstract record Node
    {
        public sealed record Literal(string Text) : Node;
        public sealed record Characters(bool No, List<(char From, char To)> Ranges) : Node;
        public sealed record Sequence(List<Node> Parts) : Node;
        public sealed record Choice(List<Node> Options) : Node;
        public sealed record Repeat(Node Part, int Least, int Most) : Node;
        public sealed record Name(string Rule) : Node;
    }

    private sealed class Parser(string body)
    {
        private int _at;

        public bool AtEnd
        {
            get
            {
                Space();
                return _at == body.Length;
            }
        }

        public Node.Choice Choice()
        {
            List<Node> options = [Sequence()];
            while (Take('|'))
                options.Add(Sequence());
            return new Node.Choice(options);
        }

        private Node.Sequence Sequence()
        {
            List<Node> parts = [];
            while (!AtEnd && body[_at] is not ('|' or ')'))
                parts.Add(Repeat(One()));
            return new Node.Sequence(parts);
        }

        private Node One()
        {
            if (Take('('))
            {
                var inner = Choice();
                return Take(')') ? inner : throw new FormatException("no ')'");
            }

            if (Take('"'))
            {
                var text = new StringBuilder();
                while (body[_at] != '"')
                    text.Append(Character());
                _at++;
                return new Node.Literal(text.ToString());
            }

            if (Take('['))
                return Characters();
            var start = _at;
            while (_at < body.Length && (char.IsAsciiLetterOrDigit(body[_at]) || body[_at] == '-'))
                _at++;
            return _at > start ? new Node.Name(body[start.._at]) : throw new FormatException($"can't read '{body[_at..]}'");
        }

        private Node.Characters Characters()
        {
            var no = body[_at] == '^';
            _at += no ? 1 : 0;
            List<(char, char)> ranges = [];
            while (body[_at] != ']')
            {
                var from = Character()[0];
                var to = from;
                if (body[_at] == '-')
                {
                    _at++;
                    to = Character()[0];
                }

                ranges.Add((from, to));
            }

            _at++;
            return new Node.Characters(no, ranges);
        }

        private Node Repeat(Node part)
        {
            if (_at < body.Length && body[_at] == '?')
            {
                _at++;
                return new Node.Repeat(part, 0, 1);
            }

            if (_at == body.Length || body[_at] != '{')
                return part;
            var end = body.IndexOf('}', _at);
            var limits = body[(_at + 1)..end].Split(',');
            _at = end + 1;
            return new Node.Repeat(part, int.Parse(limits[0], CultureInfo.InvariantCulture), int.Parse(limits[1], CultureInfo.InvariantCulture));
        }

        private string Character()
        {
            var c = body[_at++];
            if (c != '\\')
                return c.ToString();
            c = body[_at++];
            var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits == 0)
                return c switch { 'n' => "\n", 'r' => "\r", 't' => "\t", '"' or '\\' or '[' or ']' => c.ToString(), _ => throw new FormatException($"\\{c}") };
            _at += digits;
            return char.ConvertFromUtf32(int.Parse(body[(_at - digits).._at], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        private bool Take(char c)
        {
            Space();
            if (_at == body.Length || body[_at] != c)
                return false;
            _at++;
            return true;
        }

        private void Space()
        {
            while (_at < body.Length && body[_at] == ' ')
                _at++;
        }
    }
}
