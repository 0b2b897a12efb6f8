using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Care.Data;

/// <summary>What a rule does where its words are found.</summary>
internal enum CareEffect
{
    /// <summary>They are a sign of its kind.</summary>
    Sign,

    /// <summary>No sign of its kinds is in these very words: a figure of speech, a negation.</summary>
    Void,

    /// <summary>The sentence tells of a story, a game, the news, the past: signs in it don't count, but for firm ones that aren't quoted.</summary>
    Scene,

    /// <summary>A sign of its kind in the same message is acute: a plan, a means, now.</summary>
    Raise,

    /// <summary>The writer is under age.</summary>
    Minor,

    /// <summary>Words that only look like the writer's age.</summary>
    NotMinor,
}

/// <summary>Phrases with what they mean.</summary>
/// <param name="Id">Its name, for reasons.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Kinds">Bits of <see cref="CareKind"/>: a sign has one; the others bear on each of theirs.</param>
/// <param name="Severity">A sign's severity.</param>
/// <param name="Who">Of whom a sign speaks.</param>
/// <param name="Firm">The sign counts in any scene, but for a quotation.</param>
/// <param name="Weak">The sign counts only together with another.</param>
/// <param name="Once">The rule speaks once, however many of its phrases are met: two hints of one meaning are one hint.</param>
/// <param name="Language">Of which language.</param>
internal sealed record CareRule(string Id, CareEffect Effect, int Kinds, CareSeverity Severity, CareWho Who, bool Firm, bool Weak, bool Once, string Language)
{
    /// <summary>A sign's kind.</summary>
    public CareKind Kind => (CareKind)System.Numerics.BitOperations.TrailingZeroCount(Kinds);
}

/// <summary>A rule's phrase.</summary>
internal sealed record CarePhrase(CareRule Rule, CarePattern Pattern)
{
    /// <summary>What counts as one voice: the rule where it speaks once, else the phrase.</summary>
    public object Voice => Rule.Once ? Rule : this;
}

/// <summary>All phrases of all languages, found by the words they begin with.</summary>
internal sealed class CareRules
{
    private static readonly List<CarePhrase> None = [];
    private const int AllKinds = (1 << 11) - 1;

    private readonly Dictionary<int, List<CarePhrase>> _byFirst = [];
    private readonly Dictionary<string, CareLanguage> _languages = new(StringComparer.Ordinal);

    /// <summary>Numbers the words.</summary>
    public CareVocabulary Vocabulary { get; } = new();

    /// <summary>How many phrases there are.</summary>
    public int Count { get; private set; }

    /// <summary>Words by language, by which a message's language is told.</summary>
    public IReadOnlyDictionary<string, CareLanguage> Languages => _languages;

    /// <summary>Phrases that may begin with a word.</summary>
    public List<CarePhrase> From(int number) => _byFirst.TryGetValue(number, out var list) ? list : None;

    /// <summary>Reads a language's file.</summary>
    /// <exception cref="UserException">The file has a fault.</exception>
    public void Add(CareYaml file)
    {
        var language = file["language"].Needed;
        var words = _languages[language] = new CareLanguage(file["words"].Needed);
        foreach (var word in (file["known"].Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PlainText.Plain))
            Vocabulary.AddKnown(word);
        foreach (var word in words.Frequent)
            Vocabulary.AddKnown(word);
        foreach (var (typo, meant) in file["typos"].Fields())
            Vocabulary.AddTypo(PlainText.Plain(typo), PlainText.Plain(meant.Needed));
        var sets = file["sets"].Fields().ToDictionary(set => set.Key, set => set.Value.Needed, StringComparer.Ordinal);
        foreach (var rule in file["rules"].Items())
            AddRule(rule, language, sets, words.InPhrases);
    }

    private void AddRule(CareYaml node, string language, IReadOnlyDictionary<string, string> sets, HashSet<string> words)
    {
        var id = $"{language}/{node["id"].Needed}";
        var effect = Read(node["effect"], CareEffect.Sign);
        var kinds = node["kind"].Texts.Aggregate(0, (bits, name) => bits | Bit(node["kind"], name));
        if (effect == CareEffect.Sign && !System.Numerics.BitOperations.IsPow2(kinds))
            throw new UserException($"{node.Where} ({id}): a sign has one kind.", "Name one kind, or an effect.");
        var boundary = effect == CareEffect.Sign && !((CareKind)System.Numerics.BitOperations.TrailingZeroCount(kinds)).IsCrisis();
        var rule = new CareRule(
            id, effect, kinds == 0 ? AllKinds : kinds, boundary ? CareSeverity.Boundary : Read(node["severity"], CareSeverity.High),
            Read(node["who"], CareWho.Writer), node["firm"].Text == "true", node["weak"].Text == "true", node["once"].Text == "true", language);
        // A crisis is worth a guess at a misspelt word, a boundary isn't.
        var reader = new CarePatternReader(Vocabulary, sets, $"{node.Where} ({id})", !boundary, words);
        foreach (var phrase in node["say"].Items())
            Add(new CarePhrase(rule, reader.Read(phrase.Needed)));
    }

    private void Add(CarePhrase phrase)
    {
        Count++;
        foreach (var first in phrase.Pattern.Firsts!)
        {
            if (!_byFirst.TryGetValue(first, out var list))
                _byFirst[first] = list = [];
            list.Add(phrase);
        }
    }

    private static int Bit(CareYaml node, string name)
        => name == "crisis" ? 0b1111
        : CareKinds.Find(name) is { } kind ? 1 << (int)kind
        : throw new UserException($"{node.Where}: '{name}' is no kind.", $"Kinds are {string.Join(", ", Enum.GetValues<CareKind>().Select(known => known.Name()))}, crisis.");

    private static T Read<T>(CareYaml node, T otherwise) where T : struct, Enum
        => node.Text is not { } text ? otherwise
        : Enum.TryParse<T>(text, true, out var value) && !int.TryParse(text, out _) ? value
        : throw new UserException($"{node.Where}: '{text}' isn't one of {string.Join(", ", Enum.GetNames<T>())}.", "Mend it.");
}
