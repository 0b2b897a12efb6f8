using System.Globalization;

namespace AffectAgent.Knowledge.Yaml;

/// <summary>Takes typed values out of a map and notes each fault with its line; nothing is thrown.</summary>
internal sealed class MapReader(YamlMap map, string file, List<KnowledgeFault> faults)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Line of the map.</summary>
    public int Line => map.Line;

    /// <summary>Notes a fault at a line.</summary>
    public void Fault(int line, string message) => faults.Add(new(file, line, message));

    /// <summary>Line of a key, or of the map where the key is missing.</summary>
    public int LineOf(string key)
    {
        foreach (var entry in map.Entries)
        {
            if (entry.Key == key)
                return entry.Line;
        }

        return map.Line;
    }

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? Take(string key)
    {
        _taken.Add(key);
        foreach (var entry in map.Entries)
        {
            if (entry.Key == key)
                return entry.Value;
        }

        return null;
    }

    /// <summary>Text of a key; null and a fault if it is missing though required, not text, empty or too long.</summary>
    public string? Text(string key, int max, bool required = false)
    {
        var node = Take(key);
        if (node is null)
        {
            if (required)
                Fault(Line, $"'{key}' is missing.");
            return null;
        }

        return TextOf(node, key, max);
    }

    /// <summary>Text of a node.</summary>
    public string? TextOf(YamlNode node, string what, int max)
    {
        if (node is not YamlScalar scalar)
            Fault(node.Line, $"'{what}' must be text.");
        else if (string.IsNullOrWhiteSpace(scalar.Value))
            Fault(node.Line, $"'{what}' is empty.");
        else if (scalar.Value.Length > max)
            Fault(node.Line, $"'{what}' has {scalar.Value.Length} characters; at most {max} are allowed.");
        else if (Words.HasControl(scalar.Value))
            Fault(node.Line, $"'{what}' holds a control character.");
        else
            return scalar.Value.Trim();
        return null;
    }

    /// <summary>The items of a list, none if the key is missing.</summary>
    public IReadOnlyList<YamlNode> List(string key, int max)
    {
        var node = Take(key);
        if (node is null)
            return [];
        if (node is not YamlSequence sequence)
            Fault(node.Line, $"'{key}' must be a list.");
        else if (sequence.Items.Count > max)
            Fault(node.Line, $"'{key}' has {sequence.Items.Count} entries; at most {max} are allowed.");
        else
            return sequence.Items;
        return [];
    }

    /// <summary>A list of short texts.</summary>
    public IReadOnlyList<string> Texts(string key, int max, int length)
    {
        var texts = new List<string>();
        foreach (var item in List(key, max))
        {
            if (TextOf(item, key, length) is not { } text)
                continue;
            if (texts.Contains(text))
                Fault(item.Line, $"'{Words.OneLine(text, 60)}' stands twice in '{key}'.");
            else
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>A finite number within a range; null and a fault otherwise.</summary>
    public double? Number(YamlNode node, string what, double min, double max)
    {
        if (node is YamlScalar scalar
            && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
            return value;
        Fault(node.Line, string.Create(CultureInfo.InvariantCulture, $"'{what}' must be a number from {min} to {max}."));
        return null;
    }

    /// <summary>A whole number within a range; null and a fault otherwise.</summary>
    public int? Whole(string key, int min, int max, bool required)
    {
        var node = Take(key);
        if (node is null)
        {
            if (required)
                Fault(Line, $"'{key}' is missing.");
            return null;
        }

        if (node is YamlScalar scalar
            && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
            return value;
        Fault(node.Line, $"'{key}' must be a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>One name of an enumeration, as written in C#; null and a fault otherwise.</summary>
    public T? Choice<T>(string key, bool required = true)
        where T : struct, Enum
    {
        if (Text(key, 40, required) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString() == text)
                return value;
        }

        Fault(LineOf(key), $"'{key}' is '{Words.OneLine(text, 40)}'; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }

    /// <summary>The entry as a map reader, or null and a fault.</summary>
    public MapReader? Map(YamlNode node, string what)
    {
        if (node is YamlMap inner)
            return new MapReader(inner, file, faults);
        Fault(node.Line, $"'{what}' must be a map of keys and values.");
        return null;
    }

    /// <summary>Notes each key that nobody took.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var entry in map.Entries)
        {
            if (!_taken.Contains(entry.Key))
                Fault(entry.Line, $"'{Words.OneLine(entry.Key, 40)}' is not a key that is read here; known keys: {string.Join(", ", _taken)}.");
        }
    }
}
