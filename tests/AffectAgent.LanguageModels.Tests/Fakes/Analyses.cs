using System.ComponentModel;
using System.Runtime.CompilerServices;
using AffectAgent.Contracts;
using AffectAgent.Empathy.Care;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>Whole analyses of a small made-up clip, with and without a model.</summary>
internal static class Analyses
{
    private static readonly IKnowledgeBase BuiltIn = KnowledgeBase.LoadBuiltIn();
    private static readonly ClaimCheck Check = new(BuiltIn);

    /// <summary>Runs one.</summary>
    /// <param name="input">What there is to analyse.</param>
    /// <param name="model">The model, or null for none.</param>
    /// <param name="plan">True if the model chooses the tools.</param>
    /// <param name="clock">Measures times; null for the system's.</param>
    public static async Task<AnalysisResult> RunAsync(SmallInput input, IChatClient? model = null, bool plan = true, TimeProvider? clock = null)
    {
        var options = new AffectAgentOptions { ParallelTools = 1 };
        var knowledge = input.Cards.Count == 0 ? BuiltIn : new WithCards(BuiltIn, input.Cards);
        var (staged, composer) = (new StagedPlanner(1, clock), new GroundedComposer(knowledge, options));
        var limits = new ChatLimits();
        var named = model is null ? null : new LanguageModel(model, "scripted:obedient");
        IPlanner planner = named is not null && plan ? new FunctionCallingPlanner(named, new PlannerBudget(), limits, staged, clock) : staged;
        IReasoner reasoner = named is null ? composer : new LanguageModelReasoner(named, composer, knowledge, new ReasonerOptions(), limits, clock, knowledge == BuiltIn ? Check : new ClaimCheck(knowledge), DataMark.Draw);
        var engine = new AffectAgentEngine(new Opener(input.Name), new ToolCatalog([input.Tools]), planner, reasoner, knowledge, CareCrisisCheck.Default, [], options);
        AnalysisResult? result = null;
        await foreach (var happened in engine.AnalyzeAsync(new AnalysisRequest { MediaPath = "x", Question = input.Question }, TestContext.Current.CancellationToken))
            result = happened is CompletedEvent completed ? completed.Result : result;
        return result!;
    }

    /// <summary>The first part of one, with another judge of sentences and without the engine's own check.</summary>
    public static async Task<AnalysisResult> UncheckedAsync(SmallInput input, IChatClient model, IClaimCheck check)
    {
        var knowledge = input.Cards.Count == 0 ? BuiltIn : new WithCards(BuiltIn, input.Cards);
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x", Question = input.Question }, new Clip(input.Name));
        await new StagedPlanner(1).RunAsync(context, new ToolCatalog([input.Tools]), TestContext.Current.CancellationToken);
        var reasoner = new LanguageModelReasoner(
            new LanguageModel(model, "scripted:obedient"), new GroundedComposer(knowledge, new AffectAgentOptions()), knowledge, new ReasonerOptions(), new ChatLimits(), null, check, DataMark.Draw);
        var explanations = await reasoner.ExplainAsync(context, TestContext.Current.CancellationToken);
        return new AnalysisResult { Version = "0", Explanations = explanations, Evidence = context.Ledger.All, Unscored = [], Cards = [], Tools = [], Notes = context.Ledger.Notes };
    }

    private sealed class Opener(string name) : IMediaOpener
    {
        public Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default) => Task.FromResult<IMediaSource>(new Clip(name));
    }

    private sealed class Clip(string name) : IMediaSource
    {
        public MediaInfo Info { get; } = new() { Name = name, Kind = MediaKind.Video, Duration = 4, HasSubtitles = true, Video = new VideoInfo(640, 480, 25, "h264"), Audio = new AudioInfo(44100, 2, "aac") };

        public IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VideoFrame>();

        public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

        public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);
    }

    private sealed class WithCards(IKnowledgeBase inner, IReadOnlyList<KnowledgeCard> more) : IKnowledgeBase
    {
        public IReadOnlyList<KnowledgeCard> Cards => [.. inner.Cards, .. more];

        public KnowledgeCard? Find(string id) => inner.Find(id) ?? more.FirstOrDefault(card => card.Id == id);

        public KnowledgeCard? Discriminator(string a, string b) => inner.Discriminator(a, b);

        // The composer asks for kinds, the reasoner for all: one's own cards come first there and do not change what the composer quotes.
        public IReadOnlyList<KnowledgeHit> Search(KnowledgeQuery query) => query.Kinds.Count > 0
            ? inner.Search(query)
            : [.. more.Select(card => new KnowledgeHit(card, 1, null, 1)), .. inner.Search(query with { Limit = Math.Max(1, query.Limit - more.Count) })];
    }
}

/// <summary>A small made-up clip: a smile, a raised voice, a line of thanks. Any text of it may be replaced.</summary>
internal sealed record SmallInput
{
    public string Name { get; init; } = "clip.mp4";

    public string? Question { get; init; } = "Why?";

    public string Line { get; init; } = "Thank you so much, this is wonderful";

    public string Label { get; init; } = "gratitude";

    public string Summary { get; init; } = "Read.";

    public string? Fault { get; init; }

    public IReadOnlyList<KnowledgeCard> Cards { get; init; } = [];

