namespace AffectAgent.Reasoning;

/// <summary>Tells the course of a clip in order of time: the stretches of the face, the leading units from onset to offset, the turning point.</summary>
internal static class CourseWriter
{
    private const int MostStretches = 4;
    private const int MostUnits = 4;
    private const int Blink = 45;

    /// <summary>Writes the stretches of the face as one sentence, in order of time.</summary>
    public static void Stretches(ReasoningStage stage, CaseEvidence evidence, Draft draft)
    {
        var told = Told(evidence);
        if (told.Count == 1)
        {
            draft.Say(stage, "face.expression-episode", [told[0].Id], Slots(told[0]));
            return;
        }

        if (told.Count < 2)
            return;
        var parts = told.Select((episode, i) => Phrases.English.Fill(i == 0 ? "course.first" : "course.next", 0, [.. Slots(episode), ("face", draft.Face)])).ToList();
        draft.Say(stage, "course", told.Select(e => e.Id), ("parts", string.Join("", parts)));
    }

    /// <summary>Writes the leading units with onset, apex and offset, in order of onset.</summary>
    /// <returns>The units told.</returns>
    public static IReadOnlyList<Evidence> Units(IReadOnlyList<Evidence> visible, CaseEvidence evidence, IKnowledgeBase knowledge, Draft draft)
    {
        var episodes = evidence.OfKind(EvidenceKinds.ActionUnitEpisode)
            .Where(e => e is { ActionUnit: not null, Interval: not null, Apex: not null, Value: >= EvidenceFacts.Visible } && visible.Any(v => v.ActionUnit == e.ActionUnit)).ToList();
        if (episodes.Exists(e => e.ActionUnit != Blink))
            episodes.RemoveAll(e => e.ActionUnit == Blink);
        // Each stretch gives the strongest unit of its own pattern first, so that a strong end does not hide the beginning.
        var chosen = Told(evidence).Where(stretch => stretch.Label != Emotion.Neutral.Name())
            .Select(stretch => episodes.Where(e => stretch.Interval!.Value.Contains(e.Apex!.Value)).MaxBy(e => e.Value * Belongs(e, stretch, knowledge))).OfType<Evidence>()
            .Concat(episodes.OrderByDescending(e => e.Value)).DistinctBy(e => e.ActionUnit).Take(MostUnits).OrderBy(e => e.Interval!.Value.Start).ToList();
        if (chosen.Count > 0)
            draft.Say(ReasoningStage.Observation, "au.episodes", chosen.Select(e => e.Id), ("parts", string.Join("; ", chosen.Select(UnitPart))));
        return chosen;
    }

    private static string UnitPart(Evidence episode) => Phrases.English.Fill("au.episode", 0, ("code", Draft.Code(episode)), ("name", Draft.NameOf(episode)), ("value", Draft.F(episode.Value!.Value, 1)),
        ("start", Draft.F(episode.Interval!.Value.Start, 2)), ("end", Draft.F(episode.Interval.Value.End, 2)), ("apex", Draft.F(episode.Apex!.Value, 2)));

    // How much a unit belongs to what the face reads as at its apex: its weight in that emotion's pattern, a little where it has none.
    private static double Belongs(Evidence unit, Evidence stretch, IKnowledgeBase knowledge) =>
        Math.Max(0.2, knowledge.Find($"emotion/{stretch.Label}")?.Pattern.GetValueOrDefault(unit.ActionUnit!.Value) ?? 0);

    /// <summary>Writes where the face turns from one reading to another; answers false where it doesn't.</summary>
    public static bool Turn(ReasoningStage stage, CaseEvidence evidence, Draft draft)
    {
        if (TurnOf(evidence) is not var (before, after))
            return false;
        draft.Say(stage, "course.turn", [before.Id, after.Id], ("first", before.Label!), ("second", after.Label!),
            ("end", Draft.F(before.Interval!.Value.End, 2)), ("start", Draft.F(after.Interval!.Value.Start, 2)));
        return true;
    }

    /// <summary>The stretch of the face during most of a time, or null.</summary>
    public static Evidence? During(TimeRange when, CaseEvidence evidence) => evidence.Episodes
        .Where(e => e.Interval!.Value.OverlapWith(when) >= when.Duration / 2).MaxBy(e => e.Interval!.Value.OverlapWith(when));

    // The two strongest stretches in a row that read as different emotions, neutral ones between them left out.
    private static (Evidence Before, Evidence After)? TurnOf(CaseEvidence evidence)
    {
        var telling = evidence.Episodes.Where(e => e.Label != Emotion.Neutral.Name()).ToList();
        if (telling.Count < 2 && evidence.Episodes.Count > 1)
            telling = [.. evidence.Episodes];
        (Evidence, Evidence)? best = null;
        var weight = 0.0;
        for (var i = 1; i < telling.Count; i++)
        {
            var (before, after) = (telling[i - 1], telling[i]);
            var size = Math.Min(before.Interval!.Value.Duration * before.Value!.Value, after.Interval!.Value.Duration * after.Value!.Value);
            if (before.Label != after.Label && before.Interval.Value.End <= after.Interval.Value.Start + 0.1 && size > weight)
                (best, weight) = ((before, after), size);
        }

        return best;
    }

    private static List<Evidence> Told(CaseEvidence evidence) =>
        [.. evidence.Episodes.OrderByDescending(e => e.Interval!.Value.Duration * e.Value!.Value).Take(MostStretches).OrderBy(e => e.Interval!.Value.Start)];

    private static (string, string)[] Slots(Evidence episode) =>
    [
        ("emotion", episode.Label!), ("percent", Draft.Percent(episode.Value!.Value)),
        ("start", Draft.F(episode.Interval!.Value.Start, 2)), ("end", Draft.F(episode.Interval.Value.End, 2)),
    ];
}
