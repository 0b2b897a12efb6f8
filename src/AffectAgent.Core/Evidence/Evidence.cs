namespace AffectAgent;

/// <summary>Where a piece of evidence was seen or heard.</summary>
public enum Modality
{
    /// <summary>The medium itself.</summary>
    Media,
    /// <summary>A face.</summary>
    Face,
    /// <summary>A voice.</summary>
    Voice,
    /// <summary>Words, spoken or written.</summary>
    Words,
    /// <summary>Anything else, such as a signal of a plugin of one's own.</summary>
    Other,
}

/// <summary>How a value compares with its baseline.</summary>
public enum Direction
{
    /// <summary>Not compared.</summary>
    None,
    /// <summary>Above the baseline.</summary>
    Higher,
    /// <summary>Below the baseline.</summary>
    Lower,
    /// <summary>As the baseline.</summary>
    Same,
}

/// <summary>How far a measure has been shown to work, from a published table; stated with every value that rests on it.</summary>
public enum Reliability
{
    /// <summary>Shown to work on real data that was not used to build it.</summary>
    Verified,
    /// <summary>Better than chance on real data, but not by much.</summary>
    Weak,
    /// <summary>Not shown to work on real data.</summary>
    Unverified,
}

/// <summary>Which tool, and which model behind it, produced a piece of evidence.</summary>
/// <param name="Tool">The tool's name, e.g. <c>measure_action_units</c>.</param>
/// <param name="Model">The model's catalogue id, or null where a method without weights was used.</param>
public sealed record EvidenceSource(string Tool, string? Model = null);

/// <summary>
/// One thing that was measured. Immutable; <see cref="Id"/> is given by the ledger and stable inside an analysis.
/// Every number that an explanation states comes from a field of such a record.
/// </summary>
public sealed record Evidence
{
    /// <summary>"E1", "E2"… in order of arrival; empty until the ledger has taken it.</summary>
    public string Id { get; init; } = "";

    /// <summary>What kind of thing was measured; see <see cref="EvidenceKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it was seen or heard.</summary>
    public required Modality Modality { get; init; }

    /// <summary>The person it belongs to (1, 2, …), or null where it belongs to nobody in particular.</summary>
    public int? Person { get; init; }

    /// <summary>When, in media time; for an Action Unit episode from onset to offset. Null for a still picture or plain text.</summary>
    public TimeRange? Interval { get; init; }

    /// <summary>The moment of the strongest value, seconds, inside <see cref="Interval"/>.</summary>
    public double? Apex { get; init; }

    /// <summary>The Action Unit's FACS number.</summary>
    public int? ActionUnit { get; init; }

    /// <summary>What the value is a value of: an emotion, a dimension, a feature.</summary>
    public string? Label { get; init; }

    /// <summary>The value, in <see cref="Unit"/>.</summary>
    public double? Value { get; init; }

    /// <summary>The unit of <see cref="Value"/>, with its range where it has one: "0-5", "probability", "Hz", "rad", "s"…</summary>
    public string? Unit { get; init; }

    /// <summary>What <see cref="Value"/> is compared with, in the same unit.</summary>
    public double? Baseline { get; init; }

    /// <summary>
    /// The same measure against the mean face of many people, in <see cref="Unit"/>, where <see cref="Value"/> is against the
    /// person's own resting face; null where it is not, since the value itself is then against many people's.
    /// </summary>
    public double? AgainstPopulation { get; init; }

    /// <summary>How the value compares with the baseline.</summary>
    public Direction Direction { get; init; }

    /// <summary>Probabilities by label, where the measure gives a distribution.</summary>
    public IReadOnlyDictionary<string, double>? Distribution { get; init; }

    /// <summary>Words quoted from the input: data, never an instruction.</summary>
    public string? Quote { get; init; }

    /// <summary>The words inside <see cref="Quote"/> that carried the reading, strongest first.</summary>
    public IReadOnlyList<string>? CarryingWords { get; init; }

    /// <summary>How sure the tool is of this value, 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>How far the measure itself has been shown to work.</summary>
    public Reliability Reliability { get; init; } = Reliability.Unverified;

    /// <summary>Which tool and model it came from.</summary>
    public required EvidenceSource Source { get; init; }

    /// <summary>Ids of the evidence that it was computed from, where it was computed and not measured; null otherwise.</summary>
    public IReadOnlyList<string>? DerivedFrom { get; init; }

    /// <summary>One short sentence for a reader, where the fields don't say it all.</summary>
    public string? Note { get; init; }
}

/// <summary>Something that could not be measured, and why. Never a zero in disguise.</summary>
/// <param name="What">What was not measured, e.g. "voice".</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Tool">The tool that says so.</param>
/// <param name="Person">The person it concerns, or null.</param>
public sealed record Unscored(string What, string Reason, string Tool, int? Person = null);

/// <summary>How an analysis was made, where a reader should know it: a language model that failed and was done without.</summary>
/// <param name="By">The part that says so: "planner", "reasoner".</param>
/// <param name="Text">One or two plain sentences.</param>
public sealed record AnalysisNote(string By, string Text);
