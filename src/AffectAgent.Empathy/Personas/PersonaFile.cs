using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AffectAgent.Empathy;

/// <summary>Reads a persona from YAML or JSON. Every fault is one line that names the field.</summary>
public static partial class PersonaFile
{
    private const int LargestFile = 100_000;
    private const int MostBoundaries = 50;
    private static readonly string[] Fields = ["name", "traits", "look", "voice", "language", "boundaries"];
    private static readonly string[] Traits = ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">A YAML or JSON file of at most 100 kB.</param>
    /// <exception cref="UserException">It can't be read, or a field is wrong.</exception>
    public static Persona Read(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
                throw new UserException($"The persona {name} is too long.", $"At most {LargestFile / 1000} kB.");
            return Parse(File.ReadAllText(path), name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The persona {name} can't be read: {fault.Message}", "Check its path.", fault);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">What faults call it.</param>
    /// <exception cref="UserException">It isn't a persona.</exception>
    public static Persona Parse(string text, string file = "persona")
    {
        ArgumentNullException.ThrowIfNull(text);
        var root = Root(text, file);
        foreach (var key in root.Children.Keys.Select(Scalar))
        {
            if (!Fields.Contains(key))
                throw new UserException($"{file}: a persona has no field '{key}'.", $"It has {string.Join(", ", Fields)}.");
        }

        return new Persona
        {
            Name = Name(root, file),
            Traits = ReadTraits(Child(root, "traits"), file),
            Look = Plain(root, "look", file),
            Voice = Plain(root, "voice", file),
            Language = Language(root, file),
            Boundaries = Boundaries(Child(root, "boundaries"), file),
        };
    }

    private static YamlMappingNode Root(string text, string file) => YamlText.Root(text, file, "YAML or JSON") as YamlMappingNode
        ?? throw new UserException($"{file} is no persona: it holds no fields.", $"It has {string.Join(", ", Fields)}.");

    private static string Name(YamlMappingNode root, string file)
    {
        var name = Plain(root, "name", file) ?? throw new UserException($"{file}: name is missing.", "Give the persona a name.");
        if (name.Length > 40)
            throw new UserException($"{file}: name has {name.Length} characters.", "At most 40.");
        return Human().IsMatch(name) ? throw new UserException($"{file}: name says that the persona is human or trained to treat people.", "A persona is a program and says so; choose a plain name.") : name;
    }

    private static string? Language(YamlMappingNode root, string file)
    {
        var language = Plain(root, "language", file);
        return language is null || Code().IsMatch(language) ? language?.ToLowerInvariant()
            : throw new UserException($"{file}: language is '{language}'.", "Give two letters as in ISO 639-1: en, de, fr, es.");
    }

    private static BigFive ReadTraits(YamlNode? node, string file)
    {
        if (node is null)
            return Persona.Default.Traits;
        if (node is not YamlMappingNode map)
            throw new UserException($"{file}: traits must be fields with a number each.", $"They are {string.Join(", ", Traits)}.");
        foreach (var key in map.Children.Keys.Select(Scalar))
        {
            if (!Traits.Contains(key))
                throw new UserException($"{file}: there is no trait '{key}'.", $"Traits are {string.Join(", ", Traits)}.");
        }

        double Trait(string name)
        {
            if (Child(map, name) is not { } given)
                return 0.5;
            return double.TryParse(Scalar(given), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1
                ? value
                : throw new UserException($"{file}: traits: {name} is '{Scalar(given)}'.", "Give a number from 0 to 1.");
        }

        return new BigFive(Trait(Traits[0]), Trait(Traits[1]), Trait(Traits[2]), Trait(Traits[3]), Trait(Traits[4]));
    }

    private static List<string> Boundaries(YamlNode? node, string file)
    {
        if (node is null)
            return [];
        if (node is not YamlSequenceNode list)
            throw new UserException($"{file}: boundaries must be a list.", "Give a word or phrase a line.");
        var topics = list.Children.Select(child => Scalar(child).Trim()).ToList();
        if (topics.Count > MostBoundaries || topics.Exists(topic => topic.Length is < 2 or > 60))
            throw new UserException($"{file}: boundaries hold too many or unfit topics.", $"At most {MostBoundaries}, of 2 to 60 characters each.");
        return topics;
    }

    private static string? Plain(YamlMappingNode root, string key, string file)
    {
        var text = Child(root, key) switch
        {
            null => null,
            YamlScalarNode scalar => scalar.Value?.Trim(),
            _ => throw new UserException($"{file}: {key} must be plain text."),
        };
        return string.IsNullOrEmpty(text) ? null
            : text.Any(char.IsControl) || text.Length > 200 ? throw new UserException($"{file}: {key} is too long or holds control characters.")
            : text;
    }

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    [GeneratedRegex(@"\b(?:human|person|real|man|woman|doctor|dr|therapist|psychologist|psychiatrist|nurse|mensch|therapeut\w*|humain\w*|humano|humana)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Human();

    [GeneratedRegex("^[a-z]{2}$", RegexOptions.IgnoreCase)]
    private static partial Regex Code();
}
