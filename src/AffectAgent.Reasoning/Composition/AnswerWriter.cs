using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>Answers questions with first sentences from the same evidence: which, who, when, how sure, whether, why, why not, what if.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed partial class AnswerWriter(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    /// <summary>Writes the answer; where the question is none that the evidence can answer, a sentence that says so.</summary>
    public void Write(string? question, CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (string.IsNullOrWhiteSpace(question))
            return;
        Answer(question, evidence, reading, draft);
        if (draft.Claims.Count == 0)
            draft.Say(ReasoningStage.Conclusion, "answer.unknown", [reading.Evidence.Id], Top(reading));
    }

    private void Answer(string question, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var asked = Asked(question, reading.Fused.Distribution.Top);
        if (Sure().IsMatch(question))
            draft.Say(ReasoningStage.Conclusion, "answer.sure", [reading.ConfidenceEvidence.Id], ("percent", Draft.Percent(reading.Confidence.Value)));
        else if (WhatIf().IsMatch(question))
            Without(evidence, draft);
        else if (When().IsMatch(question))
            Moment(evidence, draft);
        else if (asked is { } emotion && (Why().IsMatch(question) || Could().IsMatch(question)) && emotion != reading.Fused.Distribution.Top)
            WhyNot(emotion, evidence, reading, draft);
        else if (Why().IsMatch(question))
            draft.Say(ReasoningStage.Conclusion, "answer.why", [reading.Evidence.Id], Top(reading));
        else if (asked is { } named)
            Whether(named, reading, draft);
        else if (Who().IsMatch(question) && evidence.Person is { } person)
            draft.Say(ReasoningStage.Conclusion, "answer.who", [reading.Evidence.Id], [("person", $"{person}"), .. Top(reading)]);
        else if (Which().IsMatch(question))
            draft.Say(ReasoningStage.Conclusion, "answer.which", [reading.Evidence.Id], Top(reading));
    }

    private static (string, string)[] Top(Reading reading)
    {
        var (emotion, probability) = reading.Fused.Distribution.Ranked()[0];
        return [("emotion", emotion.Name()), ("percent", Draft.Percent(probability))];
    }

    // The first emotion named that is not the leading one; else the leading one if it is named.
    private static Emotion? Asked(string question, Emotion top)
    {
        Emotion? named = null;
        foreach (Match word in Word().Matches(question))
        {
            if (!Vocabulary.Emotions.TryGetValue(word.Value.ToLowerInvariant(), out var labels) || !EmotionNames.TryParse(labels[0], out var emotion))
                continue;
            if (emotion != top)
                return emotion;
            named = emotion;
        }

        return named;
    }

    // How probable the other reading is, and what tells the two apart here.
    private void WhyNot(Emotion asked, CaseEvidence evidence, Reading reading, Draft draft)
    {
        Whether(asked, reading, draft);
        var top = reading.Fused.Distribution.Top;
        if (knowledge.Discriminator(top.Name(), asked.Name()) is { } card)
            new CueWriter(ledger).Write(ReasoningStage.Conclusion, card, top, asked, evidence, draft);
    }

    private static void Whether(Emotion asked, Reading reading, Draft draft)
    {
        if (asked == reading.Fused.Distribution.Top)
            draft.Say(ReasoningStage.Conclusion, "answer.asked-yes", [reading.Evidence.Id], Top(reading));
        else
            draft.Say(ReasoningStage.Conclusion, "answer.asked", [reading.Evidence.Id], [("asked", asked.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[asked])), .. Top(reading)]);
    }

    private void Moment(CaseEvidence evidence, Draft draft)
    {
        if (evidence.Units.FirstOrDefault(e => e.Apex is not null && e.Value >= EvidenceFacts.Visible) is { } unit)
        {
            draft.Say(ReasoningStage.Conclusion, "answer.when", [unit.Id], ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)),
                ("apex", Draft.F(unit.Apex!.Value, 2)), ("value", Draft.F(unit.Value!.Value, 1)));
        }
        else if (evidence.OfKind(EvidenceKinds.ExpressionEpisode).FirstOrDefault(e => e is { Interval: not null, Value: not null, Label: not null }) is { } episode)
        {
            draft.Say(ReasoningStage.Conclusion, "answer.when-reading", [episode.Id], ("emotion", episode.Label!), ("percent", Draft.Percent(episode.Value!.Value)),
                ("start", Draft.F(episode.Interval!.Value.Start, 2)), ("end", Draft.F(episode.Interval.Value.End, 2)));
        }
        else if (evidence.IsStill)
        {
            draft.SayGist(ReasoningStage.Conclusion, knowledge.Find("limit/still"));
        }
    }

    // What the units would read as without the strongest of them.
    private void Without(CaseEvidence evidence, Draft draft)
    {
        if (evidence.Units.FirstOrDefault(e => e.Value >= EvidenceFacts.Visible) is not { } strongest
            || PatternReading.Of([.. evidence.Units.Where(e => e != strongest)], knowledge) is not { } other)
            return;
        var match = ledger.Add(ReadingRecorder.OfPattern(
            new Evidence { Kind = EvidenceKinds.PatternMatch, Modality = Modality.Other, Person = evidence.Person, Source = new EvidenceSource(GroundedComposer.SourceName) }, other)
            with { Note = $"Without AU{strongest.ActionUnit}." });
        draft.Say(ReasoningStage.Conclusion, "answer.what-if", [match.Id, strongest.Id], ("emotion", other.Emotion.Name()), ("cosine", Draft.F(other.Cosine, 2)),
            ("code", Draft.Code(strongest)), ("name", Draft.NameOf(strongest)));
    }

    [GeneratedRegex(@"\bhow (?:sure|certain|confident|reliable)\b|\bare you (?:sure|certain)\b|\bconfidence\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sure();

    [GeneratedRegex(@"\bwhat if\b|\bwithout the (?:smile|brow)|\bwould it (?:be|read)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatIf();

    [GeneratedRegex(@"\bwhen\b|\bwhat (?:time|moment)\b", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex(@"\bwho\b|\bwhich (?:person|face)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Who();

    [GeneratedRegex(@"\bwhy\b|\bhow come\b|\bexplain\b|\breasons?\b|\bwhat makes\b", RegexOptions.IgnoreCase)]
    private static partial Regex Why();

    [GeneratedRegex(@"\b(?:could|couldn't|can|can't|might|may)\b|\b(?:rather than|instead of|and not)\b|\bor\b", RegexOptions.IgnoreCase)]
    private static partial Regex Could();

    [GeneratedRegex(@"\b(?:which|what) (?:emotion|expression|feeling|mood)|\bwhat does\b|\bhow does\b", RegexOptions.IgnoreCase)]
    private static partial Regex Which();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
