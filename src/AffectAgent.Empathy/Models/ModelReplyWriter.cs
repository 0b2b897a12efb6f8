using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.Empathy;

/// <summary>
/// Lets a language model word the reply. It is given the chain of empathy and the rules as <c>prompts/empathy/reply.md</c> has them; what
/// it writes is checked (<see cref="ReplyGuard"/>) and goes back once with the reason; then the composed reply stands. Thread-safe.
/// </summary>
public sealed class ModelReplyWriter : IReplyWriter, IDisposable
{
    private const int Tries = 2, MostTokens = 400, MostWords = 1200;
    private const float Temperature = 0.6f;
    private static readonly Phrasing Lines = new("model.json");
    private static readonly string Prompt = ReplyBook.Text("reply.md");

    private readonly LanguageModel _model;
    private readonly ModelTalk _talk;

    /// <summary>Creates the writer.</summary>
    /// <param name="model">Writes.</param>
    /// <param name="limits">How long a call may take, and how large an answer may be.</param>
    /// <param name="clock">Measures times.</param>
    public ModelReplyWriter(LanguageModel model, ChatLimits limits, TimeProvider clock)
    {
        _model = model;
        _talk = new ModelTalk(model, limits, clock);
    }

    /// <inheritdoc/>
    public async Task<WrittenReply> WriteAsync(ReplyTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var messages = Opening(task, DataMark.Draw());
        var fault = "";
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var answer = await _talk.AskAsync(messages, new ChatOptions { Temperature = Temperature, MaxOutputTokens = MostTokens }, cancellationToken: cancellationToken).ConfigureAwait(false);
                var text = ReplyGuard.Tidy(answer.Text);
                if (ReplyGuard.Fault(text, task) is not { } found)
                    return new WrittenReply(text, _model.Name, null);
                fault = found;
                messages.Add(new(ChatRole.Assistant, text));
                messages.Add(new(ChatRole.User, Lines.Fill("again", ("why", fault))));
            }
        }
#pragma warning disable CA1031 // Clients are anybody's: whatever fails in one, the composed reply stands.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new WrittenReply(null, _model.Name, Lines.Fill("failed", ("model", _model.Name), ("why", failed.Message)));
        }

        return new WrittenReply(null, _model.Name, Lines.Fill("refused", ("model", _model.Name), ("why", fault)));
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>What the model is asked first.</summary>
    internal static List<ChatMessage> Opening(ReplyTask task, DataMark mark) =>
        [new(ChatRole.System, Prompt.Replace("{{tag}}", mark.Tag, StringComparison.Ordinal)), new(ChatRole.User, Case(task, mark))];

    private static string Case(ReplyTask task, DataMark mark)
    {
        var lines = new List<string> { Lines.Fill("name", ("name", task.Persona.Name)), Lines.Fill("language", ("language", task.Language)) };
        foreach (var turn in task.Past.Turns.TakeLast(4))
            lines.Add(Lines.Fill("before", ("user", mark.Wrap("user", turn.User, 300)), ("reply", mark.Wrap("reply", turn.Reply, 300))));
        lines.Add(Lines.Fill("words", ("words", mark.Wrap("user", task.User.Words, MostWords))));
        lines.AddRange(task.Chain.Steps.Where(step => step.Step != "event").Select(step => Lines.Fill("step", ("step", step.Step), ("says", step.Says))));
        lines.AddRange(task.Chain.Strategies.Select(one => Lines.Fill("strategy", ("title", one.Title), ("why", one.Why))));
        lines.Add(Lines.Fill("manner", ("manner", task.Transition.Manner)));
        if (task.Discloses)
            lines.Add(Lines.Fill("disclose", ("name", task.Persona.Name)));
        lines.Add(Lines.Fill("example", ("composed", task.Composed)));
        return string.Join('\n', lines);
    }
}
