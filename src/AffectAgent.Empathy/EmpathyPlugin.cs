using System.ComponentModel;

namespace AffectAgent.Empathy;

/// <summary>
/// The reply as a tool for planners that hold a conversation. An analysis that nobody answers needs no reply, so it is called where a user
/// asks for it only. Thread-safe.
/// </summary>
/// <param name="knowledge">The cards.</param>
/// <param name="clock">Dates the turns.</param>
/// <param name="tone">Reads the reply's own tone, or null for none.</param>
public sealed class EmpathyPlugin(IKnowledgeBase knowledge, TimeProvider clock, ITextTone? tone = null) : IAffectPlugin
{
    // Made at the first use: most analyses need none.
    private readonly Lazy<Responder> _responder = new(() => new Responder(null, knowledge, clock, tone));

    /// <summary>Plans a reply to the words of the analysis: care first, then text, voice and face as one plan.</summary>
    /// <param name="context">The analysis; gets an <see cref="EmpatheticReply"/>.</param>
    /// <param name="region">Where the person is, for help lines: a country code; empty where that isn't known.</param>
    /// <param name="seed">The same seed gives the same words.</param>
    /// <param name="cancellationToken">Stops it.</param>
    [AffectTool("plan_reply", Needs = [Artifacts.Transcript], Prefers = [Artifacts.TextEmotions], Gives = ["reply-plan"], OnRequest = true)]
    [Description("Plans an empathetic reply to what was said: text, the emotion of the face, valence-arousal-dominance of the voice. Words of crisis get a fixed answer with help lines, which must be given as it is.")]
    public async Task<ToolReport> PlanAsync(
        AnalysisContext context,
        [Description("Country code of the person, for help lines; empty if not known.")] string region = "",
        [Description("Another number gives other words.")] int seed = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var words = context.TryGet<Transcript>(out var transcript) ? string.Join(' ', transcript.Lines.Select(line => line.Text)) : context.Request.Text ?? "";
        var request = new RespondRequest { Text = words, Region = region.Length == 0 ? null : region, Seed = seed };
        var reply = await _responder.Value.RespondAsync(request, context.Ledger.All, cancellationToken).ConfigureAwait(false);
        context.Set(reply);
        var shown = reply.Plan.Shown.Length == 0 ? "" : "\n" + reply.Plan.Shown;
        return new ToolReport($"{reply.Plan.Text}{shown}\n[face: {reply.Plan.Emotion}]", [.. reply.Chain.Steps.SelectMany(step => step.RestsOn).Where(id => context.Ledger.All.Any(one => one.Id == id)).Distinct()]);
    }
}
