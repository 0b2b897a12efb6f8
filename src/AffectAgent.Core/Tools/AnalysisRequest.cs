namespace AffectAgent;

/// <summary>What is to be analysed.</summary>
public sealed record AnalysisRequest
{
    /// <summary>Path of a picture, video or sound file; null for text alone.</summary>
    public string? MediaPath { get; init; }

    /// <summary>Path of an SRT, WebVTT or plain text file with what was said, or null.</summary>
    public string? TranscriptPath { get; init; }

    /// <summary>Words given directly, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The user's question, or null for "why does this read as it does?".</summary>
    public string? Question { get; init; }

    /// <summary>Where the person is, for help lines: a country code or a language tag with one; null where that isn't known.</summary>
    public string? Region { get; init; }

    /// <summary>Explain only this person (1, 2, …), or null for all.</summary>
    public int? Person { get; init; }

    /// <summary>Frames a second to look at, or null for every frame.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>First second to look at, or null.</summary>
    public double? From { get; init; }

    /// <summary>End (excluded) in seconds, or null.</summary>
    public double? To { get; init; }

    /// <summary>The frames that the request selects.</summary>
    public FrameOptions FrameOptions => new(FramesPerSecond, From, To);
}

/// <summary>A tool that was called, and what came of it.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Summary">What it answered, or why it failed.</param>
/// <param name="Failed">True if it failed; the analysis went on without it.</param>
public sealed record ToolCall(string Tool, double Seconds, string Summary, bool Failed = false);

/// <summary>A model that was used.</summary>
/// <param name="Id">Its catalogue id.</param>
/// <param name="Sha256">Hash of its file.</param>
/// <param name="Licence">Its licence.</param>
public sealed record UsedModel(string Id, string Sha256, string Licence);

/// <summary>Everything that came of one analysis.</summary>
public sealed record AnalysisResult
{
    /// <summary>Name and version of this record's JSON form.</summary>
    public const string SchemaId = "affectagent.analysis/1";

    /// <summary>Always <see cref="SchemaId"/>.</summary>
    public string Schema { get; init; } = SchemaId;

    /// <summary>Version of AffectAgent.</summary>
    public required string Version { get; init; }

    /// <summary>The medium; null for text alone.</summary>
    public MediaInfo? Media { get; init; }

    /// <summary>Words of crisis in the question or in what was said, with the fixed answer that comes first; null where none were found.</summary>
    public CrisisNotice? Crisis { get; init; }

    /// <summary>The explanations, the most visible person first.</summary>
    public required IReadOnlyList<Explanation> Explanations { get; init; }

    /// <summary>All evidence.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public required IReadOnlyList<Unscored> Unscored { get; init; }

    /// <summary>How the analysis was made, where a reader should know it; empty mostly.</summary>
    public IReadOnlyList<AnalysisNote> Notes { get; init; } = [];

    /// <summary>Short and special signs; null where no tool read any.</summary>
    public FaceSigns? Signs { get; init; }

    /// <summary>The cards that the explanations cite.</summary>
    public required IReadOnlyList<KnowledgeCard> Cards { get; init; }

    /// <summary>The tools called, in order.</summary>
    public required IReadOnlyList<ToolCall> Tools { get; init; }

    /// <summary>The models used.</summary>
    public IReadOnlyList<UsedModel> Models { get; init; } = [];
}

/// <summary>Something that happens during an analysis.</summary>
public abstract record AnalysisEvent;

/// <summary>A stage has come so far.</summary>
public sealed record ProgressEvent(string Stage, double? Fraction) : AnalysisEvent;

/// <summary>Something was measured. What tools measured is told once all of them have ended, in an order that is the same in each run.</summary>
public sealed record EvidenceEvent(Evidence Evidence) : AnalysisEvent;

/// <summary>Words of crisis were found: the fixed answer, before any sentence.</summary>
/// <param name="Notice">The words and the answer.</param>
public sealed record CrisisEvent(CrisisNotice Notice) : AnalysisEvent;

/// <summary>One sentence that passed the verifier.</summary>
/// <param name="Person">Whose explanation it belongs to; null where no face was found.</param>
/// <param name="Claim">The sentence.</param>
public sealed record ClaimEvent(int? Person, Claim Claim) : AnalysisEvent;

/// <summary>The end: everything that came of it. <see cref="Context"/> lives until the consumer moves on.</summary>
/// <param name="Result">The result.</param>
/// <param name="Context">The tracks behind it, for tables and reports.</param>
public sealed record CompletedEvent(AnalysisResult Result, AnalysisContext Context) : AnalysisEvent;

/// <summary>Analyses media and explains what it finds.</summary>
public interface IAffectAgent
{
    /// <summary>
    /// Runs one analysis: progress and evidence as they come, then what words of crisis call for, then the sentences of the explanation, then the end. The
    /// artifacts behind the result are disposed when the consumer leaves the stream.
    /// </summary>
    /// <exception cref="UserException">The medium can't be read; the message says why and what to do.</exception>
    IAsyncEnumerable<AnalysisEvent> AnalyzeAsync(AnalysisRequest request, CancellationToken cancellationToken = default);
}
