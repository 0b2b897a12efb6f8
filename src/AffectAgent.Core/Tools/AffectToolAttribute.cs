namespace AffectAgent;

/// <summary>Names of what tools need and give. A plugin of one's own may add names.</summary>
public static class Artifacts
{
    /// <summary>Pictures, still or moving (<see cref="AnalysisContext.Media"/>).</summary>
    public const string Frames = "frames";
    /// <summary>Sound (<see cref="AnalysisContext.Media"/>).</summary>
    public const string Audio = "audio";
    /// <summary>A subtitle file, a subtitle stream or given text.</summary>
    public const string Subtitles = "subtitles";
    /// <summary>The faces found: an <see cref="IFaceArchive"/>.</summary>
    public const string Faces = "faces";
    /// <summary>Action Units: a list of <see cref="ActionUnitTrack"/>.</summary>
    public const string ActionUnits = "action-units";
    /// <summary>Expressions: a list of <see cref="ExpressionTrack"/>.</summary>
    public const string Expressions = "expressions";
    /// <summary>Heart rates: a list of <see cref="HeartRateTrack"/>.</summary>
    public const string HeartRates = "heart-rates";
    /// <summary>Nods and shakes: a list of <see cref="HeadGesture"/>.</summary>
    public const string HeadGestures = "head-gestures";
    /// <summary>Brief movements, smiles, pain scores, differences of the sides: <see cref="AffectAgent.FaceSigns"/>.</summary>
    public const string FaceSigns = "face-signs";
    /// <summary>The voice: a <see cref="VoiceTrack"/>.</summary>
    public const string Voice = "voice";
    /// <summary>The words: a <see cref="Transcript"/>.</summary>
    public const string Transcript = "transcript";
    /// <summary>What the words express: a <see cref="TextTrack"/>.</summary>
    public const string TextEmotions = "text-emotions";
}

/// <summary>
/// Marks a public async method as a tool that planners and language models may call. The method's and its parameters'
/// <see cref="System.ComponentModel.DescriptionAttribute"/>s are what a planner reads. Its first parameter is an
/// <see cref="AnalysisContext"/>, its last a <see cref="CancellationToken"/>; those between are plain values with
/// defaults. It returns <see cref="ToolReport"/>.
/// </summary>
/// <param name="name">Unique, snake_case, starts with a verb: <c>detect_faces</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AffectToolAttribute(string name) : Attribute
{
    /// <summary>The tool's name.</summary>
    public string Name { get; } = name;

    /// <summary>What must be there before it can run; see <see cref="Artifacts"/>.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>What it uses where some tool gives it, and does without where none does: those tools run first.</summary>
    public string[] Prefers { get; init; } = [];

    /// <summary>What is there after it ran.</summary>
    public string[] Gives { get; init; } = [];

    /// <summary>True for a tool that makes something rather than measures: it is called by name where a user asks for it, and never by the planner of an analysis.</summary>
    public bool OnRequest { get; init; }
}

/// <summary>
/// A class whose methods marked with <see cref="AffectToolAttribute"/> are tools. Built by the service container, so its
/// constructor may ask for services; kept for the life of the agent, so it holds no state of one analysis (that belongs in
/// <see cref="AnalysisContext"/>). A plugin assembly needs nothing but one public class that implements this.
/// </summary>
public interface IAffectPlugin;

/// <summary>What a tool answers: short enough for a language model to read. The measurements themselves are in the ledger.</summary>
/// <param name="Summary">One to three plain sentences.</param>
/// <param name="EvidenceIds">What was appended to the ledger.</param>
public sealed record ToolReport(string Summary, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>A report of evidence just added.</summary>
    public static ToolReport Of(string summary, IEnumerable<Evidence> added) => new(summary, [.. added.Select(e => e.Id)]);
}
