namespace AffectAgent.Reasoning;

/// <summary>The sentence as far as it has been read.</summary>
internal sealed class ReadingState
{
    private static readonly HashSet<string> Conjunctions =
        ["and", "but", "while", "whereas", "although", "though", "yet", "which", "because", "so"];

    private readonly List<string> _recent = [];

    public List<Clause> Clauses { get; } = [];

    public List<int> Units { get; } = [];

    public List<int> Persons { get; } = [];

    public List<string> Words { get; } = [];

    public Clause Now { get; private set; } = new();

    public void EndClause()
    {
        if (Now.HasSubject || Now.HasPredicate || Now.Words.Count > 0)
            Clauses.Add(Now);
        Now = new Clause();
        _recent.Clear();
    }

    public void AddUnits(IEnumerable<int> units)
    {
        foreach (var unit in units)
        {
            Units.Add(unit);
            Now.Units.Add(unit);
        }
    }

    public void AddPersons(IEnumerable<int> persons)
    {
        foreach (var person in persons)
        {
            Persons.Add(person);
            Now.Persons.Add(person);
        }
    }

    public void AddNumber(NumberMention number) => Now.Numbers.Add(number);

    public void AddWord(string word, string? next, bool joinsNumbers)
    {
        if (Conjunctions.Contains(word) && !joinsNumbers)
        {
            EndClause();
            if (word is "although" or "though")
                _recent.Add(word);
            return;
        }

        Words.Add(word);
        Now.Words.Add(word);
        if (Vocabulary.IsNegation(word))
            Now.Negated = true;
        if (Vocabulary.NumberWords.TryGetValue(word, out var count) && next is not null && Vocabulary.Counted.Contains(next))
            Now.Numbers.Add(new NumberMention(count, 1, next.StartsWith("second", StringComparison.Ordinal) ? NumberUnit.Seconds : NumberUnit.Count, TimeRole.Any, word));
        if (Vocabulary.Emotions.ContainsKey(word) && !IsBaseline(word, next))
            Now.Emotions.Add((word, _recent.TakeLast(5).Any(Vocabulary.Contrasts.Contains)));
        if (Vocabulary.Directions.ContainsKey(word) && !(word is "more" or "less" && next is "likely" or "probable"))
            Now.Directions.Add(word);
        if (Vocabulary.Intensities.ContainsKey(word))
            Now.Intensities.Add(word);
        if (Vocabulary.Modalities.TryGetValue(word, out var modality))
            Now.Modalities.Add(modality);
        if (Vocabulary.Presence.TryGetValue(word, out var there))
            Now.Presence = there;
        _recent.Add(word);
    }

    // "neutral" also names the resting face that intensities are measured against.
    private static bool IsBaseline(string word, string? next) =>
        word == "neutral" && next is "baseline" or "face" or "faces" or "rest" or "position";
}
