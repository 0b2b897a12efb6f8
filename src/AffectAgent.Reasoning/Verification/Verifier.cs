using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Checks every sentence against what it cites. The text itself is parsed, whoever wrote it: numbers, Action Units by
/// number or FACS name, times, percents, directions, intensities, presence, emotions, persons and quoted words must all be
/// held by the cited evidence or cards, numbers within the rounding in which they are written. A sentence that cites cards
/// alone must say what those cards say, and nothing of the case at hand. Thread-safe.
/// </summary>
/// <param name="knowledge">The cards.</param>
public sealed partial class Verifier(IKnowledgeBase knowledge)
{
    /// <summary>Takes out the sentences that their citations do not support, and says how many.</summary>
    /// <param name="draft">The explanation as it was written.</param>
    /// <param name="ledger">What was measured.</param>
    public Explanation Verify(Explanation draft, EvidenceLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(ledger);
        var kept = new List<Claim>();
        var rejected = new List<RejectedClaim>();
        foreach (var claim in draft.Claims)
        {
            if (Fault(claim, draft.Person, ledger) is { } why && FaultInPlainWords(claim, draft.Person, ledger) is not null)
                rejected.Add(new RejectedClaim(claim, why));
            else
                kept.Add(claim);
        }

        return draft with { Claims = kept, Faithfulness = new Faithfulness(draft.Claims.Count, kept.Count, rejected) };
    }

    /// <summary>What a sentence's citations do not support, or null if they support all of it.</summary>
    /// <param name="claim">The sentence.</param>
    /// <param name="person">The person whose explanation it stands in, or null.</param>
    /// <param name="ledger">What was measured.</param>
    public string? Fault(Claim claim, int? person, EvidenceLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(ledger);
        if (string.IsNullOrWhiteSpace(claim.Text) || claim.Text.Length > SentenceReader.MaxLength)
            return $"it is empty or longer than {SentenceReader.MaxLength} characters";
        if (claim.Citations.Count == 0)
            return "it cites nothing";
        if (claim.Citations.FirstOrDefault(id => ledger.Find(id) is null && knowledge.Find(id) is null) is { } missing)
            return $"it cites {missing}, which does not exist";
        var whole = new Cited(
            [.. claim.Citations.Select(ledger.Find).OfType<Evidence>()],
            [.. claim.Citations.Select(knowledge.Find).OfType<KnowledgeCard>()]);
        var cited = whole with { Evidence = [.. whole.Evidence.Select(e => OfItsModality(e, ledger))] };
        if (claim.Stage == ReasoningStage.Observation && cited.Evidence.Count == 0)
            return "it states an observation and cites no evidence";
        var sentence = SentenceReader.Read(claim.Text);
        return Feelings(sentence, cited) ?? Persons(sentence, cited, person) ?? Quotes(sentence, cited) ?? Scales(sentence, cited)
            ?? Clauses(sentence, cited) ?? Forms(new FormContext(sentence, whole, person, ledger)) ?? Grounds(sentence, cited);
    }

    // Loose prose is held by what it says in plain words.
    private string? FaultInPlainWords(Claim claim, int? person, EvidenceLedger ledger) =>
        Fault(claim with { Text = Paraphrase.Of(claim.Text) }, person, ledger);

    // A reading that rests on one modality alone speaks for that modality.
    private static Evidence OfItsModality(Evidence evidence, EvidenceLedger ledger)
    {
        if (evidence is not { Modality: Modality.Other, Kind: EvidenceKinds.Reading, DerivedFrom: { Count: > 0 } from })
            return evidence;
        var modalities = from.Select(id => ledger.Find(id)?.Modality ?? Modality.Other).Distinct().ToList();
        return modalities.Count == 1 ? evidence with { Modality = modalities[0] } : evidence;
    }

    // What a sentence says by its form: order in time, cues weighed, comparisons, occasions, compounds, what would follow.
    private string? Forms(FormContext form) =>
        HypothesisChecks.Check(form) ?? CueChecks.Check(form) ?? OrderChecks.Check(form) ?? ComparisonChecks.Check(form) ?? CauseChecks.Check(form) ?? CompoundChecks.Check(form)
        ?? SideChecks.Check(form) ?? HalfChecks.Check(form, knowledge);

    private static string? Clauses(ParsedSentence sentence, Cited cited)
    {
        var generic = cited.Evidence.Count == 0;
        foreach (var clause in sentence.Clauses)
        {
            var fault = ClauseChecks.Units(clause, cited, generic) ?? ClauseChecks.Numbers(clause, cited) ?? ClauseChecks.Presence(clause, cited)
                ?? ClauseChecks.Directions(clause, cited, generic) ?? ClauseChecks.Emotions(clause, cited, sentence, generic);
            if (fault is not null)
                return fault;
        }

        return null;
    }

