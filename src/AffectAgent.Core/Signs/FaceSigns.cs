namespace AffectAgent;

/// <summary>A nod or a shake of the head.</summary>
/// <param name="Person">The person.</param>
/// <param name="IsShake">True for a shake (about the vertical axis), false for a nod.</param>
/// <param name="Onset">When it begins, seconds.</param>
/// <param name="Apex">When the head is farthest out, seconds.</param>
/// <param name="Offset">When it has ended, seconds.</param>
/// <param name="Cycles">Movements to and fro; 1 for a single nod.</param>
/// <param name="Frequency">Cycles a second, Hz.</param>
/// <param name="Amplitude">Half of the largest swing from turn to turn, radians.</param>
public sealed record HeadGesture(int Person, bool IsShake, double Onset, double Apex, double Offset, double Cycles, double Frequency, double Amplitude);

/// <summary>A side of a face, the subject's own.</summary>
public enum FaceSide
{
    /// <summary>Both sides.</summary>
    Both,
    /// <summary>The right side.</summary>
    Right,
    /// <summary>The left side.</summary>
    Left,
}

/// <summary>A movement of under half a second against the person's own resting face: a candidate for a micro-expression.</summary>
/// <param name="Person">The person.</param>
/// <param name="Onset">When it begins, seconds.</param>
/// <param name="Apex">When it is strongest, seconds.</param>
/// <param name="Offset">When it has ended, seconds.</param>
/// <param name="Unit">FACS number of the unit whose movement it resembles most; null where none does.</param>
/// <param name="Side">Where it was seen.</param>
/// <param name="Strength">Height over the person's own noise (robust standard deviations).</param>
/// <param name="Size">Height, in hundredths of the distance of the outer eye corners.</param>
public sealed record BriefMovement(int Person, double Onset, double Apex, double Offset, int? Unit, FaceSide Side, double Strength, double Size);

/// <summary>Kinds of smile that can be told apart by what is measured with some reliability.</summary>
public enum SmileKind
{
    /// <summary>Raised lip corners, no more.</summary>
    Plain,
    /// <summary>A strong smile with raised cheeks. From a mesh the cheeks follow the mouth, so this says that it is strong.</summary>
    CheeksRaised,
    /// <summary>A strong smile with lips parted and the jaw dropped.</summary>
    Laughing,
    /// <summary>One corner moves at least three times as far as the other.</summary>
    OneSided,
    /// <summary>Closed lips, and the gaze or the head goes down or aside while it lasts.</summary>
    Averted,
}

/// <summary>A smile.</summary>
/// <param name="Person">The person.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Onset">When it begins, seconds; 0 in a still.</param>
/// <param name="Apex">When it is strongest, seconds; 0 in a still.</param>
/// <param name="Offset">When it has ended, seconds; 0 in a still.</param>
/// <param name="Intensity">AU12 at the apex, 0 to 5.</param>
/// <param name="Imbalance">(right - left) / (right + left) of how far the corners moved, -1 to 1; null where that was not measured.</param>
/// <param name="OnsetSpeed">AU12 gained a second from onset to apex; null in a still.</param>
public sealed record Smile(int Person, SmileKind Kind, double Onset, double Apex, double Offset, double Intensity, double? Imbalance, double? OnsetSpeed);

/// <summary>
/// The Prkachin and Solomon Pain Intensity (2008): AU4 + the larger of AU6 and AU7 + the larger of AU9 and AU10 + AU43 (0 or 1),
/// 0 to 16. AU6 is left out while AU12 shows, since a mesh can't tell a smile's cheeks from others.
/// </summary>
/// <param name="Person">The person.</param>
/// <param name="Peak">Its highest value.</param>
/// <param name="Apex">When, seconds.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Unverified">Share of the peak that rests on units not shown to work on real faces, 0 to 1.</param>
/// <param name="Parts">What each unit adds at the peak, by FACS number.</param>
public sealed record PainScore(int Person, double Peak, double Apex, double Mean, double Unverified, IReadOnlyDictionary<int, double> Parts);

/// <summary>How far the two sides of a face differ in one place.</summary>
/// <param name="Person">The person.</param>
/// <param name="Place">Which place: "inner brow height", "mouth corner height"…</param>
/// <param name="Units">FACS numbers of the units that move that place.</param>
/// <param name="Difference">Right minus left, in hundredths of the distance of the outer eye corners.</param>
/// <param name="Floor">What resting faces of many people and the measure's own noise explain (three standard deviations), same unit.</param>
public sealed record SideDifference(int Person, string Place, IReadOnlyList<int> Units, double Difference, double Floor);

/// <summary>The short and special signs of all persons.</summary>
public sealed record FaceSigns
{
    /// <summary>Heart rates, one a person.</summary>
    public IReadOnlyList<HeartRateTrack> HeartRates { get; init; } = [];

    /// <summary>Nods and shakes, by person, then by onset.</summary>
    public IReadOnlyList<HeadGesture> HeadGestures { get; init; } = [];

    /// <summary>Brief movements, by person, then by onset.</summary>
    public IReadOnlyList<BriefMovement> BriefMovements { get; init; } = [];

    /// <summary>Smiles, by person, then by onset.</summary>
    public IReadOnlyList<Smile> Smiles { get; init; } = [];

    /// <summary>Pain scores, one a person whose units could be read.</summary>
    public IReadOnlyList<PainScore> PainScores { get; init; } = [];

    /// <summary>Differences of the sides beyond their floor, by person.</summary>
    public IReadOnlyList<SideDifference> SideDifferences { get; init; } = [];
}
