using System.Collections.Frozen;

namespace AffectAgent.Reasoning;

/// <summary>The words that the verifier understands, and what each states.</summary>
internal static class Vocabulary
{
    /// <summary>Words for an emotion, by the labels that evidence may carry for it.</summary>
    public static FrozenDictionary<string, string[]> Emotions { get; } = BuildEmotions();

    /// <summary>Words that say which way something went.</summary>
    public static FrozenDictionary<string, Direction> Directions { get; } = Build(
        (Direction.Higher, "higher above raised raises rises rising rose risen raise increased increases increasing increase louder faster stronger lifted up high loud fast pleasant positive more climbs grows grew brisker"),
        (Direction.Lower, "lower below lowered lowers falls falling fell fallen decreased decreases decreasing decrease drops dropped quieter slower weaker down low quiet slow soft unpleasant negative less sinks shrinks calm"),
        (Direction.Same, "unchanged"));

    /// <summary>Words that say something of an Action Unit's presence: true if it is there.</summary>
    public static FrozenDictionary<string, bool> Presence { get; } = Build(
        (true, "visible present active seen shown shows show appears contracts contracted moves"),
        (false, "absent missing inactive silent unseen invisible relaxed"));

    /// <summary>Words for an intensity, as the levels A to E of FACS and what writers use beside them; least and greatest value.</summary>
    public static FrozenDictionary<string, (double Least, double Most)> Intensities { get; } = new Dictionary<string, (double, double)>
    {
        ["trace"] = (0.5, 1.5),
        ["faint"] = (0.5, 1.5),
        ["faintly"] = (0.5, 1.5),
        ["slight"] = (1, 2.5),
        ["slightly"] = (1, 2.5),
        ["marked"] = (2.5, 3.5),
        ["markedly"] = (2.5, 3.5),
        ["pronounced"] = (2.5, 3.5),
        ["strong"] = (2.5, 5),
        ["strongly"] = (2.5, 5),
        ["severe"] = (3.5, 4.5),
        ["extreme"] = (3.5, 4.5),
        ["maximum"] = (4.5, 5),
        ["maximal"] = (4.5, 5),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words for a modality.</summary>
    public static FrozenDictionary<string, Modality> Modalities { get; } = Build(
        (Modality.Face, "face faces facial"),
        (Modality.Voice, "voice voices vocal pitch loudness"),
        (Modality.Words, "words said says sentence transcript text wrote line"));

    /// <summary>Words that turn a statement round.</summary>
    public static FrozenSet<string> Negations { get; } = Set("not no never hardly without neither nor barely cannot can't isn't doesn't");

    /// <summary>True for a word that turns a statement round.</summary>
    public static bool IsNegation(string word) => Negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>Words after which an emotion is named as what it is not, or as another possibility.</summary>
    public static FrozenSet<string> Contrasts { get; } = Set(
        "not no never without neither nor than over against instead rather ahead alternative alternatives second next runner-up possible possibly unlikely excluded although besides weighed competing considered doesn't isn't");

    /// <summary>Numbers written as words.</summary>
    public static FrozenDictionary<string, int> NumberWords { get; } =
        "two three four five six seven eight nine ten eleven twelve".Split(' ').Select((word, i) => (word, i + 2)).ToFrozenDictionary(p => p.word, p => p.Item2);

    /// <summary>Things that a number word counts.</summary>
    public static FrozenSet<string> Counted { get; } = Set("face faces person persons people speakers second seconds units frames times");

    /// <summary>Words too common to tell one text from another.</summary>
    public static FrozenSet<string> Common { get; } = Set(
        "a an and are as at be been but by can could do does down for from had has have he her his how i if in into is it its may might more most much no not of on once one only or other our out over own she should so some such than that the their them then there these they this those through to too up very was we were what when where which while who why will with would you your also both each every here just like many often same still than though until within yet reads read reading");

    private static FrozenDictionary<string, T> Build<T>(params (T Value, string Words)[] groups) =>
        groups.SelectMany(group => group.Words.Split(' ').Select(word => (word, group.Value))).ToFrozenDictionary(p => p.word, p => p.Value, StringComparer.Ordinal);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string[]> BuildEmotions()
    {
        (string Labels, string Words)[] rows =
        [
            ("anger", "anger angry angrier angriest angrily furious rage mad"),
            ("contempt", "contempt contemptuous scornful"),
            ("disgust", "disgust disgusted"),
            ("fear", "fear fearful fearfully afraid scared frightened"),
            ("happiness joy", "happiness happy happier happiest happily joy joyful"),
            ("neutral", "neutral"),
            ("sadness", "sadness sad sadder saddest sadly"),
            ("surprise", "surprise surprised"),
        ];
        const string single = "admiration amusement annoyance approval boredom caring confusion curiosity desire disappointment disapproval embarrassment excitement gratitude grief love nervousness optimism pride realization relief remorse";
        return rows.SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Labels.Split(' '))))
            .Concat(single.Split(' ').Select(word => (word, new[] { word })))
            .ToFrozenDictionary(p => p.word, p => p.Item2, StringComparer.Ordinal);
    }
}
