using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// The words in which evidence and cards are spoken of: those that several built-in cards use, the vocabulary of the
/// checks, the names of Action Units and a list of plain ones. A word outside tells of something that nobody measured. Thread-safe.
/// </summary>
internal static partial class KnownWords
{
    private const int LeastCards = 4;
    private static readonly PromptTable Plain = PromptTable.Load("reasoner/words");
    private static readonly ConditionalWeakTable<IKnowledgeBase, HashSet<string>> Read = [];

    /// <summary>The known words, as <see cref="Stem"/> cuts them.</summary>
    /// <param name="knowledge">The cards; those of users count only where they are cited.</param>
    public static IReadOnlySet<string> Of(IKnowledgeBase knowledge) => Read.GetValue(knowledge, static knowledge =>
    {
        var known = knowledge.Cards.Where(card => card.Origin is null).SelectMany(card => In(TextOf(card)).Select(Stem).Distinct())
            .CountBy(stem => stem).Where(count => count.Value >= LeastCards).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(In(Plain.Fill("plain")).Concat(In(string.Join(' ', Phrases.English.Reasons))).Concat(Vocabulary.Emotions.Keys)
            .Concat(Vocabulary.Directions.Keys).Concat(Vocabulary.Modalities.Keys).Concat(Vocabulary.Intensities.Keys).Concat(Vocabulary.Common)
            .Concat(Vocabulary.Negations).Concat(Vocabulary.Contrasts).Concat(Vocabulary.NumberWords.Keys).Concat(Vocabulary.Counted).Concat(Vocabulary.Presence.Keys)
            .Concat(ActionUnits.All.SelectMany(unit => In(unit.Name))).Select(Stem));
        return known;
    });

    /// <summary>All that a card says; its keywords are what people search by.</summary>
    public static string TextOf(KnowledgeCard card) => $"{card.Title} {card.Text} {card.Gist} {string.Join(' ', card.Emotions)}";

    /// <summary>The words of a text, lower case.</summary>
    public static IEnumerable<string> In(string text) => Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    /// <summary>A word's first five letters; a shorter word without its plural.</summary>
    public static string Stem(string word) => word.Length <= 5 ? word.TrimEnd('s') : word[..5];

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’-]*")]
    private static partial Regex Word();
}
