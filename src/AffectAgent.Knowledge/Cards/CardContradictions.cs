namespace AffectAgent.Knowledge.Cards;

/// <summary>
/// Finds what cards say against one another. Two kinds: cards that give one emotion or dimension opposite directions on the
/// same measure without naming each other in see-also (patterns of single emotions and claims speak here); and cues of a
/// discriminator that go against what is said of both of its readings. Naming each other states that the literature is
/// divided, or that one card is a variant of the other.
/// </summary>
internal sealed class CardContradictions
{
    private readonly Dictionary<(string Subject, string Measure), List<Statement>> _statements = [];
    private readonly List<KnowledgeFault> _faults;

    private CardContradictions(IReadOnlyList<LocatedCard> cards, IReadOnlyList<KnowledgeCard> known, List<KnowledgeFault> faults)
    {
        _faults = faults;
        foreach (var statement in known.Concat(cards.Select(card => card.Card)).SelectMany(Statements))
        {
            var key = (statement.Subject, statement.Measure);
            if (!_statements.TryGetValue(key, out var list))
                _statements[key] = list = [];
            list.Add(statement);
        }
    }

    /// <summary>Notes every contradiction in which one of the new cards takes part.</summary>
    /// <param name="cards">The new cards.</param>
    /// <param name="known">Cards that were there before.</param>
    /// <param name="faults">Where faults go.</param>
    public static void Check(IReadOnlyList<LocatedCard> cards, IReadOnlyList<KnowledgeCard> known, List<KnowledgeFault> faults)
    {
        var check = new CardContradictions(cards, known, faults);
        foreach (var card in cards)
        {
            check.Claims(card);
            check.Cues(card);
        }
    }

    /// <summary>The emotion that a reading stands for ("emotion/anger" is "anger"), or the reading itself.</summary>
    public static string Subject(string reading) =>
        reading.StartsWith("emotion/", StringComparison.Ordinal) && EmotionNames.All.Any(e => e.Name() == reading["emotion/".Length..])
            ? reading["emotion/".Length..]
            : reading;

    /// <summary>"AU4", "level", "words of remorse".</summary>
    public static string Measure(int? unit, string? feature, string? words) => unit is { } u ? $"AU{u}" : feature ?? $"words of {words}";

    private static IEnumerable<Statement> Statements(KnowledgeCard card)
    {
        // A card with a fault may have a claim on nothing.
        foreach (var claim in card.Claims.Where(claim => claim is { Emotion: not null } or { Dimension: not null }))
            yield return new(card, claim.Emotion ?? claim.Dimension!, Measure(claim.ActionUnit, claim.Feature, claim.Words), claim.Direction == Direction.Higher);
        if (card.Kind != CardKind.Prototype)
            yield break;
        foreach (var (unit, weight) in card.Pattern)
        {
            yield return new(card, card.Id, $"AU{unit}", weight > 0);
            // Look-alikes such as concentration are filed under neutral for want of a better name and say nothing of a face at rest.
            if (card.Emotions.Count == 1 && (card.Emotions[0] != "neutral" || card.Id == "emotion/neutral"))
                yield return new(card, card.Emotions[0], $"AU{unit}", weight > 0);
        }
    }

    // Of two new cards the later one is told of; of a new and a known one, the new one.
    private void Claims(LocatedCard located)
    {
        foreach (var mine in Statements(located.Card))
        {
            var other = _statements[(mine.Subject, mine.Measure)]
                .TakeWhile(other => other.Card != located.Card)
                .FirstOrDefault(other => other.Higher != mine.Higher && !Linked(mine.Card, other.Card));
            if (other is not null)
            {
                Fault(located, $"It says that {mine.Subject} goes with {(mine.Higher ? "more" : "less")} {mine.Measure}, and '{other.Card.Id}' says the opposite. "
                    + "Mend one of them, or name the other card in 'see-also' if both are right.");
            }
        }
    }

    private void Cues(LocatedCard located)
    {
        if (located.Card.Between.Count != 2)
            return;
        foreach (var cue in located.Card.Cues.Where(cue => located.Card.Between.Contains(cue.Favours)))
        {
            var measure = Measure(cue.ActionUnit, cue.Feature, cue.Words);
            var favoured = Subject(cue.Favours);
            var other = Subject(located.Card.Between[0] == cue.Favours ? located.Card.Between[1] : located.Card.Between[0]);
            var higher = cue.Direction == Direction.Higher;
            if (Said(favoured, measure, !higher) is { } against && (other == "neutral" ? against : Said(other, measure, higher)) is { } alternative)
            {
                var who = against == alternative ? $"'{against.Id}' says" : $"'{against.Id}' and '{alternative.Id}' say";
                Fault(located, $"Its cue on {measure} favours {favoured} over {other}, and {who} the opposite; mend the cue or those.");
            }
        }
    }

    // A card that says it, if no card says the opposite of the same subject.
    private KnowledgeCard? Said(string subject, string measure, bool higher)
    {
        var said = _statements.GetValueOrDefault((subject, measure));
        return said is null || said.Exists(statement => statement.Higher != higher) ? null : said[0].Card;
    }

    private static bool Linked(KnowledgeCard a, KnowledgeCard b) => a.Id == b.Id || a.SeeAlso.Contains(b.Id) || b.SeeAlso.Contains(a.Id);

    private void Fault(LocatedCard card, string message) => _faults.Add(new(card.File, card.Line, message));

    private sealed record Statement(KnowledgeCard Card, string Subject, string Measure, bool Higher);
}
