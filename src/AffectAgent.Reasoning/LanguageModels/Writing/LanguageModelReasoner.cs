using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Lets a language model write the chain of thought. Everything measured and computed (distribution, confidence, valence and
/// arousal, words, alternatives) stays the composer's. Each sentence passes a guard and the verifier, and no observation stands
/// twice; those that fail go back once with the reasons, as does an answer that weighs no other reading where the composer did;
/// what still fails is struck out, and the composer's own weighing added. If the model fails, or too little is left, or words of crisis
/// were found (<see cref="CrisisNotice"/> in the context), the composer's explanation stands and a note says so. Thread-safe.
/// </summary>
public sealed class LanguageModelReasoner : IStreamingReasoner
{
    private static readonly PromptTable Notes = PromptTable.Load("reasoner/notes");
    private static readonly PromptTable Lines = PromptTable.Load("reasoner/lines");
    private static readonly PromptFile Correction = PromptFile.Load("reasoner/correction");
    private static readonly Lazy<JsonElement> Schema = new(static () =>
    {
        using var stream = typeof(LanguageModelReasoner).Assembly.GetManifestResourceStream("prompts/reasoner/answer.schema.json")!;
        return JsonElement.Parse(new BinaryReader(stream).ReadBytes((int)stream.Length));
    });

    private readonly LanguageModel _model;
    private readonly IReasoner _composer;
    private readonly IKnowledgeBase _knowledge;
    private readonly ReasonerOptions _options;
    private readonly ModelTalk _talk;
    private readonly IClaimCheck _check;
    private readonly Func<DataMark> _mark;

    /// <summary>Creates the reasoner.</summary>
    /// <param name="model">Writes.</param>
    /// <param name="composer">Computes the reading, and writes where the model can't.</param>
    /// <param name="knowledge">The cards.</param>
    /// <param name="options">How much is sent, and how much must be left.</param>
    /// <param name="limits">How long a call may take, and how large an answer may be.</param>
    /// <param name="clock">Measures times; null for the system's.</param>
    public LanguageModelReasoner(LanguageModel model, IReasoner composer, IKnowledgeBase knowledge, ReasonerOptions options, ChatLimits limits, TimeProvider? clock = null)
        : this(model, composer, knowledge, options, limits, clock, new ClaimCheck(knowledge), DataMark.Draw)
    {
    }

    internal LanguageModelReasoner(LanguageModel model, IReasoner composer, IKnowledgeBase knowledge, ReasonerOptions options, ChatLimits limits, TimeProvider? clock, IClaimCheck check, Func<DataMark> mark)
    {
        (_model, _composer, _knowledge, _options, _check, _mark) = (model, composer, knowledge, options, check, mark);
        _talk = new ModelTalk(model, limits, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name => $"{_model.Name} ({CaseBrief.Version})";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Explanation>> ExplainAsync(AnalysisContext context, CancellationToken cancellationToken = default) =>
        await StreamAsync(context, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Explanation> StreamAsync(AnalysisContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Where words of crisis were found, no model has a word.
        var left = context.TryGet<CrisisNotice>(out _) ? 0 : _options.MostPersons;
        if (left == 0 && _options.MostPersons > 0)
            context.Ledger.Add(new AnalysisNote("reasoner", Notes.Fill("crisis", ("model", _model.Name))));
        foreach (var draft in await _composer.ExplainAsync(context, cancellationToken).ConfigureAwait(false))
        {
            var written = draft is { AbstainedBecause: null, Distribution: not null } && left-- > 0;
            yield return written ? await WriteAsync(context, draft, cancellationToken).ConfigureAwait(false) : draft;
        }
    }

    private async Task<Explanation> WriteAsync(AnalysisContext context, Explanation draft, CancellationToken cancellationToken)
    {
        context.Report("language model");
        try
        {
            return await AskAsync(context, draft, cancellationToken).ConfigureAwait(false) is var (judged, withdrawn)
                ? Judge(context, draft, judged, withdrawn)
                : Fallback(context, draft, Notes.Fill("form", ("model", _model.Name)));
        }
#pragma warning disable CA1031 // Whatever a model's client throws, the composer's explanation stands.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var why = e is UserException ? e.Message : $"{e.GetType().Name}.";
            // A fault that stands in a note already, of the choice of tools or of another person, is not told twice.
            var told = context.Ledger.Notes.Any(note => note.Text.Contains(why, StringComparison.Ordinal));
            return Fallback(context, draft, told ? Notes.Fill("again") : Notes.Fill("failed", ("model", _model.Name), ("why", why)));
        }
    }

    // The better of two answers: the first, or the one after the faults were told, with what of the first was then given up. Null if neither is of the right form.
    private async Task<(IReadOnlyList<JudgedClaim> Claims, IReadOnlyList<JudgedClaim> Withdrawn)?> AskAsync(AnalysisContext context, Explanation draft, CancellationToken cancellationToken)
    {
        var talk = new CaseBrief(context, draft, _knowledge, _options, _mark()).Messages();
        var answer = await AskAsync(talk, cancellationToken).ConfigureAwait(false);
        var first = Read(answer, draft, context.Ledger);
        if (first is not null && first.All(claim => claim.Fault is null) && !LacksDiscriminator(first, draft))
            return (first, []);
        talk.Add(new ChatMessage(ChatRole.Assistant, answer));
        talk.Add(new ChatMessage(ChatRole.User, Correction.Fill(("findings", Findings(first, draft)))));
        try
        {
            var second = Read(await AskAsync(talk, cancellationToken).ConfigureAwait(false), draft, context.Ledger);
            if (second is not null && Kept(second) + (LacksDiscriminator(second, draft) ? 0 : 1) >= Kept(first))
                return (second, [.. (first ?? []).Where(claim => claim.Fault is not null && !second.Exists(kept => kept.Written.Claim.Text == claim.Written.Claim.Text))]);
            return first is null ? null : (first, []);
        }
#pragma warning disable CA1031 // What was written before the model failed may do.
        catch (Exception) when (!cancellationToken.IsCancellationRequested && first is not null && IsEnough(first))
#pragma warning restore CA1031
        {
            return (first, []);
        }
    }

    private async Task<string> AskAsync(List<ChatMessage> talk, CancellationToken cancellationToken)
    {
        var options = new ChatOptions { Temperature = 0, MaxOutputTokens = _options.MostTokens, ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema.Value, "explanation") };
        var response = await _talk.AskAsync(talk, options, cancellationToken: cancellationToken).ConfigureAwait(false);
        return response.Text;
    }

    private List<JudgedClaim>? Read(string answer, Explanation draft, EvidenceLedger ledger) =>
        WrittenAnswer.Read(answer)?.Where(written => written.Part != "answer" || draft.Question is not null)
            .Select(written => _check.Judge(written, draft, ledger)).ToList() is { Count: > 0 } judged ? Repetition.Mark(judged) : null;

    private string Findings(IReadOnlyList<JudgedClaim>? claims, Explanation draft)
    {
        if (claims is null)
            return Lines.Fill("no-object");
        var findings = claims.Where(claim => claim.Fault is not null).Select(claim => Lines.Fill("finding", ("text", DataMark.Inside(claim.Written.Claim.Text, 300)), ("fault", claim.Fault!)));
        return string.Join('\n', LacksDiscriminator(claims, draft) ? findings.Append(Lines.Fill("no-discriminator", ("cards", string.Join(", ", draft.Claims.SelectMany(Discriminators).Distinct())))) : findings);
    }

    // Where the composer weighed the reading against another by a card of the two, so must the model.
    private bool LacksDiscriminator(IReadOnlyList<JudgedClaim> claims, Explanation draft) =>
        draft.Claims.Any(claim => Discriminators(claim).Any()) && !claims.Any(claim => claim.Fault is null && Discriminators(claim.Written.Claim).Any());

    private IEnumerable<string> Discriminators(Claim claim) => claim.Citations.Where(id => _knowledge.Find(id) is { Between.Count: 2 });

    private static int Kept(IReadOnlyList<JudgedClaim>? claims) => claims?.Count(claim => claim.Fault is null) ?? -1;

    private bool IsEnough(IReadOnlyList<JudgedClaim> claims) =>
        Kept(claims) >= _options.LeastClaims && claims.Any(claim => claim is { Fault: null, Written.Claim.Stage: ReasoningStage.Observation });

    private Explanation Judge(AnalysisContext context, Explanation draft, IReadOnlyList<JudgedClaim> claims, IReadOnlyList<JudgedClaim> withdrawn)
    {
        if (!IsEnough(claims))
        {
            return Fallback(context, draft, Notes.Fill(
                "little", ("model", _model.Name), ("written", Number(claims.Count)), ("kept", Number(Kept(claims)))));
        }

        var kept = claims.Where(claim => claim.Fault is null).Select(claim => claim.Written).ToList();
        var added = new List<string>();
        List<Claim> all = [.. kept.Select(written => written.Claim)];
        // The verdict and the limits are never left to the model alone.
        if (!kept.Exists(written => written.Part == "conclusion" && Names(written.Claim, draft.Distribution!.Top)))
        {
            var verdict = draft.Claims.Where(claim => claim.Stage == ReasoningStage.Conclusion).Where(claim => Names(claim, draft.Distribution!.Top)).Take(1).ToList();
            all.AddRange(verdict);
            added.Add(Notes.Fill("conclusion"));
        }

        if (LacksDiscriminator(claims, draft))
        {
            all.AddRange(draft.Claims.Where(claim => claim.Stage == ReasoningStage.Interpretation && Discriminators(claim).Any()).Take(1));
            added.Add(Notes.Fill("discriminator"));
        }

        var cited = all.Where(claim => claim.Stage == ReasoningStage.Limit).SelectMany(claim => claim.Citations).ToHashSet(StringComparer.Ordinal);
        var limits = draft.Claims.Where(claim => claim.Stage == ReasoningStage.Limit && !claim.Citations.All(cited.Contains)).ToList();
        if (limits.Count > 0)
        {
            all.AddRange(limits);
            added.Add(Notes.Fill("limits"));
        }

        // What was given up after it was told stays counted: it was written, and it was not supported.
        var struck = withdrawn.Concat(claims.Where(claim => claim.Fault is not null)).Select(Shown).ToList();
        var written = claims.Count + withdrawn.Count;
        context.Ledger.Add(new AnalysisNote("reasoner", Note(struck.Count, written, added)));
        return draft with { Claims = all, Reasoner = Name, Faithfulness = new Faithfulness(written, kept.Count, struck) };
    }

    // Words that are not allowed are not shown either, not even as struck out.
    private static RejectedClaim Shown(JudgedClaim claim) => claim.Guarded
        ? new RejectedClaim(claim.Written.Claim with { Text = Notes.Fill("withheld"), Citations = [] }, Notes.Fill("unfit"))
        : new RejectedClaim(claim.Written.Claim, claim.Fault!);

    private static bool Names(Claim claim, Emotion emotion) => SentenceReader.Read(claim.Text).Clauses.SelectMany(clause => clause.Emotions)
        .Any(e => !e.Contrasted && Vocabulary.Emotions[e.Word].Contains(emotion.Name()));

    private string Note(int struck, int written, List<string> added) =>
        (struck == 0 ? Notes.Fill("wrote", ("model", _model.Name), ("written", Number(written))) : Notes.Fill("struck", ("model", _model.Name), ("struck", Number(struck)), ("written", Number(written))))
        + (added.Count == 0 ? "" : " " + Notes.Fill("added", ("what", string.Join(", ", added))));

    private static Explanation Fallback(AnalysisContext context, Explanation draft, string why)
    {
        if (!context.Ledger.Notes.Any(note => note.Text == why))
            context.Ledger.Add(new AnalysisNote("reasoner", why));
        return draft;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
