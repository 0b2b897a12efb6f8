namespace AffectAgent.Reasoning;

/// <summary>Says how the leading reading was weighed against others: the cues that were measured, where they point, what is not on record.</summary>
internal static class AlternativeWriter
{
    private const int MostCues = 3;
    private const int MostMissing = 2;
    private const int MostUnrecorded = 3;

    /// <summary>Writes the alternatives: those that one and the same cue decides in one sentence, those without a measured cue in one too.</summary>
    /// <param name="stage">Where the sentences belong.</param>
    /// <param name="top">The reading that leads.</param>
    /// <param name="alternatives">The other ones, most probable first.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="draft">Takes the sentences.</param>
    public static void Write(ReasoningStage stage, Emotion top, IReadOnlyList<WeighedAlternative> alternatives, CaseEvidence evidence, Reading reading, Draft draft)
    {
        foreach (var group in alternatives.GroupBy(weighed => (weighed.IsApplied, Behind: weighed.IsApplied && weighed.IsBehind, Cue: OnlyCue(top, weighed)?.Evidence.Id ?? (weighed.IsApplied ? $"{weighed.Emotion}" : null))))
        {
            if (group.Key.IsApplied && group.Skip(1).Any())
                Together(stage, top, [.. group], reading, draft);
            else if (group.Key.IsApplied)
                Write(stage, top, group.First(), evidence, reading, draft);
            else
                Unmeasured(stage, top, [.. group], isNearest: group.First() == alternatives[0], reading, draft);
        }
    }

    /// <summary>Writes one or two sentences on one alternative.</summary>
    /// <param name="stage">Where the sentences belong.</param>
    /// <param name="top">The reading that leads.</param>
    /// <param name="weighed">The other one.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="draft">Takes the sentences.</param>
    public static void Write(ReasoningStage stage, Emotion top, WeighedAlternative weighed, CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (weighed is not { Evidence: { } balanced, Card: { } card, Balance: { } balance })
        {
            Unmeasured(stage, top, [weighed], isNearest: false, reading, draft);
            return;
        }

        (string, string)[] slots = [("second", weighed.Emotion.Name()), ("first", top.Name()), ("percent", Draft.Percent(weighed.Probability))];
        var key = weighed.IsBehind ? "alternative.behind" : "alternative.cues";
        var (most, unrecorded) = weighed.IsBehind ? (1, "") : (MostCues, Unrecorded(card, evidence));
        if (OnlyCue(top, weighed) is { } only)
        {
            draft.Say(stage, key, [reading.Evidence.Id, balanced.Id, card.Id, only.Evidence.Id], [.. slots, ("points", Decides(only, top, weighed.Emotion.Name()) + unrecorded)]);
            return;
        }

        var told = new List<Evidence>();
        var points = Points(top, weighed.Emotion, balance, most, told).ToList();
        // The verdict fits into the same sentence where nothing cited for a cue reads as the other one.
        if (weighed.Supported == true && !told.Exists(e => e.Distribution is not null && EvidenceFacts.Names(e, weighed.Emotion.Name())))
        {
            points.Add(Phrases.English.Fill("cue.verdict.short", 0, ("winner", top.Name()), ("loser", weighed.Emotion.Name()), ("unrecorded", unrecorded)));
            draft.Say(stage, key, [reading.Evidence.Id, balanced.Id, card.Id, .. told.Select(e => e.Id)], [.. slots, ("points", string.Join("; ", points))]);
            return;
        }

        draft.Say(stage, key, [reading.Evidence.Id, card.Id, .. told.Select(e => e.Id)], [.. slots, ("points", string.Join("; ", points))]);
        if (weighed.Moment is { Interval: { } when } moment)
            draft.Say(stage, "alternative.moment", [moment.Id], [.. slots, ("start", Draft.F(when.Start, 2)), ("end", Draft.F(when.End, 2))]);
        else
            Verdict(stage, top, weighed, unrecorded, draft);
    }

    /// <summary>Writes which card would decide between the two readings that come closest, and what it would need that was not measured.</summary>
    /// <param name="stage">Where the sentence belongs.</param>
    /// <param name="reading">The reading, of which nothing is concluded.</param>
    /// <param name="knowledge">The cards.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="draft">Takes the sentence.</param>
    public static void Undecided(ReasoningStage stage, Reading reading, IKnowledgeBase knowledge, CaseEvidence evidence, Draft draft)
    {
        var ranked = reading.Fused.Distribution.Ranked();
        if (knowledge.Discriminator(ranked[0].Emotion.Name(), ranked[1].Emotion.Name()) is not { } card)
            return;
        var needed = Needed(card, evidence).ToList();
        draft.Say(stage, needed.Count == 0 ? "undecided" : "undecided.needs", [reading.Evidence.Id, card.Id],
            ("first", ranked[0].Emotion.Name()), ("firstPercent", Draft.Percent(ranked[0].Probability)), ("second", ranked[1].Emotion.Name()), ("secondPercent", Draft.Percent(ranked[1].Probability)),
            ("needed", ObservationWriter.Join(needed)));
    }

