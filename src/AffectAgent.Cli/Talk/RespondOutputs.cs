using AffectAgent.Cli.Commands;
using AffectAgent.Cli.Terminal;
using AffectAgent.Empathy;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Talk;

/// <summary>
/// What <c>affect respond</c> writes of a reply. The conversation comes last: what was not said whole is not in it, and where a later step
/// fails, what the earlier ones made goes again.
/// </summary>
/// <param name="Film">The film, or null.</param>
/// <param name="Json">The whole chain as JSON, "-" for standard output, or null.</param>
/// <param name="Conversation">The file that keeps the turns, or null.</param>
/// <param name="Face">The avatar that speaks.</param>
internal sealed record RespondOutputs(TalkOutputs? Film, string? Json, string? Conversation, TalkFace Face)
{
    private string? JsonFile => Json is "-" ? null : Json;

    /// <summary>Refuses impossible targets before any work is done.</summary>
    /// <param name="read">The files that are read; those that are null are none.</param>
    public void Check(params IEnumerable<string?> read)
    {
        var taken = read.OfType<string>().Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var target in new[] { JsonFile, Conversation }.OfType<string>())
            OutputPaths.Take(target, taken);
        Film?.Check(taken);
    }

    /// <summary>Writes film, JSON and conversation; returns what to tell of the film.</summary>
    /// <param name="services">The parts of the program.</param>
    /// <param name="request">What was answered.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> WriteAsync(IServiceProvider services, RespondRequest request, EmpatheticReply reply, CancellationToken cancellationToken)
    {
        var made = new Stack<Action>();
        try
        {
            var lines = Film is null ? [] : await FilmAsync(services, Film, reply.Plan, request.Seed, cancellationToken).ConfigureAwait(false);
            made.Push(() => Film?.Remove());
            if (JsonFile is { } json)
            {
                AtomicFile.Write(json, writer => writer.WriteLine(EmpathyJson.Serialize(reply)));
                made.Push(() => File.Delete(json));
            }

            if (Conversation is { } conversation)
                ConversationFile.Write(conversation, request.Past.With(reply.Turn));
            return lines;
        }
        catch
        {
            foreach (var undo in made)
                undo();
            throw;
        }
    }

    // Text, voice and face come from one plan.
    private async Task<IReadOnlyList<string>> FilmAsync(IServiceProvider services, TalkOutputs film, ReplyPlan plan, int seed, CancellationToken cancellationToken)
    {
        var take = await services.GetRequiredService<TalkMaker>().MakeAsync(
            new TalkRequest { Text = plan.Text, Emotion = plan.Emotion, Language = plan.Language, Voice = plan.Voice, Prosody = ProsodyMapping.From(plan.Vad), Motion = new MotionOptions { Seed = seed } }, cancellationToken).ConfigureAwait(false);
        using var renderer = await TalkFaces.CreateAsync(services, Face, cancellationToken).ConfigureAwait(false);
        using var progress = ProgressLine.OnStandardError();
        // What the voice calls "below" has to be there.
        var caption = plan.Shown.Length == 0 ? null : new CaptionPanel(plan.Shown, renderer.Width);
        return await film.WriteAsync(take, renderer, AiMark.Tags(portrait: false), progress, cancellationToken, caption).ConfigureAwait(false);
    }
}
