using AffectAgent.Empathy.Care.Data;
using AffectAgent.Empathy.Care.Hints;
using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Care;

/// <summary>
/// Finds signs of crisis and of boundaries in a message by phrases from data files (knowledge/care) and, where they find no crisis, by
/// second readers (<see cref="ICareReader"/>): deterministic, in time that grows with the length of the text. In doubt about self-harm
/// it says yes: a false alarm costs a question, a miss may cost a life. It reads words alone and can be wrong both ways. Thread-safe.
/// </summary>
public sealed class CareDetector
{
    private const double Least = 0.5, Plain = 0.85;

    // The language that writes all nouns with a capital.
    private const string CapitalNouns = "de";

    // So many lines of a talk are read together.
    private const int Neighbours = 3;

    // So many words tell a language.
    private const int MostTold = 2000;
    private const string English = "en";

    // So many hints of different meaning are as plain as one plain word.
    private const int Together = 3;

    private static readonly Lazy<CareDetector> Shared = new(() => new CareDetector(HintReader.BuiltIn is { } reader ? [reader] : []));
    private readonly CareRules _rules = new();
    private readonly CareTokenizer _tokenizer;
    private readonly CareOthers _others;
    private readonly IReadOnlyList<ICareReader> _readers;

    /// <summary>Creates a detector over the built-in phrases with second readers of one's own.</summary>
    /// <param name="readers">Asked in this order where the phrases found no crisis; the first that finds one is believed.</param>
    public CareDetector(IReadOnlyList<ICareReader> readers)
    {
        _readers = readers;
        foreach (var file in CareFiles.Languages.Select(CareFiles.Read))
            _rules.Add(file);
        _tokenizer = CareTokenizer.BuiltIn(_rules.Vocabulary);
        _others = new CareOthers(CareFiles.Read(CareFiles.Others), _rules.Languages.Values);
    }

    /// <summary>The detector over the built-in phrases and the built-in readers.</summary>
    public static CareDetector Default => Shared.Value;

    /// <summary>What to know about it before one relies on it, for logs: that it reads by phrases alone, where no second reader is there. Null where nothing is amiss.</summary>
    public string? Note => _readers.Count > 0 ? null : "No second reader: hints are found by phrases alone, the trained model (models/care-hints.bin) is missing.";

    /// <summary>The languages that it has phrases for, ISO 639-1.</summary>
    public IReadOnlyCollection<string> Languages => [.. _rules.Languages.Keys];

    /// <summary>How many phrases it knows, over all languages.</summary>
    public int PhraseCount => _rules.Count;

    /// <summary>What a message calls for. Phrases of all languages are tried, since people mix them.</summary>
    /// <param name="text">The message, of any length.</param>
    /// <param name="language">The language that the caller knows it to be in, ISO 639-1, or null to tell it from the words.</param>
    /// <returns>The signs, none where nothing was found: that is no proof that all is well.</returns>
    public CareCheck Check(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Check([text], language);
    }

