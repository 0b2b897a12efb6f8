namespace AffectAgent.Reasoning;

/// <summary>Writes what was measured: face, Action Units, voice, words.</summary>
/// <param name="knowledge">The cards, which say what belongs to a pattern.</param>
internal sealed class ObservationWriter(IKnowledgeBase knowledge)
{
    private const int MostUnits = 4;

    /// <summary>A face that is in view all the time is not worth a sentence.</summary>
    private const double WholeShare = 0.995;
    private const int MostFeatures = 2;
    private const int MostLines = 3;
    private const int MostQuoted = 90;
    private const double Likely = 0.5;
    private static readonly HashSet<string> FunctionWords = new(StringComparer.OrdinalIgnoreCase) { "well", "did", "does", "any", "some", "another", "me", "us", "him", "my", "off", "after", "before", "because" };

    /// <summary>Writes the observations of a case.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <param name="matters">The Action Units that the reading rests on; of the unverified ones only these are told.</param>
    /// <param name="draft">Takes the sentences.</param>
    public void Write(CaseEvidence evidence, IReadOnlySet<int> matters, Draft draft)
    {
        Face(evidence, draft);
        Expression(evidence, draft);
        Units(evidence, matters, draft);
        SignWriter.Observe(evidence, draft);
        Voice(evidence, draft);
        Words(evidence, draft);
    }

    private static void Face(CaseEvidence evidence, Draft draft)
    {
        if (!evidence.IsStill && evidence.First(EvidenceKinds.FaceTrack) is { Interval: { } seen, Value: { } share and < WholeShare } track)
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
        CourseWriter.Stretches(ReasoningStage.Observation, evidence, draft);
        CourseWriter.Turn(ReasoningStage.Observation, evidence, draft);
    }

    private void Units(CaseEvidence evidence, IReadOnlySet<int> matters, Draft draft)
    {
        var units = evidence.Units;
        if (units.Count == 0)
            return;
        // What is measured well comes first, and of what nobody has shown to work only what the reading rests on.
        var seen = units.Where(e => e.Value >= EvidenceFacts.Visible).OrderBy(e => e.Reliability).ToList();
        var visible = seen.Where(e => e.Reliability != Reliability.Unverified || matters.Contains(e.ActionUnit!.Value)).Take(MostUnits).ToList();
        if (seen.Count == 0)
            draft.Say(ReasoningStage.Observation, "au.none", [units[0].Id], Slots(units[0]));
        var told = CourseWriter.Units(visible, evidence, knowledge, draft).Select(e => e.ActionUnit).ToList();
        var held = visible.Where(e => !told.Contains(e.ActionUnit) && (told.Count == 0 || e is { Kind: EvidenceKinds.ActionUnit })).ToList();
        if (held.Count > 0)
        {
            var more = held.Skip(1).Select((e, i) => (i == held.Count - 2 ? " and " : ", ") + Phrases.English.Fill("au.more", 0, Slots(e)));
            draft.Say(ReasoningStage.Observation, "au.list", held.Select(e => e.Id),
                ("first", Phrases.English.Fill("au.first", 0, Slots(held[0]))), ("more", string.Concat(more)));
        }

        Unverified("au.unverified", visible.Where(e => told.Contains(e.ActionUnit) || held.Contains(e)), draft);
        Unverified("au.left-out", seen.Where(e => !matters.Contains(e.ActionUnit!.Value)), draft);
    }

    private static void Unverified(string key, IEnumerable<Evidence> units, Draft draft)
    {
        var unverified = units.Where(e => e.Reliability == Reliability.Unverified).ToList();
        if (unverified.Count > 0)
            draft.Say(ReasoningStage.Observation, unverified.Count == 1 ? key : $"{key}-many", unverified.Select(e => e.Id), ("codes", Join(unverified.Select(Draft.Code))));
    }

    private static void Voice(CaseEvidence evidence, Draft draft)
    {
        var features = evidence.OfKind(EvidenceKinds.VoiceFeature)
            .Where(e => e is { Direction: Direction.Higher or Direction.Lower, Baseline: not null, Value: not null, Label: not null })
            .OrderByDescending(e => e.Confidence).DistinctBy(e => e.Label).Take(MostFeatures).ToList();
        if (features.Count > 0)
        {
            // Two that went opposite ways are set against each other.
            var join = features.DistinctBy(e => e.Direction).Count() > 1 ? "voice.join-but" : "voice.join";
            draft.Say(ReasoningStage.Observation, "voice.features", features.Select(e => e.Id), ("parts", string.Join(Phrases.English.Fill(join, 0), features.Select(Feature))));
        }
        else if (evidence.First(EvidenceKinds.VoiceActivity) is { Value: > 0, Unit: "s" } speech)
        {
            draft.Say(ReasoningStage.Observation, "voice.activity", [speech.Id], ("seconds", Draft.F(speech.Value.Value, 1)));
        }

        if (evidence.First(EvidenceKinds.VoiceEmotion) is { Label: not null, Value: not null } heard && Witnesses.NamesAnEmotion(evidence))
            draft.Say(ReasoningStage.Observation, "voice.emotion", [heard.Id], ("label", heard.Label), ("percent", Draft.Percent(heard.Value.Value)));
        var affect = evidence.OfKind(EvidenceKinds.VoiceAffect).Where(e => e is { Value: not null, Label: not null, Unit: "-1..1" })
            .OrderByDescending(e => e.Confidence).DistinctBy(e => e.Label).ToList();
        if (affect.Count > 0)
        {
            draft.Say(ReasoningStage.Observation, "voice.affect", affect.Select(e => e.Id),
                ("parts", Join(affect.Select((e, i) => Phrases.English.Fill(i == 0 ? "voice.affect-first" : "voice.affect-next", 0, ("dimension", e.Label!), ("value", Draft.F(e.Value!.Value, 2)))))));
        }
    }

