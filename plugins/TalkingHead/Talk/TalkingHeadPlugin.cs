using System.ComponentModel;
using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A film that a tool made, in a temporary file that goes with the analysis; move or copy it before.</summary>
/// <param name="Path">The mp4.</param>
public sealed record TalkFilm(string Path) : IDisposable
{
    /// <summary>Removes the file if it is still there.</summary>
    public void Dispose() => File.Delete(Path);
}

/// <summary>The tools that express and speak. They make something, so they are called where a user asks for it only.</summary>
/// <param name="maker">Makes speech and motion.</param>
/// <param name="knowledge">The cards that expressions are planned from.</param>
/// <param name="models">Where the face's movements come from; read at the first use.</param>
public sealed class TalkingHeadPlugin(TalkMaker maker, IKnowledgeBase knowledge, ModelStore models) : IAffectPlugin
{
    private const double MostSeconds = 600;

    /// <summary>Plans an expression; keeps an <see cref="EmotionPlan"/>.</summary>
    /// <exception cref="UserException">The emotion can't be read, or no card describes it.</exception>
    [AffectTool("plan_expression", Gives = ["expression-plan"], OnRequest = true)]
    [Description("Plans how a drawn face is to express an emotion: which Action Units, how strong, how fast, and the knowledge card that says why.")]
    public Task<ToolReport> PlanExpressionAsync(
        AnalysisContext context,
        [Description("Emotions with strengths from 0 to 1: sadness:0.7, happiness:0.6+surprise:0.4, or over time 0-2:neutral;2-5:sadness:0.7.")] string emotion = "neutral",
        [Description("How long the expression lasts, seconds.")] double seconds = 4,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        cancellationToken.ThrowIfCancellationRequested();
        if (seconds is not (> 0 and <= MostSeconds))
            throw new UserException($"An expression lasts above 0 and up to {MostSeconds} s.");
        var plan = new EmotionPlanner(knowledge).Plan(emotion, seconds);
        context.Set(plan);
        return Task.FromResult(ToolReport.Of(string.Join(" ", PlanWords.Of(plan).Select(line => line.Trim())), []));
    }

    /// <summary>Makes the avatar speak; keeps a <see cref="TalkTake"/> and a <see cref="TalkFilm"/>.</summary>
    /// <exception cref="UserException">There is nothing to say, no voice, or no ffmpeg.</exception>
    [AffectTool("speak_with_face", Gives = ["talk"], OnRequest = true)]
    [Description("Makes a short film of an avatar that says the words and expresses the emotion. The film is marked as AI-generated.")]
    public async Task<ToolReport> SpeakWithFaceAsync(
        AnalysisContext context,
        [Description("What to say.")] string text = "",
        [Description("Emotions with strengths from 0 to 1, as in plan_expression.")] string emotion = "neutral",
        [Description("Language of the words, such as en or de.")] string language = "en",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrWhiteSpace(text))
            throw new UserException("There is nothing to say: the text is empty.");
        var take = await maker.MakeAsync(new TalkRequest { Text = text, Emotion = emotion, Language = language }, cancellationToken).ConfigureAwait(false);
        var film = new TalkFilm(Path.Combine(Path.GetTempPath(), $"affect-talk-{Path.GetRandomFileName()}.mp4"));
        await DrawAsync(take, film.Path, cancellationToken).ConfigureAwait(false);
        context.Set(take);
        context.Set(film);
        var plan = string.Join(" ", PlanWords.Of(take.Motion.Plan).Select(line => line.Trim()));
        return ToolReport.Of(FormattableString.Invariant($"A film of {take.Motion.Duration:0.0} s was made, marked as AI-generated. {plan}"), []);
    }

    private async Task DrawAsync(TalkTake take, string path, CancellationToken cancellationToken)
    {
        using var renderer = AvatarRenderer.Create(new FaceShape(ActionUnitBasis.Parse(models.Read(ActionUnitBasis.ModelId))));
        var sound = take.Speech is { } speech ? new FilmSound(speech.Samples, speech.SampleRate) : null;
        var format = new FilmFormat(renderer.Width, renderer.Height, take.Motion.FramesPerSecond, AiMark.Tags(portrait: false), sound);
        var writer = await VideoWriter.StartAsync(path, format, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
            await FaceFilm.WriteAsync(renderer, take.Motion, writer, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
