using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace AffectAgent.Empathy;

/// <summary>Reads a YAML file of a user: what is wrong with it is told in one line, and deep nesting is refused before it can fill the stack.</summary>
internal static class YamlText
{
    private const int MaxDepth = 16;

    /// <summary>The root of the first document; null where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name, for faults.</param>
    /// <param name="kind">What it should be, for faults: "YAML".</param>
    /// <exception cref="UserException">It is broken or nested too deeply.</exception>
    public static YamlNode? Root(string text, string name, string kind)
    {
        try
        {
            CheckDepth(text, name);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException fault)
        {
            throw new UserException($"{name} can't be read as {kind}, line {fault.Start.Line}: {fault.Message.ReplaceLineEndings(" ")}", "Mend that line.", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new UserException($"{name} can't be read as {kind}: a bracket or a quotation mark is not closed.", "Close it.", fault);
        }
    }

    // The parser goes from event to event; only the tree is built level within level.
    private static void CheckDepth(string text, string name)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current switch
            {
                SequenceStart or MappingStart => 1,
                SequenceEnd or MappingEnd => -1,
                _ => 0,
            };
            if (depth > MaxDepth)
                throw new UserException($"{name}, line {parser.Current!.Start.Line}, is nested deeper than {MaxDepth} levels.", "Close its brackets.");
        }
    }
}
