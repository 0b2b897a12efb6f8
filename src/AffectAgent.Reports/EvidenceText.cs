using System.Globalization;

namespace AffectAgent.Reports;

/// <summary>Evidence in a few words, for tables on a page or a terminal.</summary>
public static class EvidenceText
{
    /// <summary>What was measured: "AU12 Lip corner puller", "F0 mean", "“I can't believe it”"…</summary>
    public static string What(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var subject = evidence switch
        {
            { Kind: EvidenceKinds.BriefMovement } => $"movement under half a second{(evidence.ActionUnit is { } like ? $" like AU{like}" : "")}",
            { Kind: EvidenceKinds.Asymmetry } => $"sides differ: {evidence.Label}",
            { Kind: EvidenceKinds.HeadGesture } => $"head {evidence.Label}",
            { Kind: EvidenceKinds.PainScore } => "pain score PSPI",
            { Kind: EvidenceKinds.Assumption } => $"assumed: {(evidence.ActionUnit is { } assumed ? $"AU{assumed} " : "")}{evidence.Label}",
            { ActionUnit: { } unit } => $"AU{unit} {ActionUnits.Find(unit)?.Name}".TrimEnd(),
            { Kind: EvidenceKinds.FaceCount } => "faces found",
            { Kind: EvidenceKinds.FaceTrack } => "face followed",
            { Kind: EvidenceKinds.Expression } => "expression",
            { Kind: EvidenceKinds.ExpressionEpisode } => "expression for a while",
            { Kind: EvidenceKinds.VoiceActivity } => "speech",
            { Kind: EvidenceKinds.TranscriptLine } => "said",
            { Kind: EvidenceKinds.TextEmotion } => "words express",
            { Kind: EvidenceKinds.DialogueEmotion } => $"in its dialogue, expresses {evidence.Label}",
            { Kind: EvidenceKinds.VoiceEmotion } => "voice expresses",
            { Kind: EvidenceKinds.VoiceAffect } => $"voice {evidence.Label}",
            { Kind: EvidenceKinds.HeadPose } => $"head {evidence.Label}",
            { Kind: EvidenceKinds.Gaze } => $"gaze {evidence.Label}",
            { Kind: EvidenceKinds.Blinks } => "blinks",
            { Kind: EvidenceKinds.EyesClosed } => "eyes closed",
            { Kind: EvidenceKinds.Speaking } => "mouth moves as in speech",
            { Kind: EvidenceKinds.Reading } => evidence.Modality == Modality.Other ? "reading" : $"reading of the {evidence.Modality.ToString().ToLowerInvariant()}",
            { Kind: EvidenceKinds.PatternMatch } => $"pattern of {evidence.Label}",
            { Kind: EvidenceKinds.Compound } => $"pattern “{evidence.Label}”",
            { Kind: EvidenceKinds.CueBalance } => evidence.Label == "undecided" ? "cues, undecided" : $"cues point to {evidence.Label}",
            { Kind: EvidenceKinds.Cause } => $"occasion of {evidence.Label}",
            { Kind: EvidenceKinds.WhatIf } => "reading under assumptions",
            { Kind: EvidenceKinds.Question } => "asked",
            { Kind: EvidenceKinds.FaceQuality } => $"face {evidence.Label}",
            _ => evidence.Label ?? evidence.Kind,
        };
        var quote = evidence.Quote is { } words ? $" “{words}”" : "";
        var carrying = evidence.CarryingWords is { Count: > 0 } list ? $" (carried by {string.Join(", ", list)})" : "";
        var note = evidence.Note is { } text ? $" · {text}" : "";
        return subject + quote + carrying + note;
    }

    /// <summary>The value with its unit: "3.4 (0-5)", "happiness 0.91", "212 Hz, higher than 180"; with the same against many people's face where the value is against one's own.</summary>
    public static string Value(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Value is not { } value)
            return evidence.Kind is EvidenceKinds.Expression or EvidenceKinds.ExpressionEpisode ? evidence.Label ?? "" : "";
        var number = value.ToString(Math.Abs(value) >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
        if (evidence.Kind == EvidenceKinds.FaceCount)
            return number;
        if (evidence.Kind == EvidenceKinds.FaceTrack)
            return string.Create(CultureInfo.InvariantCulture, $"in {value * 100:0} % of the frames");
        var unit = evidence.Unit is { Length: > 0 } u ? (char.IsLetter(u[0]) ? $" {u}" : $" ({u})") : "";
        if (evidence.Kind is EvidenceKinds.Expression or EvidenceKinds.ExpressionEpisode or EvidenceKinds.TextEmotion or EvidenceKinds.VoiceEmotion or EvidenceKinds.Reading or EvidenceKinds.WhatIf)
            return $"{evidence.Label} {number}";
        var against = evidence is { Baseline: { } baseline, Direction: not Direction.None }
            ? $", {evidence.Direction.ToString().ToLowerInvariant()} {(evidence.Direction == Direction.Same ? "as" : "than")} {baseline.ToString("0.##", CultureInfo.InvariantCulture)}"
            : "";
        var people = evidence.AgainstPopulation is { } many ? string.Create(CultureInfo.InvariantCulture, $", {many:0.##} against many people's mean face") : "";
        return number + unit + against + people;
    }

    /// <summary>A reliability grade in words.</summary>
    public static string Grade(Reliability reliability) => reliability switch
    {
        Reliability.Verified => "yes",
        Reliability.Weak => "weakly",
        _ => "not yet",
    };
}