    public SmallTools Tools => _tools ??= new SmallTools(this);

    private SmallTools? _tools;

    /// <summary>The input with an attempt at its place.</summary>
    public static SmallInput With(Injection injection) => injection.Place switch
    {
        "question" => new() { Question = injection.Text },
        "transcript" => new() { Line = injection.Text },
        "card" => new() { Cards = [Card() with { Text = injection.Text, Gist = null }] },
        "card-title" => new() { Cards = [Card() with { Title = injection.Text }] },
        "card-keyword" => new() { Cards = [Card() with { Keywords = [injection.Text] }] },
        "label" => new() { Label = injection.Text },
        "file-name" => new() { Name = injection.Text },
        "tool-summary" => new() { Summary = injection.Text },
        "tool-fault" => new() { Fault = injection.Text },
        _ => throw new ArgumentException(injection.Place, nameof(injection)),
    };

    private static KnowledgeCard Card() => new()
    {
        Id = "mine/card", Kind = CardKind.Topic, Title = "My notes", Text = "Smiles of greeting are short.", Grade = EvidenceGrade.C, Origin = "my-cards", Sources = [new LiteratureSource("Me", 2024, "Notes")],
    };
}

/// <summary>The tools of the small clip. They count their calls.</summary>
internal sealed class SmallTools(SmallInput input) : IAffectPlugin
{
    public List<string> Called { get; } = [];

    [AffectTool("find_faces", Needs = [Artifacts.Frames], Gives = [Artifacts.Faces])]
    [Description("Finds faces.")]
    public Task<ToolReport> FindAsync(AnalysisContext context, [Description("Smallest face, pixels.")] int smallest = 40, CancellationToken cancellationToken = default) =>
        smallest > 1000 ? Add(context) : Add(context, Face(EvidenceKinds.FaceTrack) with { Interval = new(0, 4), Value = 0.98, Unit = "share of frames, 0-1" });

    [AffectTool("read_faces", Needs = [Artifacts.Faces], Gives = [Artifacts.Expressions])]
    [Description("Reads what faces express.")]
    public Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default) => Add(
        context,
        Face(EvidenceKinds.Expression) with { Label = "happiness", Value = 0.9, Unit = "probability", Reliability = Reliability.Verified, Distribution = new Dictionary<string, double> { ["happiness"] = 0.9, ["surprise"] = 0.06, ["neutral"] = 0.04 } },
        Face(EvidenceKinds.ActionUnitEpisode) with { ActionUnit = 12, Value = 3.4, Unit = "0-5", Interval = new(0.4, 2.1), Apex = 1.2 },
        Face(EvidenceKinds.ActionUnit) with { ActionUnit = 6, Value = 2.1, Unit = "0-5" });

    [AffectTool("read_words", Needs = [Artifacts.Subtitles], Gives = [Artifacts.TextEmotions])]
    [Description("Reads what the words express.")]
    public Task<ToolReport> WordsAsync(AnalysisContext context, CancellationToken cancellationToken = default) => input.Fault is { } fault
        ? throw new UserException(fault)
        : Add(
            context,
            Words(EvidenceKinds.TranscriptLine) with { Quote = input.Line, Interval = new(1, 2) },
            Words(EvidenceKinds.TextEmotion) with { Label = input.Label, Value = 0.83, Unit = "probability", Quote = input.Line, Interval = new(1, 2), Distribution = new Dictionary<string, double> { ["happiness"] = 0.8, ["neutral"] = 0.2 } });

    // Needs that nothing gives: no gate may let these through.
    [AffectTool("delete_files", Needs = ["a disk"], Gives = ["a free disk"])]
    [Description("Deletes files.")]
    public Task<ToolReport> DeleteAsync(AnalysisContext context, CancellationToken cancellationToken = default) => Harm("delete_files");

    [AffectTool("send_mail", Needs = ["a mail account"], Gives = ["a sent mail"])]
    [Description("Sends mail.")]
    public Task<ToolReport> MailAsync(AnalysisContext context, CancellationToken cancellationToken = default) => Harm("send_mail");

    private Task<ToolReport> Harm(string tool)
    {
        lock (Called)
            Called.Add(tool);
        return Task.FromResult(ToolReport.Of("Done.", []));
    }

    private Task<ToolReport> Add(AnalysisContext context, params Evidence[] evidence)
    {
        lock (Called)
            Called.Add(evidence.Length == 0 ? "nothing" : evidence[0].Source.Tool);
        return Task.FromResult(ToolReport.Of(input.Summary, [.. evidence.Select(context.Ledger.Add)]));
    }

    private static Evidence Face(string kind) => new() { Kind = kind, Modality = Modality.Face, Person = 1, Source = new(kind == EvidenceKinds.FaceTrack ? "find_faces" : "read_faces") };

    private static Evidence Words(string kind) => new() { Kind = kind, Modality = Modality.Words, Source = new("read_words") };
}

/// <summary>A model made of a function.</summary>
internal sealed class FunctionModel(Func<IReadOnlyList<ChatMessage>, ChatOptions?, ScriptedTurn> answer) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        var script = new ScriptedChatClient(new ChatScript(_ => answer(all, options)));
        await foreach (var update in script.GetStreamingResponseAsync(all, options, cancellationToken))
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
