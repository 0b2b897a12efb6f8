using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AffectAgent.Reasoning;

/// <summary>
/// The agent: opens the medium, lets the planner run the tools, lets the reasoner explain, has every sentence verified,
/// and streams all of it. Thread-safe; each call is an analysis of its own.
/// </summary>
/// <param name="media">Opens media.</param>
/// <param name="tools">The tools.</param>
/// <param name="planner">Chooses and runs them.</param>
/// <param name="reasoner">Explains.</param>
/// <param name="knowledge">The cards.</param>
/// <param name="crisis">Looks for words of crisis in the question and in what was said.</param>
/// <param name="models">Know the models behind the tools.</param>
/// <param name="options">Settings, checked here.</param>
/// <param name="plugins">What was found in plugin folders; plugins that could not be used are noted in each result.</param>
/// <param name="leftOut">Knowledge folders that could not be used; noted in each result.</param>
public sealed class AffectAgentEngine(
    IMediaOpener media,
    ToolCatalog tools,
    IPlanner planner,
    IReasoner reasoner,
    IKnowledgeBase knowledge,
    ICrisisCheck crisis,
    IEnumerable<IModelRegister> models,
    AffectAgentOptions options,
    LoadedPlugins? plugins = null,
    LeftOutKnowledge? leftOut = null) : IAffectAgent
{
    private readonly AffectAgentOptions _options = Checked(options);
    private readonly Verifier _verifier = new(knowledge);

    /// <summary>The version of AffectAgent, as results state it.</summary>
    public static string Version { get; } =
        typeof(AffectAgentEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <inheritdoc/>
    public async IAsyncEnumerable<AnalysisEvent> AnalyzeAsync(AnalysisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestRules.Check(request);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateBounded<AnalysisEvent>(new BoundedChannelOptions(_options.EventBuffer) { SingleReader = true });
        var source = request.MediaPath is { } path ? await media.OpenAsync(path, cancellationToken).ConfigureAwait(false) : null;
        using var context = new AnalysisContext(request, source, at => events.Writer.TryWrite(new ProgressEvent(at.Stage, at.Fraction)));
        var work = Task.Run(() => RunAsync(context, events.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            (source as IDisposable)?.Dispose();
        }
    }

    private async Task RunAsync(AnalysisContext context, ChannelWriter<AnalysisEvent> events, CancellationToken cancellationToken)
    {
        // The ledger tells of evidence on the thread that added it; a full buffer makes it wait for the reader.
        void Tell(Evidence added)
        {
            if (!events.TryWrite(new EvidenceEvent(added)))
                events.WriteAsync(new EvidenceEvent(added), cancellationToken).AsTask().GetAwaiter().GetResult();
        }

        try
        {
            foreach (var fault in plugins?.Faults ?? [])
                context.Ledger.Add(new Unscored($"plugin {fault.File}", fault.Reason, "plugins"));
            foreach (var (folder, reason) in leftOut?.Folders ?? [])
                context.Ledger.Add(new Unscored($"knowledge folder {folder}", reason, "knowledge"));
            var runs = await planner.RunAsync(context, tools, cancellationToken).ConfigureAwait(false);
            ToolFaults.ThrowIfNothingWasRead(context, tools, runs);
            // Evidence is told of once its ids hold: which tool was faster must not show in a result.
            var order = tools.All.Select(tool => tool.Name).ToList();
            context.Ledger.Settle(order);
            runs = [.. runs.OrderBy(run => order.IndexOf(run.Call.Tool))];
            foreach (var measured in context.Ledger.All)
                await events.WriteAsync(new EvidenceEvent(measured), cancellationToken).ConfigureAwait(false);
            context.Ledger.Added += Tell;
            context.Report("reasoning");
            if (Crisis(context) is { } notice)
            {
                context.Set(notice);
                await events.WriteAsync(new CrisisEvent(notice), cancellationToken).ConfigureAwait(false);
            }

            var verified = new List<Explanation>();
            await foreach (var draft in DraftsAsync(context, cancellationToken).ConfigureAwait(false))
            {
                var explanation = Verified(draft, context.Ledger);
                verified.Add(explanation);
                foreach (var claim in explanation.Claims)
                    await events.WriteAsync(new ClaimEvent(explanation.Person, claim), cancellationToken).ConfigureAwait(false);
            }

            context.Ledger.Added -= Tell;
            await events.WriteAsync(new CompletedEvent(Result(context, verified, runs), context), cancellationToken).ConfigureAwait(false);
            events.Complete();
        }
#pragma warning disable CA1031 // The fault reaches the consumer through the stream.
        catch (Exception e)
#pragma warning restore CA1031
        {
            events.TryComplete(e);
        }
    }

    // All that was said, not only the lines that the ledger took; the question is the user's own and comes first.
    private CrisisNotice? Crisis(AnalysisContext context)
    {
        var request = context.Request;
        if (request.Question is { } question && crisis.Check([question], request.Region) is { } asked)
            return asked with { Asked = true };
        var lines = context.TryGet<Transcript>(out var transcript) ? transcript.Lines.Select(line => line.Text) : context.Ledger.All.Where(one => one.Kind == EvidenceKinds.TranscriptLine).Select(one => one.Quote);
        return crisis.Check([.. lines.OfType<string>().DefaultIfEmpty(request.Text ?? "")], request.Region);
    }

    private async IAsyncEnumerable<Explanation> DraftsAsync(AnalysisContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (reasoner is IStreamingReasoner streaming)
        {
            await foreach (var draft in streaming.StreamAsync(context, cancellationToken).ConfigureAwait(false))
                yield return draft;
            yield break;
        }

        foreach (var draft in await reasoner.ExplainAsync(context, cancellationToken).ConfigureAwait(false))
            yield return draft;
    }

    // A reasoner that has struck out sentences of its own has said so; they stay counted.
    private Explanation Verified(Explanation draft, EvidenceLedger ledger)
    {
        var (before, verified) = (draft.Faithfulness, _verifier.Verify(draft, ledger));
        var now = verified.Faithfulness;
        return verified with { Faithfulness = new Faithfulness(before.Rejected.Count + now.Checked, now.Supported, [.. before.Rejected, .. now.Rejected]) };
    }

    private AnalysisResult Result(AnalysisContext context, IReadOnlyList<Explanation> explanations, IReadOnlyList<ToolRun> runs)
    {
        var evidence = context.Ledger.All;
        var cited = explanations.SelectMany(explanation => explanation.Claims).SelectMany(claim => claim.Citations)
            .Concat(explanations.SelectMany(explanation => explanation.Alternatives).Select(alternative => alternative.DecidedBy).OfType<string>())
            .Distinct(StringComparer.Ordinal);
        return new AnalysisResult
        {
            Version = Version,
            Media = context.Media?.Info,
            Crisis = context.TryGet<CrisisNotice>(out var notice) ? notice : null,
            Explanations = explanations,
            Evidence = evidence,
            Unscored = context.Ledger.Unscored,
            Notes = context.Ledger.Notes,
            Signs = Signs(context),
            Cards = [.. cited.Select(knowledge.Find).OfType<KnowledgeCard>().OrderBy(card => card.Id, StringComparer.Ordinal)],
            Tools = [.. runs.Select(run => run.Call)],
            Models = [.. evidence.Select(e => e.Source.Model).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(FindModel).OfType<UsedModel>()],
        };
    }

    private static FaceSigns? Signs(AnalysisContext context)
    {
        var any = context.TryGet<FaceSigns>(out var signs);
        any |= context.TryGet<IReadOnlyList<HeartRateTrack>>(out var hearts);
        any |= context.TryGet<IReadOnlyList<HeadGesture>>(out var gestures);
        return any ? (signs ?? new FaceSigns()) with { HeartRates = hearts ?? [], HeadGestures = gestures ?? [] } : null;
    }

    private UsedModel? FindModel(string id) => models.Select(register => register.Find(id)).FirstOrDefault(model => model is not null);

    private static AffectAgentOptions Checked(AffectAgentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options;
    }
}
