using System.Collections.Frozen;
using System.Text.Json;

namespace AffectAgent.Reasoning;

/// <summary>What a form of words asks for.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Card">For <see cref="QuestionKind.Limit"/>, the card that says why not.</param>
/// <param name="Weight">Added to what the words count.</param>
/// <param name="Cues">The forms.</param>
internal sealed record Intent(QuestionKind Kind, string? Card, double Weight, IReadOnlyList<Cue> Cues);

/// <summary>A movement of the face as people name it.</summary>
/// <param name="Units">Its Action Units, the one meant first in front.</param>
/// <param name="There">Words that name it, or say it is there.</param>
/// <param name="Gone">Words that rule it out.</param>
internal sealed record MovementWords(IReadOnlyList<int> Units, IReadOnlyList<Cue> There, IReadOnlyList<Cue> Gone);

/// <summary>A measure beside face, voice and words as a whole, as people name it.</summary>
/// <param name="Name">What it is called where it is not on record.</param>
/// <param name="Kind">The kind of its evidence.</param>
/// <param name="Label">The label of its evidence, or null.</param>
/// <param name="Cues">Words that name it.</param>
internal sealed record MeasureWords(string Name, string Kind, string? Label, IReadOnlyList<Cue> Cues);

/// <summary>A circumstance that no measurement holds, with the card that says what is known of it.</summary>
/// <param name="Card">The card.</param>
/// <param name="Cues">Words that name it.</param>
internal sealed record CircumstanceWords(string Card, IReadOnlyList<Cue> Cues);

/// <summary>The words by which English questions are read, from <c>prompts/questions</c>. Immutable and thread-safe.</summary>
internal sealed class QuestionLexicon
{
    private const int LeastLetters = 5;
    private static readonly Lazy<QuestionLexicon> BuiltIn = new(static () => Load("en"));

    private readonly FrozenSet<string> _small;
    private readonly Dictionary<string, string[]> _groups;
    // Words that say a movement there or gone, and do not only name a part of the face.
    private readonly IReadOnlyList<Cue> _told;
    private readonly SortedSet<string> _literals = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _beginnings = new(StringComparer.Ordinal);

    private QuestionLexicon(JsonElement root)
    {
        _small = Set(root.GetProperty("small"));
        _groups = root.GetProperty("groups").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!.Split('|'), StringComparer.Ordinal);
        Shorthand = Pairs(root.GetProperty("shorthand"), value => value.GetString()!);
        Nouns = Pairs(root.GetProperty("nouns"), value => value.GetString()!);
        Echo = Set(root.GetProperty("echo"));
        Numbers = Pairs(root.GetProperty("numbers"), value => value.GetInt32());
        Measures = [.. root.GetProperty("measures").EnumerateArray().Select(row => new MeasureWords(row.GetProperty("name").GetString()!, row.GetProperty("kind").GetString()!, Text(row, "label"), Cues(row, "cues")))];
        _told = [.. root.GetProperty("movements").EnumerateArray().SelectMany(movement => (IEnumerable<Cue>)[.. Cues(movement, "there"), .. Cues(movement, "gone")])];
        Movements = [.. root.GetProperty("movements").EnumerateArray().Select(Movement), .. ActionUnits.All.Select(Named)];
        Circumstances = [.. root.GetProperty("circumstances").EnumerateArray().Select(row => new CircumstanceWords(row.GetProperty("card").GetString()!, Cues(row, "cues")))];
        Intents = [.. root.GetProperty("intents").EnumerateArray().Select(IntentOf)];
        Moments = root.GetProperty("moments").EnumerateObject().ToDictionary(pair => Enum.Parse<AskedMoment>(pair.Name), pair => Cues(pair.Value));
        (Feels, Least, Roles) = (Cues(root, "feels"), Cues(root, "least"), Cues(root, "roles"));
        (Before, Without) = (Cues(root.GetProperty("before"), "not"), Cues(root.GetProperty("before"), "without"));
        After = Cues(root, "after");
        Breaks = Set(root.GetProperty("clause"));
        Known = Set(root.GetProperty("known")).Union(_small).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The English words.</summary>
    public static QuestionLexicon English => BuiltIn.Value;

    /// <summary>Chat shorthand, written out.</summary>
    public FrozenDictionary<string, string> Shorthand { get; }

    /// <summary>Nouns of shades of emotions, with the word that the vocabulary holds: "pride", "proud".</summary>
    public FrozenDictionary<string, string> Nouns { get; }

    /// <summary>Words that say nothing by themselves in a question that only follows another: "what would you say then?".</summary>
    public FrozenSet<string> Echo { get; }

    /// <summary>Numbers in words and figures.</summary>
    public FrozenDictionary<string, int> Numbers { get; }

    /// <summary>What may be asked for; of those that count alike, the earlier.</summary>
    public IReadOnlyList<Intent> Intents { get; }

    /// <summary>Movements of the face.</summary>
    public IReadOnlyList<MovementWords> Movements { get; }

    /// <summary>Measures beside the whole.</summary>
    public IReadOnlyList<MeasureWords> Measures { get; }

    /// <summary>Circumstances that no measurement holds.</summary>
    public IReadOnlyList<CircumstanceWords> Circumstances { get; }

