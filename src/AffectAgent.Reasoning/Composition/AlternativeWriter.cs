namespace AffectAgent.Reasoning;

/// <summary>Says how the leading reading was weighed against others: the cues that were measured, where they point, what is not on record.</summary>
internal static class AlternativeWriter
{
    private const int MostCues = 3;
    private const int MostMissing = 2;
    private const int MostUnrecorded = 3;

    /// <summary>Writes one or two sentences on one alternative.</summary>
    /// <param name="stage">Where the sentences belong.</param>
    /// <param name="top">The reading that leads.</param>
    /// <param name="weighed">The other one.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="draft">Takes the sentences.</param>
    public static void Write(ReasoningStage stage, Emotion top, WeighedAlternative weighed, CaseEvidence evidence, Reading reading, Draft draft)
    {
        (string, string)[] slots = [("second", weighed.Emotion.Name()), ("first", top.Name()), ("percent", Draft.Percent(weighed.Probability))];
        if (weighed is not { IsApplied: true, Card: { } card, Balance: { } balance })
        {
            draft.Say(stage, weighed.Card is null ? "alternative.plain" : "alternative.unmeasured", [reading.Evidence.Id, .. weighed.Card is { } known ? [known.Id] : Array.Empty<string>()], slots);
            return;
        }

        var told = new List<Evidence>();
        var key = weighed.Probability < AlternativeWeigher.Serious ? "alternative.near" : "alternative.cues";
        var points = Points(top, weighed.Emotion, balance, told).ToList();
        // The verdict fits into the same sentence where nothing cited for a cue reads as the other one.
        if (weighed is { Supported: true, Evidence: { } balanced } && !told.Exists(e => e.Distribution is not null))
        {
            points.Add(Phrases.English.Fill("cue.verdict.short", 0, ("winner", top.Name()), ("loser", weighed.Emotion.Name()), ("unrecorded", Unrecorded(card, evidence))));
            draft.Say(stage, key, [reading.Evidence.Id, balanced.Id, card.Id, .. told.Select(e => e.Id)], [.. slots, ("points", string.Join("; ", points))]);
            return;
        }

        draft.Say(stage, key, [reading.Evidence.Id, card.Id, .. told.Select(e => e.Id)], [.. slots, ("points", string.Join("; ", points))]);
        if (weighed.Moment is { Interval: { } when } moment)
            draft.Say(stage, "alternative.moment", [moment.Id], [.. slots, ("start", Draft.F(when.Start, 2)), ("end", Draft.F(when.End, 2))]);
        else
            Verdict(stage, top, weighed, evidence, draft);
    }

    private static IEnumerable<string> Points(Emotion top, Emotion other, CueBalance balance, List<Evidence> told)
    {
        var there = balance.Findings.Where(finding => finding.IsThere).ToList();
        foreach (var emotion in (Emotion[])[top, other])
        {
            var cues = there.Where(finding => finding.Cue.Favours == emotion.Name()).Take(MostCues).ToList();
            if (cues.Count == 0)
                continue;
            told.AddRange(cues.Select(finding => finding.Evidence));
            yield return Phrases.English.Fill(cues.Count == 1 ? "cue.for-one" : "cue.for-many", 0, ("cues", ObservationWriter.Join(cues.Select(Cue))), ("emotion", emotion.Name()));
        }

        // A cue of less movement is there when the unit is not; it is said as the unit that stays low.
        foreach (var finding in balance.Findings.Where(finding => !finding.IsThere && finding.Cue is { ActionUnit: not null, Direction: Direction.Higher }).Take(MostMissing))
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

    private static void Verdict(ReasoningStage stage, Emotion top, WeighedAlternative weighed, CaseEvidence evidence, Draft draft)
    {
        var winner = weighed.Supported == false ? weighed.Emotion : top;
        var key = weighed.Supported switch { null => "cue.undecided", true => "cue.verdict", false => "cue.verdict.against" };
        draft.Say(stage, key, [weighed.Evidence!.Id, weighed.Card!.Id],
            ("winner", winner.Name()), ("loser", (winner == top ? weighed.Emotion : top).Name()), ("first", top.Name()), ("second", weighed.Emotion.Name()),
            ("unrecorded", Unrecorded(weighed.Card, evidence)));
    }

    // The cues of the card that the ledger holds nothing of, in a channel that was measured at all.
    private static string Unrecorded(KnowledgeCard card, CaseEvidence evidence)
    {
        var units = evidence.Units.Count == 0 ? [] : card.Cues.Where(cue => cue.ActionUnit is not null).OrderByDescending(cue => cue.Strength)
            .Select(cue => cue.ActionUnit!.Value).Distinct().Where(unit => !evidence.All.Any(e => e.ActionUnit == unit) && ActionUnits.Find(unit) is not null)
            .Select(unit => Phrases.English.Fill("cue.unrecorded-unit", 0, ("code", ActionUnits.Get(unit).Code), ("name", ActionUnits.Get(unit).Name.ToLowerInvariant())));
        var list = units.Take(MostUnrecorded).ToList();
        return list.Count == 0 ? "" : Phrases.English.Fill("cue.unrecorded", 0, ("list", ObservationWriter.Join(list)));
    }
}
