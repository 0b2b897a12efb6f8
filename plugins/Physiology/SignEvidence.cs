using System.Globalization;

namespace AffectAgent.Plugins.Physiology;

/// <summary>Writes signs into the ledger. What no real recording has confirmed is graded unverified.</summary>
internal static class SignEvidence
{
    private const int MostBrief = 6;
    private const int MostGestures = 6;
    private const int MostSmiles = 4;
    private const int MostSides = 3;
    private const double LeastPain = 3;
    private const double MostUnverified = 0.5;
    // A still knows no resting face of the person: raised cheeks alone (AU6) reach the least score on two of three rendered heads (docs/perception-signs.md).
    private const double MostTrustInStill = 0.25;
    private const double MostTrustInClip = 0.5;

    /// <summary>A heart rate, or why there is none.</summary>
    public static IEnumerable<Evidence> Of(HeartRateTrack track, EvidenceLedger ledger)
    {
        if (track.BeatsPerMinute is not { } rate)
        {
            ledger.Add(new Unscored("heart rate", $"No heart rate was read: {track.WhyNot}.", PhysiologyPlugin.HeartRateTool, track.Person));
            yield break;
        }

        var read = track.Windows.Where(window => window.BeatsPerMinute is not null).ToList();
        yield return ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.HeartRate,
            Modality = Modality.Face,
            Person = track.Person,
            Interval = TimeRange.Of(read[0].Start, read[^1].End),
            Label = "heart rate",
            Value = rate,
            Unit = "beats a minute",
            Confidence = Math.Clamp(track.Quality, 0, 1),
            Source = new EvidenceSource(PhysiologyPlugin.HeartRateTool),
            Note = string.Create(CultureInfo.InvariantCulture, $"Read from the skin's colour in {read.Count} of {track.Windows.Count} windows; signal quality {track.Quality:0.00}."),
        });
    }

    /// <summary>Nods and shakes, the largest.</summary>
    public static IEnumerable<Evidence> Of(IEnumerable<HeadGesture> gestures, EvidenceLedger ledger) =>
        gestures.OrderByDescending(g => g.Amplitude * g.Cycles).Take(MostGestures).OrderBy(g => g.Onset).Select(gesture => ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.HeadGesture,
            Modality = Modality.Face,
            Person = gesture.Person,
            Interval = TimeRange.Of(gesture.Onset, gesture.Offset),
            Apex = gesture.Apex,
            Label = gesture.IsShake ? "shake" : "nod",
            Value = Math.Round(gesture.Amplitude, 3),
            Unit = "rad",
            Source = new EvidenceSource(PhysiologyPlugin.GestureTool),
            Note = string.Create(CultureInfo.InvariantCulture, $"{gesture.Cycles:0.#} times to and fro at {gesture.Frequency:0.0} Hz."),
        }));

    /// <summary>Brief movements, the clearest.</summary>
    public static IEnumerable<Evidence> Of(IEnumerable<BriefMovement> movements, EvidenceLedger ledger) =>
        movements.OrderByDescending(m => m.Strength).Take(MostBrief).OrderBy(m => m.Onset).Select(movement => ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.BriefMovement,
            Modality = Modality.Face,
            Person = movement.Person,
            Interval = TimeRange.Of(movement.Onset, movement.Offset),
            Apex = movement.Apex,
            ActionUnit = movement.Unit,
            Label = "brief movement",
            Value = movement.Strength,
            Unit = "times the noise",
            Source = new EvidenceSource(PhysiologyPlugin.SignTool),
            Note = string.Create(CultureInfo.InvariantCulture, $"{1000 * (movement.Offset - movement.Onset):0} ms{(movement.Side == FaceSide.Both ? "" : $", {movement.Side.ToString().ToLowerInvariant()} side")}; the unit is a guess by place and direction."),
        }));

    /// <summary>Smiles, the strongest.</summary>
    public static IEnumerable<Evidence> Of(IEnumerable<Smile> smiles, bool still, EvidenceLedger ledger) =>
        smiles.OrderByDescending(s => s.Intensity).Take(MostSmiles).OrderBy(s => s.Onset).Select(smile => ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.Smile,
            Modality = Modality.Face,
            Person = smile.Person,
            Interval = still ? null : TimeRange.Of(smile.Onset, smile.Offset),
            Apex = still ? null : smile.Apex,
            Label = NameOf(smile.Kind),
            Value = smile.Intensity,
            Unit = "0-5",
            Direction = Direction.Higher,
            Source = new EvidenceSource(PhysiologyPlugin.SignTool),
            Note = NoteOf(smile),
        }));

    /// <summary>The clearest differences of the sides.</summary>
    public static IEnumerable<Evidence> Of(IEnumerable<SideDifference> differences, EvidenceLedger ledger) =>
        differences.OrderByDescending(d => Math.Abs(d.Difference) / d.Floor).Take(MostSides).Select(difference => ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.Asymmetry,
            Modality = Modality.Face,
            Person = difference.Person,
            Label = difference.Place,
            Value = Math.Abs(difference.Difference),
            Unit = "hundredths of the eye distance",
            Baseline = difference.Floor,
            Source = new EvidenceSource(PhysiologyPlugin.SignTool),
            Note = $"The {(difference.Difference > 0 ? "right" : "left")} side has more; resting faces of most people differ less than the baseline.",
        }));

    /// <summary>The pain score where it says something, or why it is not told.</summary>
    public static IEnumerable<Evidence> Of(PainScore? pain, int person, bool still, EvidenceLedger ledger)
    {
        if (pain is null)
        {
            ledger.Add(new Unscored("pain score", "Not all of its Action Units were measured.", PhysiologyPlugin.SignTool, person));
            yield break;
        }

        if (pain.Peak < LeastPain)
            yield break;
        if (pain.Unverified >= MostUnverified)
        {
            ledger.Add(new Unscored("pain score", "Most of it would rest on Action Units not shown to work on real faces.", PhysiologyPlugin.SignTool, person));
            yield break;
        }

        yield return ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.PainScore,
            Modality = Modality.Face,
            Person = person,
            Interval = still ? null : TimeRange.Of(pain.Apex, pain.Apex),
            Apex = still ? null : pain.Apex,
            Label = "PSPI",
            Value = pain.Peak,
            Unit = "0-16",
            Confidence = Math.Round(1 - pain.Unverified, 3) * (still ? MostTrustInStill : MostTrustInClip),
            Source = new EvidenceSource(PhysiologyPlugin.SignTool),
            Note = "Unverified: never compared with pain in people. On rendered heads it follows the true score closely, but reads weak pain too high. Anger, disgust, effort and strong light score too; no medical judgement follows from it.",
        });
    }

    private static string NameOf(SmileKind kind) => kind switch
    {
        SmileKind.CheeksRaised => "smile with raised cheeks",
        SmileKind.Laughing => "open smile",
        SmileKind.OneSided => "one-sided smile",
        SmileKind.Averted => "averted smile",
        _ => "plain smile",
    };

    private static string NoteOf(Smile smile)
    {
        var speed = smile.OnsetSpeed is { } s ? string.Create(CultureInfo.InvariantCulture, $" Rises by {s:0.0} a second.") : "";
        var why = smile.Kind switch
        {
            SmileKind.CheeksRaised => "The cheeks follow the mouth in a mesh: this says that the smile is strong, not that it is genuine. Unverified on real smiles.",
            SmileKind.OneSided => $"The {(smile.Imbalance > 0 ? "right" : "left")} corner moves at least three times as far.",
            SmileKind.Averted => "Gaze or head go down or aside while it lasts.",
            SmileKind.Laughing => "Lips parted, jaw dropped.",
            _ => "Kinds that rest on units not verified are not told.",
        };
        return why + speed;
    }
}
