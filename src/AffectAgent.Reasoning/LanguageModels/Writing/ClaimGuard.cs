using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// What a sentence of a language model must keep before the verifier looks at it. The verifier asks whether what is stated
/// is supported; the guard sees to it that nothing else is said beside: every word outside quotation marks must be one that
/// several built-in cards use, or of what the sentence cites; what speaks of the same as a cited card says the same; nothing is said of what a person is, has or does, or of
/// traits, health or guilt; no rule of the prompt may show; and the conclusion may name no other emotion than the one that
/// was measured. Thread-safe.
/// </summary>
internal sealed partial class ClaimGuard
{
    private const int MostCharacters = 400;
    private const int LeakedWords = 7;
    private const int ListedWords = 6;
    private static readonly PromptTable Faults = PromptTable.Load("reasoner/faults");
    private static readonly PromptTable Plain = PromptTable.Load("reasoner/words");

    private static readonly HashSet<string> Judging = [.. Plain.Fill("judging").Split(' ')];

    // Words by which a sentence speaks of what was measured rather than of what cards say.
    private static readonly HashSet<string> Measured = ["cue", "cues", "unit", "units", "reading", "evidence", "channels", "measured"];

    private readonly IKnowledgeBase _knowledge;
    private readonly IReadOnlySet<string> _known;
    private readonly HashSet<string> _rules;

    /// <summary>Gathers the known words.</summary>
    /// <param name="knowledge">The cards; those of users count only where they are cited.</param>
    public ClaimGuard(IKnowledgeBase knowledge)
    {
        _knowledge = knowledge;
        _known = KnownWords.Of(knowledge);
        _rules = Runs(CaseBrief.Instructions);
    }

    /// <summary>What is wrong with a sentence, or null.</summary>
    /// <param name="claim">The sentence.</param>
    /// <param name="top">The emotion that was measured.</param>
    /// <param name="ledger">What was measured.</param>
    public string? Fault(Claim claim, Emotion top, EvidenceLedger ledger)
    {
        var evidence = claim.Citations.Select(ledger.Find).OfType<Evidence>().ToList();
        var cards = claim.Citations.Select(_knowledge.Find).OfType<KnowledgeCard>().ToList();
        if ((Form(claim.Text) ?? Rules(claim.Text) ?? Person(claim.Text, evidence, cards)) is { } wrong)
            return wrong;
        var plain = Paraphrase.Of(claim.Text, cards);
        return Unknown(plain, evidence, cards) ?? Person(plain, evidence, cards) ?? Turned(plain, evidence, cards) ?? Ground(claim, evidence) ?? Other(claim with { Text = plain }, top)
            ?? Loose(plain, evidence, ledger);
    }

    private static string? Form(string text)
    {
        if (text.Length is 0 or > MostCharacters)
            return Faults.Fill("empty", ("most", MostCharacters.ToString(CultureInfo.InvariantCulture)));
        if (DataMark.Clean(text) != text || text.Contains('\n', StringComparison.Ordinal) || !Signs().IsMatch(Bare(text)))
            return Faults.Fill("signs");
        return Several().IsMatch(Bare(text)) ? Faults.Fill("several") : null;
    }

    private string? Rules(string text) => Runs(text).Overlaps(_rules) ? Faults.Fill("rules") : null;

    // What speaks of the same as a card must say the same, whatever evidence stands beside it; so must what only names an emotion or a measure.
    private static string? Turned(string text, List<Evidence> evidence, List<KnowledgeCard> cards)
    {
        if (cards.Count == 0 || evidence.Count == 0)
            return null;
        var sentence = SentenceReader.Read(text);
        var measured = sentence.IsReading || sentence.Units.Count > 0 || sentence.Clauses.Any(clause => clause.Numbers.Count > 0) || sentence.Words.Any(Measured.Contains);
        return (!measured || CardStatements.Resembles(cards, sentence)) && !CardStatements.Restated(cards, text) ? Faults.Fill("turned") : null;
    }

    private string? Unknown(string text, List<Evidence> evidence, List<KnowledgeCard> cards)
    {
        var own = evidence.SelectMany(e => KnownWords.In($"{e.Label} {e.Kind} {e.Unit} {e.Note} {string.Join(' ', e.Distribution?.Keys ?? [])} {(e.Kind == EvidenceKinds.Reading ? string.Join(' ', e.CarryingWords ?? []) : "")}"))
            .Concat(cards.Where(card => evidence.Count == 0 || card.Kind != CardKind.Limit || CardStatements.Restated([card], text)).SelectMany(card => KnownWords.In(KnownWords.TextOf(card)))).Select(KnownWords.Stem).ToHashSet(StringComparer.Ordinal);
        var foreign = KnownWords.In(Bare(text)).Where(word => word.Length > 2 && !_known.Contains(KnownWords.Stem(word)) && !own.Contains(KnownWords.Stem(word))).Distinct().ToList();
        return foreign.Count == 0 ? null : Faults.Fill("words", ("words", string.Join(", ", foreign.Take(ListedWords))));
    }