    // The card's cues that were not measured: units of a face that is there, labels that its words may yet carry, else the modality itself.
    private static IEnumerable<string> Needed(KnowledgeCard card, CaseEvidence evidence)
    {
        if (evidence.Has(Modality.Words))
        {
            foreach (var side in Sides(card))
                yield return side;
        }
        else if (card.Cues.Any(cue => cue.Words is not null))
        {
            yield return Phrases.English.Name("words");
        }

        if (!evidence.Has(Modality.Face) && card.Cues.Any(cue => cue.ActionUnit is not null))
            yield return Phrases.English.Name("a face");
        foreach (var unit in evidence.Has(Modality.Face) ? NotMeasured(card, evidence).Take(MostUnrecorded) : [])
            yield return unit;
        if (!evidence.Has(Modality.Voice) && card.Cues.Any(cue => cue.Feature is not null))
            yield return Phrases.English.Name("a voice");
    }

    // The one cue that was measured, where it is there and decides for the leading reading.
    private static CueFinding? OnlyCue(Emotion top, WeighedAlternative weighed) =>
        weighed is { Supported: true, Balance.Findings: [{ IsThere: true } only] } && only.Cue.Favours == top.Name() ? only : null;

    private static string Decides(CueFinding only, Emotion top, string loser) => IsTautology(only)
        ? Carried([only])
        : Phrases.English.Fill("cue.only", 0, ("cue", Cue(only)), ("winner", top.Name()), ("loser", loser));

    // "Anger in the words speaks for anger" says nothing.
    private static bool IsTautology(CueFinding finding) => finding.Cue.Words is { } label && Vocabulary.Emotions.TryGetValue(finding.Cue.Favours, out var own) && own.Contains(label);

    private static string Carried(IEnumerable<CueFinding> said)
    {
        var labels = ObservationWriter.Join(said.Select(cue => cue.Cue.Words!));
        return Phrases.English.Fill(labels == Emotion.Neutral.Name() ? "cue.words-neutral" : "cue.words-carry", 0, ("labels", labels));
    }

    private static void Together(ReasoningStage stage, Emotion top, IReadOnlyList<WeighedAlternative> group, Reading reading, Draft draft) => draft.Say(
        stage, group[0].IsBehind ? "alternative.together-behind" : "alternative.together",
        [reading.Evidence.Id, .. group.Select(a => a.Evidence!.Id), .. group.Select(a => a.Card!.Id), OnlyCue(top, group[0])!.Evidence.Id],
        ("list", List(group)), ("points", Decides(OnlyCue(top, group[0])!, top, Phrases.English.Name(group.Count == 2 ? "of two" : "of many"))));

    private static void Unmeasured(ReasoningStage stage, Emotion top, IReadOnlyList<WeighedAlternative> group, bool isNearest, Reading reading, Draft draft)
    {
        var cards = group.Select(a => a.Card?.Id).OfType<string>().ToList();
        var key = (cards.Count < group.Count ? "alternative.plain" : "alternative.unmeasured") + (group.Count == 1 ? "" : "-many");
        var which = Phrases.English.Name((isNearest ? "nearest" : "another") + (group.Count == 1 ? "" : " ones"));
        var cues = group is [{ Card: { } card }] ? WouldTell(card) : "";
        draft.Say(stage, key, [reading.Evidence.Id, .. cards], ("list", List(group)), ("first", top.Name()), ("cues", cues), ("which", which));
    }

    private static string List(IReadOnlyList<WeighedAlternative> group) =>
        ObservationWriter.Join(group.Select(a => Phrases.English.Fill("alternative.item", 0, ("second", a.Emotion.Name()), ("percent", Draft.Percent(a.Probability)))));

    // What it would take: the labels of the words that the card lists for either side.
    private static string WouldTell(KnowledgeCard card)
    {
        var sides = Sides(card).ToList();
        return sides.Count == 0 ? "" : Phrases.English.Fill("cue.would-list", 0, ("list", ObservationWriter.Join(sides)));
    }

