using System.Text;

namespace AffectAgent.Knowledge.Cards;

/// <summary>
/// The built-in cards and vocabulary as the build writes them into the assembly: checked already, and read in a few
/// milliseconds where YAML would cost a tenth of a second at each start.
/// </summary>
internal static class CompactFormat
{
    private const int Magic = 0x3343_4b41; // "AKC3"

    /// <summary>Writes cards and vocabulary.</summary>
    public static void Write(Stream stream, IReadOnlyList<KnowledgeCard> cards, EmotionVocabulary vocabulary)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        var sources = cards.SelectMany(card => card.Sources).Distinct().ToList();
        List(writer, sources, Source);
        List(writer, cards, card => Card(writer, card, sources));
        foreach (var emotion in EmotionNames.All)
            Point(writer, vocabulary.VadOf(emotion));
        List(writer, vocabulary.Words, word =>
        {
            writer.Write(word.Word);
            writer.Write((byte)word.Emotion);
            Point(writer, word.Vad);
        });

        void Source(LiteratureSource source)
        {
            writer.Write(source.Authors);
            writer.Write(source.Year);
            writer.Write(source.Title);
            writer.Write(source.Doi ?? "");
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static (IReadOnlyList<KnowledgeCard> Cards, EmotionVocabulary Vocabulary) Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadInt32() != Magic)
            throw new InvalidDataException("The assembly's knowledge is not of the version that it reads.");
        var sources = new LiteratureSource[reader.ReadInt32()];
        for (var i = 0; i < sources.Length; i++)
            sources[i] = new(reader.ReadString(), reader.ReadInt32(), reader.ReadString(), OrNull(reader.ReadString()));
        var cards = new KnowledgeCard[reader.ReadInt32()];
        for (var i = 0; i < cards.Length; i++)
            cards[i] = ReadCard(reader, sources);
        var places = new Vad[EmotionNames.All.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = ReadPoint(reader);
        var words = new VocabularyWord[reader.ReadInt32()];
        for (var i = 0; i < words.Length; i++)
            words[i] = new(reader.ReadString(), (Emotion)reader.ReadByte(), ReadPoint(reader));
        return (cards, new EmotionVocabulary(places, words));
    }

    private static void Card(BinaryWriter writer, KnowledgeCard card, List<LiteratureSource> sources)
    {
        writer.Write(card.Id);
        writer.Write((byte)card.Kind);
        writer.Write(card.Title);
        writer.Write(card.Text);
        writer.Write(card.Gist ?? "");
        List(writer, [.. card.Pattern], pair =>
        {
            writer.Write(pair.Key);
            writer.Write(pair.Value);
        });
        List(writer, card.Emotions, writer.Write);
        List(writer, card.Between, writer.Write);
        List(writer, card.Cues, cue =>
        {
            writer.Write(cue.Favours);
            writer.Write(cue.ActionUnit ?? -1);
            writer.Write(cue.Feature ?? "");
            writer.Write((byte)cue.Direction);
            writer.Write(cue.Strength);
            writer.Write(cue.Words ?? "");
        });
        List(writer, card.Claims, claim =>
        {
            writer.Write(claim.Emotion ?? "");
            writer.Write(claim.Dimension ?? "");
            writer.Write(claim.ActionUnit ?? -1);
            writer.Write(claim.Feature ?? "");
            writer.Write(claim.Words ?? "");
            writer.Write((byte)claim.Direction);
        });
        List(writer, card.Keywords, writer.Write);
        List(writer, card.SeeAlso, writer.Write);
        writer.Write((byte)card.Grade);
        List(writer, card.Sources, source => writer.Write(sources.IndexOf(source)));
    }

    private static KnowledgeCard ReadCard(BinaryReader reader, LiteratureSource[] sources)
    {
        var card = new KnowledgeCard
        {
            Id = reader.ReadString(),
            Kind = (CardKind)reader.ReadByte(),
            Title = reader.ReadString(),
            Text = reader.ReadString(),
            Gist = OrNull(reader.ReadString()),
            Pattern = ReadPattern(reader),
            Emotions = Texts(reader),
            Between = Texts(reader),
            Cues = ReadCues(reader),
            Claims = ReadClaims(reader),
            Keywords = Texts(reader),
            SeeAlso = Texts(reader),
            Grade = (EvidenceGrade)reader.ReadByte(),
            Sources = [],
        };
        var cited = new LiteratureSource[reader.ReadInt32()];
        for (var i = 0; i < cited.Length; i++)
            cited[i] = sources[reader.ReadInt32()];
        return card with { Sources = cited };
    }

    private static Dictionary<int, double> ReadPattern(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var pattern = new Dictionary<int, double>(count);
        for (var i = 0; i < count; i++)
            pattern.Add(reader.ReadInt32(), reader.ReadDouble());
        return pattern;
    }

    private static DiscriminatingCue[] ReadCues(BinaryReader reader)
    {
        var cues = new DiscriminatingCue[reader.ReadInt32()];
        for (var i = 0; i < cues.Length; i++)
        {
            var favours = reader.ReadString();
            var unit = reader.ReadInt32();
            cues[i] = new(favours, unit < 0 ? null : unit, OrNull(reader.ReadString()), (Direction)reader.ReadByte(), reader.ReadDouble(), OrNull(reader.ReadString()));
        }

        return cues;
    }

    private static CardClaim[] ReadClaims(BinaryReader reader)
    {
        var claims = new CardClaim[reader.ReadInt32()];
        for (var i = 0; i < claims.Length; i++)
        {
            var (emotion, dimension, unit) = (OrNull(reader.ReadString()), OrNull(reader.ReadString()), reader.ReadInt32());
            claims[i] = new(emotion, dimension, unit < 0 ? null : unit, OrNull(reader.ReadString()), OrNull(reader.ReadString()), (Direction)reader.ReadByte());
        }

        return claims;
    }

    private static string[] Texts(BinaryReader reader)
    {
        var texts = new string[reader.ReadInt32()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        return texts;
    }

    private static void List<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
            write(item);
    }

    private static void Point(BinaryWriter writer, Vad vad)
    {
        writer.Write(vad.Valence);
        writer.Write(vad.Arousal);
        writer.Write(vad.Dominance);
    }

    private static Vad ReadPoint(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