    // What somebody feels is in no evidence; only a limit may be said of it.
    private static string? Feelings(ParsedSentence sentence, Cited cited) =>
        sentence.Feeling is null || (sentence.Feeling is false && cited.Cards.Any(card => card.Kind == CardKind.Limit))
            ? null : "it says what somebody feels, and only what is expressed was measured";

    private static string? Persons(ParsedSentence sentence, Cited cited, int? person)
    {
        var owners = cited.Evidence.Select(e => e.Person).OfType<int>().ToHashSet();
        foreach (var named in sentence.Persons)
        {
            if (!owners.Contains(named))
                return $"nothing it cites belongs to person {named}";
        }

        var expected = sentence.Persons.Count > 0 ? sentence.Persons : person is { } own ? [own] : [];
        return expected.Count > 0 && owners.Except(expected).FirstOrDefault() is var other and not 0
            ? $"it cites evidence of person {other}"
            : null;
    }

    private static string? Quotes(ParsedSentence sentence, Cited cited)
    {
        foreach (var quote in sentence.Quotes)
        {
            var bare = quote.Trim('.', ',', ' ', '…');
            if (bare.Length == 0 || (!IsSaid(bare, cited) && !cited.Cards.Any(card => CardFacts.Quotes(card, bare))))
                return $"“{quote}” is not in what it cites";
        }

        return null;
    }

    private static string? Scales(ParsedSentence sentence, Cited cited)
    {
        var wrong = sentence.Scales.FirstOrDefault(scale => !cited.Evidence.Any(e => e.Unit?.Replace("..", "-", StringComparison.Ordinal) == scale)
            && !cited.Cards.Any(card => CardFacts.Quotes(card, scale)));
        return wrong is null ? null : $"nothing it cites is on a scale of {wrong}";
    }

    // A sentence must be about what it cites at all, not only free of what contradicts it; where cards alone carry it, they must say it.
    private static string? Grounds(ParsedSentence sentence, Cited cited)
    {
        if (IsAnchored(sentence, cited) || CardStatements.Restated(cited.Cards, sentence.Text) || (cited.Cards.Count > 0 && CardStatements.OnlyConnects(sentence)))
            return null;
        if (AboutTheCase().IsMatch(sentence.Text))
            return cited.Evidence.Count == 0 ? "it speaks of the case at hand and cites no evidence" : "it speaks of the case at hand, and none of the cited evidence says this";
        return cited.Cards.Count == 0 ? "nothing in it can be checked against what it cites" : "the cited cards do not say this; a general statement repeats a sentence of a card";
    }

    // True if something that it states was measured.
    private static bool IsAnchored(ParsedSentence sentence, Cited cited) => cited.Evidence.Count > 0
        && (sentence.Clauses.Any(clause => clause.Numbers.Count > 0 || clause.Units.Any(unit => cited.Evidence.Any(e => e.ActionUnit == unit))
            || clause.Emotions.Any(emotion => cited.Evidence.Any(e => EvidenceFacts.ProbabilityOf(e, emotion.Word) is not null || EvidenceFacts.Names(e, emotion.Word)))
            || clause.Directions.Any(word => cited.For(clause).Any(e => EvidenceFacts.DirectionOf(e, word) == Vocabulary.Directions[word])))
            || sentence.Quotes.Any(quote => quote.Trim('.', ',', ' ', '…') is { Length: > 0 } bare && IsSaid(bare, cited))
            || cited.Evidence.Any(e => IsNamed(e, sentence)));

    private static bool IsSaid(string quote, Cited cited) => cited.Evidence.Any(e => Bare(e.Quote ?? "").Contains(Bare(quote), StringComparison.OrdinalIgnoreCase)
        || e.CarryingWords?.Contains(quote, StringComparer.OrdinalIgnoreCase) is true);

    // Quotation marks and the width of spaces are no part of what was said.
    private static string Bare(string text) => Spaces().Replace(text.Replace('’', '\''), " ");

    private static bool IsNamed(Evidence evidence, ParsedSentence sentence) =>
        evidence.Label is { } label && label.Split(' ', '.', '_', '-').Any(part => part.Length > 2 && sentence.Words.Contains(part.ToLowerInvariant()));

    [GeneratedRegex(@"\b(?:this|that|her|his|their) (?:face|voice|person|speaker|clip|picture|photo|expression|man|woman|smile)\b|\bperson \d|\b(?:he|she) (?:is|was|looks|sounds)\b|\b(?:is|are|was|were) (?:visible|present|absent|measured|detected|found|heard)\b|\bhere\b", RegexOptions.IgnoreCase)]
    private static partial Regex AboutTheCase();

    [GeneratedRegex("[\\s“”\"]+")]
    private static partial Regex Spaces();
}
