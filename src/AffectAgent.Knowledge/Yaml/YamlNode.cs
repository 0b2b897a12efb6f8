namespace AffectAgent.Knowledge.Yaml;

/// <summary>One node of a YAML file, with the line it starts on (from 1).</summary>
internal abstract record YamlNode(int Line);

/// <summary>Text, a number or a word; always kept as text.</summary>
internal sealed record YamlScalar(string Value, int Line) : YamlNode(Line);

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line);

/// <summary>One entry of a map.</summary>
internal readonly record struct YamlEntry(string Key, int Line, YamlNode Value);

/// <summary>A map, in the file's order; keys are unique.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, int Line) : YamlNode(Line);