    private static IEnumerable<string> Sides(KnowledgeCard card) => card.Cues
        .Where(cue => cue is { Words: { } label and not "neutral", Direction: not Direction.Lower } && CardFacts.Mentions(card, label)).GroupBy(cue => cue.Favours)
        .Select(side => side.MaxBy(cue => cue.Strength)!)
        .Select(cue => Phrases.English.Fill(Vocabulary.Emotions[cue.Favours].Contains(cue.Words) ? "cue.would-own" : "cue.would", 0, ("label", cue.Words!), ("emotion", cue.Favours)));

    private static IEnumerable<string> Points(Emotion top, Emotion other, CueBalance balance, int most, List<Evidence> told)
    {
        var there = balance.Findings.Where(finding => finding.IsThere).ToList();
        // What the words carry of either side is said once: "the words themselves carry fear and disgust".
        var said = ((Emotion[])[top, other]).SelectMany(emotion => there.Where(finding => finding.Cue.Favours == emotion.Name() && IsTautology(finding)).Take(most)).ToList();
        told.AddRange(said.Select(finding => finding.Evidence));
        if (said.Count > 0)
            yield return Carried(said);
        foreach (var emotion in (Emotion[])[top, other])
        {
            var cues = there.Where(finding => finding.Cue.Favours == emotion.Name() && !IsTautology(finding)).Take(most).ToList();
            if (cues.Count == 0)
                continue;
            told.AddRange(cues.Select(finding => finding.Evidence));
            yield return Phrases.English.Fill(cues.Count == 1 ? "cue.for-one" : "cue.for-many", 0, ("cues", ObservationWriter.Join(cues.Select(Cue))), ("emotion", emotion.Name()));
        }

        // A cue of less movement is there when the unit is not; it is said as the unit that stays low.
        foreach (var finding in balance.Findings.Where(finding => !finding.IsThere && finding.Cue is { ActionUnit: not null, Direction: Direction.Higher }).Take(Math.Min(most, MostMissing)))
        {
            told.Add(finding.Evidence);
            yield return Phrases.English.Fill("cue.missing", 0, [.. Slots(finding.Evidence), ("emotion", finding.Cue.Favours)]);
        }
    }

    private static string Cue(CueFinding finding) => finding switch
    {
        { Cue: { ActionUnit: not null, Direction: Direction.Lower } } => Phrases.English.Fill("cue.unit-low", 0, Slots(finding.Evidence)),
        { Cue.ActionUnit: not null } => Phrases.English.Fill("cue.unit", 0, Slots(finding.Evidence)),
        { Cue.Words: { } label } => Phrases.English.Fill("cue.words", 0, ("label", label)),
        _ => Phrases.English.Fill("cue.voice", 0, ("name", Phrases.English.Name(finding.Evidence.Label!)), ("direction", finding.Evidence.Direction == Direction.Higher ? "higher" : "lower")),
    };

    private static (string, string)[] Slots(Evidence unit) => [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];

    private static void Verdict(ReasoningStage stage, Emotion top, WeighedAlternative weighed, string unrecorded, Draft draft)
    {
        var winner = weighed.Supported == false ? weighed.Emotion : top;
        var key = weighed.Supported switch { null => "cue.undecided", true => "cue.verdict", false => "cue.verdict.against" };
        draft.Say(stage, key, [weighed.Evidence!.Id, weighed.Card!.Id],
            ("winner", winner.Name()), ("loser", (winner == top ? weighed.Emotion : top).Name()), ("first", top.Name()), ("second", weighed.Emotion.Name()),
            ("unrecorded", unrecorded));
    }

    // The cues of the card that the ledger holds nothing of, in a channel that was measured at all.
    private static string Unrecorded(KnowledgeCard card, CaseEvidence evidence)
    {
        var list = evidence.Units.Count == 0 ? [] : NotMeasured(card, evidence).Take(MostUnrecorded).ToList();
        return list.Count == 0 ? "" : Phrases.English.Fill(list.Count == 1 ? "cue.unrecorded-one" : "cue.unrecorded-many", 0, ("list", ObservationWriter.Join(list)));
    }

    private static IEnumerable<string> NotMeasured(KnowledgeCard card, CaseEvidence evidence) => card.Cues.Where(cue => cue.ActionUnit is not null).OrderByDescending(cue => cue.Strength)
        .Select(cue => cue.ActionUnit!.Value).Distinct().Where(unit => !evidence.All.Any(e => e.ActionUnit == unit) && ActionUnits.Find(unit) is not null)
        .Select(unit => Phrases.English.Fill("cue.unrecorded-unit", 0, ("code", ActionUnits.Get(unit).Code), ("name", ActionUnits.Get(unit).Name.ToLowerInvariant())));
}
