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
        var files = CardFolder.Read(folder);
        CompactFormat.Write(output, Check(files), VocabularyReader.Read(files));
    }

    /// <summary>The cards of the folder's files, if they have no fault and leave no gap.</summary>
    /// <exception cref="KnowledgeException">A card is not as it should be.</exception>
    internal static IReadOnlyList<KnowledgeCard> Check(IReadOnlyList<(string Name, string Text)> files)
    {
        var faults = new List<KnowledgeFault>();
        var loaded = CardLoader.Read(files, null, [], faults);
        if (faults.Count == 0)
        {
            CardGaps.Check(loaded, [], faults);
            CardGaps.CheckUnits(loaded.Cards, faults);
        }

        CardLoader.ThrowIfAny(faults);
        return [.. loaded.Cards.Select(card => card.Card)];
    }

    private static (IReadOnlyList<KnowledgeCard> Cards, EmotionVocabulary Vocabulary) Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException("The assembly was built without its knowledge.");
        return CompactFormat.Read(stream);
    }
}
