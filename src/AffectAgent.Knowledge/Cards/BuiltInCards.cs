using System.Reflection;

namespace AffectAgent.Knowledge.Cards;

/// <summary>The cards embedded in this assembly.</summary>
internal static class BuiltInCards
{
    private const string Prefix = "knowledge/";

    /// <summary>Reads and checks them all.</summary>
    public static IReadOnlyList<KnowledgeCard> Load() => CardLoader.Load(Files(), null, []);

    /// <summary>The embedded files by name.</summary>
    public static IEnumerable<(string Name, string Text)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
