using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>Answers questions of movements: which there are, how strong, of what kind a smile is, why one is not there, and what a term means.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed partial class MovementAnswer(IKnowledgeBase knowledge)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;
    private const int MostUnits = 8;
    private const int MostSentences = 4;
    private const int Smile = 12;
    private const int Cheeks = 6;
    private const int Blink = 45;

    /// <summary>The Action Units that were found, the strongest first.</summary>
    public static void List(CaseEvidence evidence, Draft draft)
    {
        var visible = evidence.Units.Where(e => e.Value >= EvidenceFacts.Visible).Take(MostUnits).ToList();
        if (visible.Count > 0)
            draft.Say(Stage, visible.Count == 1 ? "answer.units-one" : "answer.units", visible.Select(e => e.Id), ("list", Listed(visible)));
        else if (evidence.Units.Count > 0)
            draft.Say(Stage, "au.none", [evidence.Units[0].Id], Slots(evidence.Units[0]));
    }

    /// <summary>How strong the movement is that is named, or the part of the emotion; without either, the strongest movement; and the arousal of the reading.</summary>
    public static void Strength(AskedQuestion question, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        if (Named(question, evidence) is { } named)
        {
            draft.Say(Stage, named.Value >= EvidenceFacts.Visible ? "answer.measured" : "answer.resting", [named.Id], Slots(named));
            return;
        }

        if (reading is not null && question.Emotions is [var emotion, ..])
            draft.Say(Stage, "answer.part", [reading.Evidence.Id], ("asked", emotion.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[emotion])));
        else if (evidence.Units.FirstOrDefault(e => e.ActionUnit != Blink) is { Value: >= EvidenceFacts.Visible } strongest)
            draft.Say(Stage, "answer.strength", [strongest.Id], Slots(strongest));
        if (reading?.VadEvidence.FirstOrDefault(e => e.Label == "arousal") is { } arousal)
            draft.Say(Stage, "answer.arousal", [arousal.Id], ("arousal", Draft.F(arousal.Value!.Value, 2)));
    }

    /// <summary>Which kind of smile was measured, and that no kind tells whether it is meant.</summary>
    public void Smiles(AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        var meant = Meant().IsMatch(string.Join(' ', question.Words));
        if (meant && knowledge.Find("limit/deception") is { Gist: { } gist } limit)
            draft.Say(Stage, "answer.limit", [limit.Id], ("gist", gist));
        var (corners, cheeks) = (Of(Smile, evidence), Of(Cheeks, evidence));
        if (corners is not { Value: >= EvidenceFacts.Visible })
        {
            if (corners is not null)
                draft.Say(Stage, "answer.no-smile", [corners.Id], Slots(corners));
            return;
        }

        if (evidence.OfKind(EvidenceKinds.Smile).Where(e => e is { Label: not null, Value: not null }).MaxBy(e => e.Value) is { } smile)
        {
            draft.Say(Stage, smile.Interval is { } ? "sign.smile" : "sign.smile-still", [smile.Id], ("kind", Phrases.English.Name(smile.Label!)), ("value", Draft.F(smile.Value!.Value, 1)),
                ("start", Draft.F(smile.Interval?.Start ?? 0, 2)), ("end", Draft.F(smile.Interval?.End ?? 0, 2)));
        }

        List<Evidence> marks = cheeks is null ? [corners] : [corners, cheeks];
        draft.Say(Stage, marks.Count == 1 ? "answer.smile-mark" : "answer.smile-marks", marks.Select(e => e.Id), ("list", Listed(marks)));
        if (cheeks is not null)
            draft.SayGist(Stage, knowledge.Find(cheeks.Value >= EvidenceFacts.Visible ? "smile/duchenne" : "smile/polite"));
        if (!meant)
            draft.SayGist(Stage, knowledge.Find("limit/feelings"));
    }

    /// <summary>Whether the movements that are named are there: each with its value and time, or that it stays low, or that it was not measured.</summary>
    public static void Shown(AskedQuestion question, CaseEvidence evidence, Func<Evidence> asked, Draft draft)
    {
        IReadOnlyList<NamedMovement> named = NamedMovements.All(question.Words) is { Count: > 0 } all ? all : question.Units.Count > 0 ? [new NamedMovement(question.Units, true, [])] : [];
        foreach (var movement in named)
        {
            var measured = movement.Units.Select(unit => Of(unit, evidence)).OfType<Evidence>().ToList();
            if (measured.Count == 0)
                NotMeasured(movement.Units[0], question, asked(), draft);
            foreach (var unit in measured.Where((unit, place) => place == 0 || unit.Value >= EvidenceFacts.Visible))
                draft.Say(Stage, unit.Value < EvidenceFacts.Visible ? "answer.not-shown" : unit is { Apex: not null, Interval: not null } ? "answer.shown-timed" : "answer.there", [unit.Id],
                    [.. Slots(unit), ("start", Draft.F(unit.Interval?.Start ?? 0, 2)), ("end", Draft.F(unit.Interval?.End ?? 0, 2)), ("apex", Draft.F(unit.Apex ?? 0, 2))]);
        }
    }

    /// <summary>Why a movement is not there: what was measured of it, and that the reason for it can't be read; where it is there, that.</summary>
    public void WhyNotShown(AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        if (Named(question, evidence) is not { } named)
            return;
        var there = named.Value >= EvidenceFacts.Visible;
        draft.Say(Stage, there ? "answer.there" : "answer.resting", [named.Id], Slots(named));
        if (!there && knowledge.Find("limit/feelings") is { Gist: { } gist } limit)
            draft.Say(Stage, "answer.limit", [limit.Id], ("gist", gist));
    }

    /// <summary>What a term means, from its card, and what was measured of it.</summary>
    public void Meaning(AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        var units = question.Units;
        var card = (Code().IsMatch(string.Join(' ', question.Words)) || FacsName().IsMatch(string.Join(' ', question.Words)) ? units.Select(unit => knowledge.Find($"au/{unit}")).FirstOrDefault(found => found is not null) : null) ?? Term(question.Words);
        if (card is null)
            return;
        foreach (var sentence in SentenceEnd().Split($"{card.Gist}. {card.Text}").Where(text => text.Trim().Length > 0).Take(MostSentences))
            draft.Say(Stage, "card.gist", [card.Id], ("gist", sentence.Trim()));
        if (card.Kind == CardKind.ActionUnit && Of(units[0], evidence) is { } measured)
            draft.Say(Stage, measured.Value >= EvidenceFacts.Visible ? "answer.measured" : "answer.resting", [measured.Id], Slots(measured));
    }

    private static void NotMeasured(int number, AskedQuestion question, Evidence asked, Draft draft)
    {
        var unit = ActionUnits.Get(number);
        draft.Say(Stage, "answer.unmeasured", [asked.Id, $"au/{number}"], ("thing", $"{unit.Code} ({unit.Name.ToLowerInvariant()})"), ("quote", ObservationWriter.Quote(question.Text)));
    }

    // The card whose title or key words hold the term that is asked for; a pair's card tells two things apart and means none.
    private KnowledgeCard? Term(IReadOnlyList<string> asked)
    {
        var words = asked.Where(word => word.Length > 2 && !Asking.Contains(word)).ToList();
        return words.Count == 0 ? null : knowledge.Search(new KnowledgeQuery { Text = string.Join(' ', words), Limit = 8 }).Select(hit => hit.Card)
            .FirstOrDefault(card => card.Kind != CardKind.Discriminator && words.TrueForAll(word => $"{card.Title} {string.Join(' ', card.Keywords)}".Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static readonly HashSet<string> Asking = ["what", "does", "mean", "means", "meaning", "meant", "the", "are", "define", "definition", "explain", "exactly", "actually", "stand", "for", "anyway", "again", "word", "term", "here"];

    private static Evidence? Named(AskedQuestion question, CaseEvidence evidence) => question.Units.Select(unit => Of(unit, evidence)).OfType<Evidence>().FirstOrDefault();

    private static Evidence? Of(int unit, CaseEvidence evidence) => evidence.Units.FirstOrDefault(e => e.ActionUnit == unit);

    private static string Listed(IEnumerable<Evidence> units) => ObservationWriter.Join(units.Select(unit => Phrases.English.Fill("cue.unit", 0, Slots(unit))));

    private static (string, string)[] Slots(Evidence unit) => [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];

    [GeneratedRegex(@"\b(?:genuine|real|true|fake|faked|sincere|insincere|authentic|honest|forced|felt|spontaneous)\b")]
    private static partial Regex Meant();

    [GeneratedRegex(@"\bau\d")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?:" + FacsNames.Pattern + ")", RegexOptions.IgnoreCase)]
    private static partial Regex FacsName();

    [GeneratedRegex(@"[.;?!]+(?:\s+|$)")]
    private static partial Regex SentenceEnd();
}