    /// <summary>
    /// What a talk calls for, such as a transcript. Its lines are read few at a time, since over an hour of harmless talk what only together
    /// is a sign would come together sooner or later.
    /// </summary>
    /// <param name="lines">What was said, a cue or a turn a line.</param>
    /// <param name="language">As for a message.</param>
    /// <returns>The gravest sign of each kind; places count in the lines joined by line ends.</returns>
    public CareCheck Check(IReadOnlyList<string> lines, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0)
            lines = [""];
        var text = string.Join('\n', lines);
        int[] starts = [.. Starts(lines), text.Length + 1];
        var (isMinor, found) = (false, new List<CareFinding>());
        var all = _rules.Languages.Keys.ToDictionary(key => key, _ => 0, StringComparer.Ordinal);
        var words = _tokenizer.Cut(text);
        for (var i = 0; i == 0 || i + Neighbours <= lines.Count; i++)
        {
            var some = text[starts[i]..(starts[Math.Min(i + Neighbours, lines.Count)] - 1)];
            var tokens = _tokenizer.Cut(some);
            var counts = Count(tokens);
            foreach (var (key, count) in counts)
                all[key] += count;
            var hits = new CareHits(_rules, tokens, IsLikely(CapitalNouns, language, counts));
            isMinor |= hits.IsMinor;
            found.AddRange(Findings(hits, tokens, language, counts).Select(finding => finding with { Start = finding.Start + starts[i] }));
        }
        var told = Tell(words, all, found);
        // The language alone decides nothing: these sentences are looked for in every message.
        var plain = _others.Find(text, words);
        if (plain is { } other && !found.Exists(finding => finding.Kind.IsCrisis()))
            found.Add(new CareFinding(CareKind.SelfHarm, CareSeverity.High, CareWho.Writer, Plain, 0, text.Length, other, [$"{other}/plain"]));
        if (!found.Exists(finding => finding.Kind.IsCrisis()))
            found.AddRange(lines.SelectMany((line, i) => Second(line, starts[i], told)));
        List<CareFinding> findings = [.. found.Order(Comparer<CareFinding>.Create(Order)).DistinctBy(finding => finding.Kind)];
        var foreign = language is null ? plain ?? _others.Tell(text, words, all.Values.Max()) : all.ContainsKey(language) ? null : language;
        return new CareCheck(foreign ?? language ?? Tell(words, all, findings), isMinor, findings) { IsUnread = foreign is not null };
    }

    private static IEnumerable<int> Starts(IReadOnlyList<string> lines)
    {
        var start = 0;
        foreach (var line in lines)
        {
            yield return start;
            start += line.Length + 1;
        }
    }

    // Weak hints and boundaries count only in a language that the words may be in.
    private static IEnumerable<CareFinding> Findings(CareHits hits, List<CareToken> tokens, string? language, Dictionary<string, int> counts)
        => hits.Signs().Where(hit => (hit.Rule.Kind.IsCrisis() && !hit.Rule.Weak) || IsLikely(hit.Rule.Language, language, counts))
            .GroupBy(hit => hit.Rule.Kind).Select(group => Weigh(group.Key, group, hits, tokens)).OfType<CareFinding>();

    private IEnumerable<CareFinding> Second(string line, int start, string told)
    {
        if (_readers.Select(reader => reader.Read(line)).FirstOrDefault(one => one is not null) is { } reading)
        {
            var place = Math.Clamp(reading.Start, 0, line.Length);
            yield return new CareFinding(
                reading.Kind, CareSeverity.Concern, reading.Who, reading.Confidence, start + place, Math.Clamp(reading.Length ?? line.Length, 0, line.Length - place),
                reading.Language ?? told, [reading.Reason]);
        }
    }

    private static CareFinding? Weigh(CareKind kind, IEnumerable<CareHit> found, CareHits hits, List<CareToken> tokens)
    {
        var signs = hits.Together(found);
        if (signs.Count == 0)
            return null;
        // A phrase speaks once, however often it comes; languages that share a word don't add up.
        var phrases = signs.Select(sign => sign.Phrase).DistinctBy(phrase => phrase.Voice).ToList();
        var confidence = phrases.GroupBy(phrase => phrase.Rule.Language).Max(group => 1 - group.Aggregate(1.0, (rest, phrase) => rest * (1 - Weight(phrase.Rule))));
        if (confidence < Least)
            return null;
        var first = signs.MaxBy(sign => (sign.Rule.Weak ? 0 : 1) * 10 + (int)sign.Rule.Severity)!;
        var severity = first.Rule.Severity == CareSeverity.Concern && phrases.Count >= Together ? CareSeverity.High : first.Rule.Severity;
        var raised = severity >= CareSeverity.High && first.Rule.Who == CareWho.Writer ? hits.Raised(kind, signs) : null;
        List<string> reasons = [.. phrases.Select(phrase => phrase.Rule.Id).Distinct(), .. raised is null ? [] : new[] { raised }, .. hits.Dropped(kind)];
        var start = tokens[first.At].Start;
        return new CareFinding(
            kind, raised is null ? severity : CareSeverity.Acute, first.Rule.Who, Math.Round(Math.Min(confidence, 0.99), 2),
            start, tokens[first.At + first.Words - 1].End - start, first.Rule.Language, reasons);
    }

    private static double Weight(CareRule rule) => rule.Weak ? 0.35 : rule.Severity switch
    {
        CareSeverity.Acute => 0.95,
        CareSeverity.High => 0.85,
        CareSeverity.Boundary => 0.7,
        _ => 0.6,
    };

    // Crisis before boundaries; the more urgent first; among equals medical help first, then self-harm, which is also asked about first.
    private static int Order(CareFinding one, CareFinding other)
    {
        var bySeverity = other.Severity.CompareTo(one.Severity);
        return bySeverity != 0 ? bySeverity : Rank(one.Kind).CompareTo(Rank(other.Kind));
    }

    private static int Rank(CareKind kind) => kind switch
    {
        CareKind.Medical => 0,
        CareKind.SelfHarm => 1,
        CareKind.Abuse => 2,
        CareKind.Violence => 3,
        _ => (int)kind + 4,
    };

    // A crisis counts in whatever language; a boundary, which costs little to miss, only in one that the message may be in.
    private static bool IsLikely(string language, string? known, Dictionary<string, int> counts)
        => language == known || counts[language] >= counts.Values.Max() - 1;

    private Dictionary<string, int> Count(List<CareToken> tokens)
        => _rules.Languages.ToDictionary(pair => pair.Key, pair => tokens.Take(MostTold).Count(pair.Value.IsFrequent), StringComparer.Ordinal);

    // The most frequent words decide; among equals the sign that was found, then the words of the phrases, then English.
    private string Tell(List<CareToken> tokens, Dictionary<string, int> counts, List<CareFinding> findings)
    {
        var best = counts.Values.Max();
        var found = findings.Count > 0 ? findings[0].Language : English;
        if (findings.Count > 0 && (best == 0 || counts.GetValueOrDefault(found) == best))
            return found;
        return counts.Where(pair => pair.Value == best).Select(pair => pair.Key).OrderBy(key => key == English ? 0 : 1)
            .MaxBy(key => tokens.Take(MostTold).Count(_rules.Languages[key].IsInPhrases))!;
    }
}