    /// <summary>Words for a moment of something.</summary>
    public IReadOnlyDictionary<AskedMoment, IReadOnlyList<Cue>> Moments { get; }

    /// <summary>Words that ask what somebody feels.</summary>
    public IReadOnlyList<Cue> Feels { get; }

    /// <summary>Words that ask for the least instead of the most.</summary>
    public IReadOnlyList<Cue> Least { get; }

    /// <summary>Persons and places of work and school.</summary>
    public IReadOnlyList<Cue> Roles { get; }

    /// <summary>Words that deny what follows in their clause.</summary>
    public IReadOnlyList<Cue> Before { get; }

    /// <summary>Words that take away a thing that follows, and the next one after "and".</summary>
    public IReadOnlyList<Cue> Without { get; }

    /// <summary>Words that deny what stands before them.</summary>
    public IReadOnlyList<Cue> After { get; }

    /// <summary>Words that end a clause.</summary>
    public FrozenSet<string> Breaks { get; }

    /// <summary>True for a word that is spelled rightly as far as this list knows.</summary>
    public bool IsKnown(string word) => Known.Contains(word) || _literals.Contains(word) || _beginnings.Any(start => word.StartsWith(start, StringComparison.Ordinal));

    /// <summary>True for a word that says nothing by itself.</summary>
    public bool IsSmall(string word) => _small.Contains(word) || !char.IsLetterOrDigit(word[0]);

    /// <summary>Words that a slip may have been meant for.</summary>
    public IEnumerable<string> Meant => _literals.Where(word => word.Length >= LeastLetters);

    /// <summary>True if one of the cues is in the question.</summary>
    public static bool Holds(IReadOnlyList<Cue> cues, IReadOnlyList<string> words) => cues.Any(cue => cue.In(words) is not null);

    private FrozenSet<string> Known { get; }

    private Intent IntentOf(JsonElement row)
    {
        var kind = Enum.Parse<QuestionKind>(row.GetProperty("kind").GetString()!);
        IReadOnlyList<Cue> cues = kind switch
        {
            QuestionKind.Measure => [.. Measures.SelectMany(measure => measure.Cues)],
            QuestionKind.Shown => [.. Cues(row, "cues"), .. _told],
            _ => Cues(row, "cues"),
        };
        return new Intent(kind, Text(row, "card"), row.GetProperty("weight").GetDouble(), cues);
    }

    private MovementWords Movement(JsonElement row) => new(
        [.. row.GetProperty("units").EnumerateArray().Select(unit => unit.GetInt32())], [.. Cues(row, "there"), .. Cues(row, "named")], Cues(row, "gone"));

    // By number, and by the name that FACS gives it: "AU12", "lip corner puller".
    private MovementWords Named(ActionUnit unit) =>
        new([unit.Number], Cues([$"au{unit.Number}", unit.Name.ToLowerInvariant().Replace(' ', '_') + "|" + unit.Name.ToLowerInvariant().Split(' ')[^1] + "s"]), []);

    private IReadOnlyList<Cue> Cues(JsonElement row, string name) => row.TryGetProperty(name, out var cues) ? Cues(cues) : [];

    private IReadOnlyList<Cue> Cues(JsonElement cues) => cues.ValueKind == JsonValueKind.String ? Cues(cues.GetString()!.Split(' ')) : Cues(cues.EnumerateArray().Select(cue => cue.GetString()!));

    private IReadOnlyList<Cue> Cues(IEnumerable<string> cues) => [.. cues.Select(cue => new Cue(cue, Word))];

    private CueWord Word(string text, bool isNext)
    {
        var options = text.Split('|').SelectMany(option => option[0] == '@' && _groups.TryGetValue(option[1..], out var group) ? group : [option]).ToList();
        var tests = options.ConvertAll(Test);
        return new CueWord(word => tests.Exists(test => test(word)), _small.Contains, isNext);
    }

    private Predicate<string> Test(string option)
    {
        if (option == "@emotion")
            return word => EmotionWords.Of(word) is not null;
        if (option == "@unit")
            return word => word.Length > 2 && word.StartsWith("au", StringComparison.Ordinal) && char.IsAsciiDigit(word[2]);
        if (option[0] == '*')
            return word => word.Length > option.Length && word.EndsWith(option[1..], StringComparison.Ordinal);
        if (option[^1] == '*')
        {
            _beginnings.Add(option[..^1]);
            return word => word.StartsWith(option[..^1], StringComparison.Ordinal);
        }

        _literals.Add(option);
        return word => word == option;
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static FrozenSet<string> Set(JsonElement words) => words.GetString()!.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, T> Pairs<T>(JsonElement pairs, Func<JsonElement, T> value) =>
        pairs.EnumerateObject().ToFrozenDictionary(pair => pair.Name, pair => value(pair.Value), StringComparer.Ordinal);

    private static QuestionLexicon Load(string language)
    {
        using var stream = typeof(QuestionLexicon).Assembly.GetManifestResourceStream($"prompts/questions/{language}.json")
            ?? throw new InvalidOperationException($"The words of questions in '{language}' are not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new QuestionLexicon(document.RootElement);
    }
}
