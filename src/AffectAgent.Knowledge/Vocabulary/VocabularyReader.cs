using AffectAgent.Knowledge.Cards;
using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge;

/// <summary>Reads <c>emotions</c> and <c>words</c> of knowledge files into a vocabulary.</summary>
internal static class VocabularyReader
{
    /// <summary>Reads the files' texts; files without words are passed over.</summary>
    /// <exception cref="KnowledgeException">A file is not as it should be, or an emotion has no place.</exception>
    public static EmotionVocabulary Read(IEnumerable<(string Name, string Text)> files)
    {
        var faults = new List<KnowledgeFault>();
        var topics = files.Select(file => TopicFile.Read(file.Text, file.Name, faults)).ToList();
        var vocabulary = Read(topics, faults);
        return faults.Count == 0 ? vocabulary! : throw new KnowledgeException(faults);
    }

    /// <summary>Reads the vocabulary of files that were opened already; null after a fault.</summary>
    public static EmotionVocabulary? Read(IReadOnlyList<TopicFile> topics, List<KnowledgeFault> faults)
    {
        var emotions = new Vad?[EmotionNames.All.Count];
        var words = new List<VocabularyWord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            if (topic.Emotions is { } map)
                ReadEmotions(map, emotions);
            foreach (var entry in topic.Words)
            {
                if (Word(entry) is not { } word)
                    continue;
                if (seen.Add(word.Word))
                    words.Add(word);
                else
                    entry.Fault(entry.Line, $"The word '{word.Word}' stands twice.");
            }
        }

        foreach (var emotion in EmotionNames.All.Where(emotion => emotions[(int)emotion] is null))
            faults.Add(new(topics.Count > 0 ? topics[0].Name : "", 1, $"'emotions' gives no place for {emotion.Name()}."));
        return faults.Count == 0 ? new EmotionVocabulary([.. emotions.Select(vad => vad!.Value)], words) : null;
    }

    private static void ReadEmotions(MapReader map, Vad?[] emotions)
    {
        foreach (var emotion in EmotionNames.All)
        {
            if (map.Take(emotion.Name()) is { } node)
                emotions[(int)emotion] = Point(map, node, emotion.Name());
        }

        map.RefuseOtherKeys();
    }

    private static VocabularyWord? Word(MapReader map)
    {
        var word = map.Text("word", 40, required: true);
        var name = map.Text("emotion", 40, required: true);
        var node = map.Take("vad");
        if (node is null)
            map.Fault(map.Line, "'vad' is missing.");
        var vad = node is null ? null : Point(map, node, "vad");
        if (!EmotionNames.TryParse(name, out var emotion) && name is not null)
            map.Fault(map.LineOf("emotion"), $"'{Knowledge.Words.OneLine(name, 40)}' is not an emotion.");
        map.RefuseOtherKeys();
        return word is null || name is null || vad is null ? null : new VocabularyWord(word, emotion, vad.Value);
    }

    private static Vad? Point(MapReader map, YamlNode node, string what)
    {
        if (node is not YamlSequence { Items.Count: 3 } list)
        {
            map.Fault(node.Line, $"'{what}' must be three numbers: [valence, arousal, dominance].");
            return null;
        }

        var v = map.Number(list.Items[0], $"valence of {what}", -1, 1);
        var a = map.Number(list.Items[1], $"arousal of {what}", -1, 1);
        var d = map.Number(list.Items[2], $"dominance of {what}", -1, 1);
        return v is null || a is null || d is null ? null : new Vad(v.Value, a.Value, d.Value);
    }
}
