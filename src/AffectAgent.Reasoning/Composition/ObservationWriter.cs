namespace AffectAgent.Reasoning;

/// <summary>Writes what was measured: face, Action Units, voice, words.</summary>
internal static class ObservationWriter
{
    private const int MostUnits = 4;
    private const int MostEpisodes = 3;
    private const int MostFeatures = 2;
    private const int MostLines = 3;
    private const int MostQuoted = 90;

    /// <summary>Writes the observations of a case.</summary>
    public static void Write(CaseEvidence evidence, Draft draft)
    {
        Face(evidence, draft);
        Expression(evidence, draft);
        Units(evidence, draft);
        SignWriter.Observe(evidence, draft);
        Voice(evidence, draft);
        Words(evidence, draft);
    }

    private static void Face(CaseEvidence evidence, Draft draft)
    {
        if (!evidence.IsStill && evidence.First(EvidenceKinds.FaceTrack) is { Interval: { } seen, Value: { } share } track)
            draft.Say(ReasoningStage.Observation, "face.in-view", [track.Id], ("start", Draft.F(seen.Start, 2)), ("end", Draft.F(seen.End, 2)), ("share", Draft.Percent(share)));
        foreach (var weak in evidence.OfKind(EvidenceKinds.FaceQuality))
        {
            if (weak is { Label: "small", Value: { } size, Unit: "px" or "pixels" })
                draft.Say(ReasoningStage.Observation, "face.small", [weak.Id], ("size", Draft.F(size, 0)));
            else if (weak.Label is "turned" or "blurred" or "dark" or "covered")
                draft.Say(ReasoningStage.Observation, "face.weak", [weak.Id], ("label", weak.Label));
        }
    }

