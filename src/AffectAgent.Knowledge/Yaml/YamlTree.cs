using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AffectAgent.Knowledge.Yaml;

/// <summary>
/// Reads the plain part of YAML into a small tree: maps, lists and text. Tags, anchors, aliases and several documents are
/// refused, and size, depth and number of nodes are limited, so that a hostile file costs little and creates no object of
/// its own choosing.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Characters in a file, at most.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Levels of nesting, at most.</summary>
    public const int MaxDepth = 8;

    /// <summary>Nodes in a file, at most.</summary>
    public const int MaxNodes = 100_000;

    private readonly Parser _parser;
    private readonly string _file;
    private readonly List<KnowledgeFault> _faults;
    private int _nodes;

    private YamlTree(TextReader text, string file, List<KnowledgeFault> faults)
    {
        _parser = new Parser(text);
        _file = file;
        _faults = faults;
    }

    /// <summary>Reads a file's text. Returns null after a fault that makes the rest unreadable; faults are added to the list.</summary>
    public static YamlNode? Read(string text, string file, List<KnowledgeFault> faults)
    {
        if (text.Length > MaxLength)
        {
            faults.Add(new(file, 1, $"The file is too long ({text.Length:N0} characters); split it into files of at most {MaxLength:N0}."));
            return null;
        }

        using var reader = new StringReader(text);
        var tree = new YamlTree(reader, file, faults);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            faults.Add(new(file, LineOf(e.End), Words.OneLine("Not valid YAML: " + e.Message, 200)));
        }
        catch (RefusedException e)
        {
            faults.Add(new(file, e.Line, e.Message));
        }
        catch (InvalidOperationException)
        {
            // The parser gives up so on a bracket that is never closed.
            faults.Add(new(file, LineOf(tree._parser.Current?.End ?? Mark.Empty), "Not valid YAML from here on: look for a bracket or a quotation mark that is not closed."));
        }

        return null;
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            _faults.Add(new(_file, 1, "The file is empty; it needs a map with 'cards'."));
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.TryConsume<StreamEnd>(out _))
            throw new RefusedException(LineOf(_parser.Current!.Start), "Only one YAML document a file is read; take out the '---' lines.");
        return root;
    }

    private YamlNode Node(int depth)
    {
        _parser.MoveNextIfNeeded();
        var current = _parser.Current!;
        var line = LineOf(current.Start);
        if (depth > MaxDepth)
            throw new RefusedException(line, $"Nested deeper than {MaxDepth} levels.");
        if (++_nodes > MaxNodes)
            throw new RefusedException(line, $"More than {MaxNodes:N0} nodes in one file.");
        if (current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw new RefusedException(line, "Anchors (&) and aliases (*) are not read; write the value out.");
        if (current is NodeEvent { Tag.IsEmpty: false })
            throw new RefusedException(line, "Tags (!) are not read; write the value without one.");
        return current switch
        {
            Scalar => new YamlScalar(_parser.Consume<Scalar>().Value, line),
            SequenceStart => Sequence(depth, line),
            MappingStart => Map(depth, line),
            _ => throw new RefusedException(line, "A value was expected here."),
        };
    }

    private YamlSequence Sequence(int depth, int line)
    {
        _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new(items, line);
    }

    private YamlMap Map(int depth, int line)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not YamlScalar key)
                throw new RefusedException(line, "A key of a map must be plain text.");
            var value = Node(depth + 1);
            if (keys.Add(key.Value))
                entries.Add(new(key.Value, key.Line, value));
            else
                _faults.Add(new(_file, key.Line, $"'{Words.OneLine(key.Value, 40)}' stands here twice."));
        }

        return new(entries, line);
    }

    private static int LineOf(Mark mark) => (int)Math.Clamp((long)mark.Line, 1, int.MaxValue);

    private sealed class RefusedException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}

/// <summary>Makes sure that the parser stands on an event.</summary>
internal static class ParserExtension
{
    public static void MoveNextIfNeeded(this Parser parser)
    {
        if (parser.Current is null && !parser.MoveNext())
            throw new YamlException("The file ends too early.");
    }
}
