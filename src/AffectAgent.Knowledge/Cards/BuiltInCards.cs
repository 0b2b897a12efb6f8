using System.Reflection;

namespace AffectAgent.Knowledge.Cards;

/// <summary>The cards and the vocabulary embedded in this assembly; the build made them from the folder knowledge/.</summary>
internal static class BuiltInCards
{
    private const string Resource = "knowledge.bin";

    private static readonly Lazy<(IReadOnlyList<KnowledgeCard> Cards, EmotionVocabulary Vocabulary)> Content = new(Read);

    /// <summary>The cards.</summary>
    public static IReadOnlyList<KnowledgeCard> Cards => Content.Value.Cards;

    /// <summary>The vocabulary.</summary>
    public static EmotionVocabulary Vocabulary => Content.Value.Vocabulary;

    /// <summary>Reads the folder knowledge/ and writes what is embedded.</summary>
    /// <exception cref="KnowledgeException">A file is not as it should be.</exception>
    public static void Compile(string folder, Stream output)
    {
        var files = CardLoader.ReadFolder(folder);
        CompactFormat.Write(output, CardLoader.Load(files, null, []), VocabularyReader.Read(files));
    }

    private static (IReadOnlyList<KnowledgeCard> Cards, EmotionVocabulary Vocabulary) Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException("The assembly was built without its knowledge.");
        return CompactFormat.Read(stream);
    }
}