    private static string? Loose(string plain, List<Evidence> evidence, EvidenceLedger ledger) =>
        new Prose(SentenceReader.Plain(plain), SentenceReader.Read(plain), evidence, ledger).Fault() is { } key ? Faults.Fill(key) : null;

    // What is said of the case is said of an expression, never of the one who shows it.
    private static string? Person(string text, List<Evidence> evidence, List<KnowledgeCard> cards)
    {
        var bare = Bare(text);
        if (SaysWhatSomebodyIs().IsMatch(bare) || SaysWhatSomebodyDoes().IsMatch(bare))
            return Faults.Fill("person");
        var named = evidence.SelectMany(e => KnownWords.In($"{e.Label} {e.Note} {string.Join(' ', e.Distribution?.Keys ?? [])}")).ToHashSet(StringComparer.Ordinal);
        var judged = evidence.Count == 0 || CardStatements.Restated(cards, text) ? [] : KnownWords.In(bare).Where(word => Judging.Contains(word) && !named.Contains(word)).Distinct().ToList();
        return judged.Count == 0 ? null : Faults.Fill("judges", ("words", string.Join(", ", judged.Take(ListedWords))));
    }

    private static string? Ground(Claim claim, List<Evidence> evidence)
    {
        if (evidence.Count > 0)
            return null;
        if (claim.Stage is ReasoningStage.Observation or ReasoningStage.Conclusion)
            return Faults.Fill("no-evidence");
        return SentenceReader.Read(claim.Text).IsReading ? Faults.Fill("reading") : null;
    }

    // A conclusion that names emotions names the measured one first; others stand beside it with their probability.
    private static string? Other(Claim claim, Emotion top)
    {
        if (claim.Stage != ReasoningStage.Conclusion)
            return null;
        var named = SentenceReader.Read(claim.Text).Clauses.SelectMany(clause => clause.Emotions).Where(e => !e.Contrasted).ToList();
        return named.Count == 0 || Vocabulary.Emotions[named[0].Word].Contains(top.Name()) ? null : Faults.Fill("other", ("emotion", top.Name()));
    }

    // What stands between quotation marks is checked by the verifier, letter by letter.
    private static string Bare(string text) => Quoted().Replace(text, " ");

    private static HashSet<string> Runs(string text)
    {
        var words = KnownWords.In(text).ToList();
        return Enumerable.Range(0, Math.Max(0, words.Count - LeakedWords + 1)).Select(i => string.Join(' ', words.Skip(i).Take(LeakedWords))).ToHashSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^(?!.*(?:://|\bwww\b|\w\.[a-z]{2,}))[\p{IsBasicLatin}\p{IsLatin-1Supplement}–—’‘…−×≥≤ -[@`\[\]{}<>|#*_\\$^~=]]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Signs();

    [GeneratedRegex(@"[.!?]\s+\p{Lu}")]
    private static partial Regex Several();

    [GeneratedRegex(@"\b(?:he|she|they|(?:the |this |that )(?:person|man|woman|child|boy|girl|speaker|patient|subject|suspect|people)|person \d+)\s+(?:(?:[a-z]+ly|also|not|never|still|just)\s+)*(?:is|are|was|were|has|have|had|needs?|must|should|will|wants?|did|does|do|lies?|knows?|thinks?|believes?|plans?|deserves?|tries|means)\b|\b(?:I|you|we|my|your)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysWhatSomebodyIs();

    // Anything but what an expression does: "the person tells", "she hides".
    [GeneratedRegex(@"\b(?:he|she|(?:the |this |that )(?:person|man|woman|child|boy|girl|speaker|patient|subject|suspect)|person \d+)\s+(?:(?:[a-z]+ly|also|not|never|still|just|always|only)\s+)*(?!(?:reads|expresses|shows|smiles|frowns|blinks|speaks|says|nods|shakes|sounds|looks|appears|seems|comes|raises|lowers|pulls|opens|closes|moves|stays|this|its)\b)[a-z]+[a-rt-z]s\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysWhatSomebodyDoes();

    [GeneratedRegex("[“\"][^”\"]{0,300}[”\"]")]
    private static partial Regex Quoted();
}