    private static void Expression(CaseEvidence evidence, Draft draft)
    {
        if (evidence.First(EvidenceKinds.Expression) is not { Distribution: { } distribution, Label: { } label, Value: { } value } read)
            return;
        var second = distribution.Where(pair => pair.Key != label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault();
        if (second.Key is null)
            return;
        draft.Say(ReasoningStage.Observation, "face.expression", [read.Id],
            ("emotion", label), ("percent", Draft.Percent(value)), ("second", second.Key), ("secondPercent", Draft.Percent(second.Value)));
        // The longest stretches weigh most in the whole; they are told in order of time.
        var episodes = evidence.OfKind(EvidenceKinds.ExpressionEpisode).Where(e => e is { Interval: not null, Label: not null, Value: not null })
            .OrderByDescending(e => e.Interval!.Value.Duration).Take(MostEpisodes).OrderBy(e => e.Interval!.Value.Start);
        foreach (var episode in episodes)
        {
            draft.Say(ReasoningStage.Observation, "face.expression-episode", [episode.Id], ("emotion", episode.Label!), ("percent", Draft.Percent(episode.Value!.Value)),
                ("start", Draft.F(episode.Interval!.Value.Start, 2)), ("end", Draft.F(episode.Interval.Value.End, 2)));
        }
    }

    private static void Units(CaseEvidence evidence, Draft draft)
    {
        var units = evidence.Units;
        if (units.Count == 0)
            return;
        var visible = units.Where(e => e.Value >= EvidenceFacts.Visible).Take(MostUnits).ToList();
        if (visible.Count == 0)
        {
            draft.Say(ReasoningStage.Observation, "au.none", [units[0].Id], Slots(units[0]));
            return;
        }

        var episodes = visible.Where(e => e is { Kind: EvidenceKinds.ActionUnitEpisode, Interval: not null, Apex: not null }).Take(MostEpisodes).ToList();
        foreach (var episode in episodes)
        {
            draft.Say(ReasoningStage.Observation, "au.episode", [episode.Id], [.. Slots(episode), ("start", Draft.F(episode.Interval!.Value.Start, 2)),
                ("end", Draft.F(episode.Interval.Value.End, 2)), ("apex", Draft.F(episode.Apex!.Value, 2))]);
        }

        var held = visible.Except(episodes).ToList();
        if (held.Count > 0)
        {
            var more = held.Skip(1).Select((e, i) => (i == held.Count - 2 ? " and " : ", ") + Phrases.English.Fill("au.more", 0, Slots(e)));
            draft.Say(ReasoningStage.Observation, "au.list", held.Select(e => e.Id),
                ("first", Phrases.English.Fill("au.first", 0, Slots(held[0]))), ("more", string.Concat(more)));
        }

        if (visible.Where(e => e.Reliability == Reliability.Unverified).ToList() is { Count: > 0 } unverified)
            draft.Say(ReasoningStage.Observation, "au.unverified", unverified.Select(e => e.Id), ("codes", Join(unverified.Select(Draft.Code))));
    }

    private static void Voice(CaseEvidence evidence, Draft draft)
    {
        if (evidence.First(EvidenceKinds.VoiceActivity) is { Value: > 0, Unit: "s" } speech)
            draft.Say(ReasoningStage.Observation, "voice.activity", [speech.Id], ("seconds", Draft.F(speech.Value.Value, 1)));
        var features = evidence.OfKind(EvidenceKinds.VoiceFeature)
            .Where(e => e is { Direction: Direction.Higher or Direction.Lower, Baseline: not null, Value: not null, Label: not null })
            .OrderByDescending(e => e.Confidence).DistinctBy(e => e.Label).Take(MostFeatures);
        foreach (var feature in features)
        {
            draft.Say(ReasoningStage.Observation, "voice.feature", [feature.Id], ("name", Phrases.English.Name(feature.Label!)), ("value", Draft.F(feature.Value!.Value, 1)),
                ("unit", feature.Unit ?? ""), ("direction", feature.Direction == Direction.Higher ? "higher" : "lower"), ("baseline", Draft.F(feature.Baseline!.Value, 1)));
        }

        if (evidence.First(EvidenceKinds.VoiceEmotion) is { Label: not null, Value: not null } heard && Witnesses.NamesAnEmotion(evidence))
            draft.Say(ReasoningStage.Observation, "voice.emotion", [heard.Id], ("label", heard.Label), ("percent", Draft.Percent(heard.Value.Value)));
        foreach (var affect in evidence.OfKind(EvidenceKinds.VoiceAffect).Where(e => e is { Value: not null, Label: not null, Unit: "-1..1" })
            .OrderByDescending(e => e.Confidence).DistinctBy(e => e.Label))
            draft.Say(ReasoningStage.Observation, "voice.affect", [affect.Id], ("dimension", affect.Label!), ("value", Draft.F(affect.Value!.Value, 2)));
    }

    private static void Words(CaseEvidence evidence, Draft draft)
    {
        var read = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Label: not null, Value: not null, Quote: not null })
            .OrderBy(e => e.Label == "neutral").ThenByDescending(e => e.Value * e.Confidence).DistinctBy(e => e.Quote).Take(MostLines)
            .OrderBy(e => e.Interval?.Start ?? 0).ToList();
        foreach (var line in read)
            Line(line, draft);
        if (read.Count == 0)
        {
            foreach (var line in evidence.OfKind(EvidenceKinds.TranscriptLine).Where(e => !string.IsNullOrWhiteSpace(e.Quote)).Take(MostLines))
            {
                draft.Say(ReasoningStage.Observation, line.Interval is null ? "words.line" : "words.line-timed", [line.Id],
                    ("quote", Quote(line.Quote!)), ("start", Draft.F(line.Interval?.Start ?? 0, 2)));
            }
        }
    }

    private static void Line(Evidence line, Draft draft)
    {
        var carriers = (line.CarryingWords ?? []).Take(3).Select(word => $"“{Quote(word)}”").ToList();
        // More likely absent than present: a hint, and said to be one.
        var weak = line.Value < 0.5 ? "-weak" : "";
        var key = line.Label == "neutral" ? "words.neutral" : line.Interval is null ? $"words.emotion{weak}" : $"words.emotion{weak}-timed";
        draft.Say(ReasoningStage.Observation, key, [line.Id], ("quote", Quote(line.Quote!)), ("label", line.Label!), ("percent", Draft.Percent(line.Value!.Value)),
            ("start", Draft.F(line.Interval?.Start ?? 0, 2)),
            ("carried", carriers.Count == 0 ? "" : Phrases.English.Fill("words.carried", 0, ("carriers", Join(carriers)))));
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string Join(IEnumerable<string> items)
    {
        var list = items.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list.SkipLast(1))} and {list[^1]}";
    }

    private static (string, string)[] Slots(Evidence unit) =>
        [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];

    // Quotation marks inside would end the quote; a long line is cut at a word.
    private static string Quote(string text)
    {
        var clean = string.Join(' ', text.Split((char[])['“', '”', '"', '\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        if (clean.Length <= MostQuoted)
            return clean;
        var cut = clean.LastIndexOf(' ', MostQuoted);
        return (cut > 0 ? clean[..cut] : clean[..MostQuoted]) + "…";
    }
}
