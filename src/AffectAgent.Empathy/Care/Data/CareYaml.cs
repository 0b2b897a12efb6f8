using YamlDotNet.RepresentationModel;

namespace AffectAgent.Empathy.Care.Data;

/// <summary>A node of a YAML data file that says where it is when something is wrong with it.</summary>
internal readonly struct CareYaml
{
    private const int LargestFile = 2_000_000;
    private readonly YamlNode? _node;
    private readonly string _where;

    private CareYaml(YamlNode? node, string where) => (_node, _where) = (node, where);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="UserException">It isn't YAML, or too long.</exception>
    public static CareYaml Parse(string text, string name)
    {
        if (text.Length > LargestFile)
            throw new UserException($"{name} is too long ({text.Length} characters, at most {LargestFile}).", "Split it.");
        return new CareYaml(YamlText.Root(text, name, "YAML"), name);
    }

    /// <summary>The file and the way to this node.</summary>
    public string Where => _where;

    /// <summary>True where the node is there.</summary>
    public bool Exists => _node is not null;

    /// <summary>A field of a mapping; one that isn't there doesn't exist.</summary>
    public CareYaml this[string key] => new(_node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null, $"{_where}: {key}");

    /// <summary>The fields of a mapping.</summary>
    public IEnumerable<(string Key, CareYaml Value)> Fields()
    {
        var where = _where;
        return _node is YamlMappingNode map ? map.Children.Select(pair => (Scalar(pair.Key), new CareYaml(pair.Value, $"{where}: {Scalar(pair.Key)}"))) : [];
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<CareYaml> Items()
    {
        var where = _where;
        return _node is YamlSequenceNode list ? list.Children.Select((child, at) => new CareYaml(child, $"{where}, {at + 1}")) : [];
    }

    /// <summary>The text of a scalar, or null where the node isn't there.</summary>
    public string? Text => _node is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    /// <summary>The text of a scalar.</summary>
    /// <exception cref="UserException">It isn't there.</exception>
    public string Needed => Text ?? throw new UserException($"{_where} is missing.", "Add it.");

    /// <summary>The texts of a list, or of one scalar that stands for a list of one.</summary>
    public IReadOnlyList<string> Texts => Text is { } one ? [one] : [.. Items().Select(item => item.Needed)];

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";
}