    // The slope of the pitch is said as what it is where it is steep the way it went: a fall or a rise.
    private static string Feature(Evidence feature)
    {
        var isHigher = feature.Direction == Direction.Higher;
        var key = feature.Label == "F0 slope" && feature.Value > 0 == isHigher ? isHigher ? "voice.rise" : "voice.fall" : "voice.part";
        return Phrases.English.Fill(key, 0, ("name", Phrases.English.Name(feature.Label!)), ("value", Draft.F(feature.Value!.Value, 1)),
            ("unit", feature.Unit ?? ""), ("direction", isHigher ? "higher" : "lower"), ("baseline", Draft.F(feature.Baseline!.Value, 1)));
    }

    private static void Words(CaseEvidence evidence, Draft draft)
    {
        var read = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Label: not null, Value: not null, Quote: not null })
            .OrderBy(e => e.Label == "neutral").ThenByDescending(e => e.Value * e.Confidence).DistinctBy(e => e.Quote).Take(MostLines)
            .OrderBy(e => e.Interval?.Start ?? 0).ToList();
        foreach (var line in read)
            Line(line, evidence, draft);
        if (read.Count == 0)
        {
            foreach (var line in evidence.OfKind(EvidenceKinds.TranscriptLine).Where(e => !string.IsNullOrWhiteSpace(e.Quote)).Take(MostLines))
            {
                draft.Say(ReasoningStage.Observation, line.Interval is null ? "words.line" : "words.line-timed", [line.Id],
                    ("quote", Quote(line.Quote!)), ("start", Draft.F(line.Interval?.Start ?? 0, 2)));
            }
        }
    }

    private static void Line(Evidence line, CaseEvidence evidence, Draft draft)
    {
        // A second label that the same words carry as well is said with the first: the reading may rest on either.
        // Of a hint, that they read as neutral first is.
        var others = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e.Quote == line.Quote && e.Interval == line.Interval && e.Label is not null && e.Label != line.Label).ToList();
        var second = line.Label == "neutral" ? null
            : line.Value < Likely ? others.Find(e => e.Label == "neutral" && e.Value >= line.Value)
            : others.Where(e => e.Label != "neutral" && e.Value >= CueWeigher.LeastWords).MaxBy(e => e.Value);
        var carriers = (line.CarryingWords ?? []).Concat(second?.Label == "neutral" ? [] : second?.CarryingWords ?? []).Where(Carries).Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(3).Select(word => $"“{Quote(word)}”").ToList();
        // More likely absent than present: a hint, and said to be one.
        var weak = (line.Value < Likely, second) switch { (true, null) => "-weak", (true, _) => "-neutral", (false, null) => "", _ => "-both" };
        var face = line is { Interval: { } when, Label: not "neutral" } ? CourseWriter.During(when, evidence) : null;
        var key = line.Label == "neutral" ? "words.neutral" : $"words.emotion{weak}{(line.Interval is null ? "" : face is null ? "-timed" : "-beside")}";
        draft.Say(ReasoningStage.Observation, key, [line.Id, .. second is null ? Array.Empty<string>() : [second.Id], .. face is null ? Array.Empty<string>() : [face.Id]],
            ("quote", Quote(line.Quote!)), ("label", line.Label!), ("percent", Draft.Percent(line.Value!.Value)),
            ("second", second?.Label ?? ""), ("secondPercent", Draft.Percent(second?.Value ?? 0)),
            ("start", Draft.F(line.Interval?.Start ?? 0, 2)), ("emotion", face?.Label ?? ""),
            ("carried", carriers.Count == 0 ? "" : Phrases.English.Fill("words.carried", 0, ("carriers", Join(carriers)))));
    }

    // A question mark or a lone "at" shifts a label, and says nothing to a reader; a smiley does.
    private static bool Carries(string word) => !word.All(c => c is '?' or '!' or '.' or ',' or ';' or ':' or '-' or '…' or '\'' or '"')
        && !word.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(part => Vocabulary.Common.Contains(part.ToLowerInvariant()) || FunctionWords.Contains(part));

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string Join(IEnumerable<string> items)
    {
        var list = items.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list.SkipLast(1))} and {list[^1]}";
    }

    private static (string, string)[] Slots(Evidence unit) =>
        [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];

    /// <summary>A quote as it may stand between quotation marks: marks inside would end it; a long line is cut at a word.</summary>
    public static string Quote(string text)
    {
        var clean = string.Join(' ', text.Split((char[])['“', '”', '"', '\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return clean.Length <= MostQuoted ? clean : Quoting.Cut(clean, MostQuoted) + "…";
    }
}
