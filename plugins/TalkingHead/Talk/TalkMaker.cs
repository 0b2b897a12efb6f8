namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Makes a face ready to talk: words are spoken, what is expressed is planned from the knowledge cards, and both become one motion with a
/// moment before the first word and after the last. The same request gives the same motion. Thread-safe.
/// </summary>
/// <param name="voice">The voice.</param>
/// <param name="knowledge">The cards that expressions are planned from.</param>
public sealed class TalkMaker(ISpeechSynthesizer voice, IKnowledgeBase knowledge)
{
    private const double Before = 0.45;
    private const double After = 0.85;

    private readonly EmotionPlanner _planner = new(knowledge);

    /// <summary>Makes speech and motion.</summary>
    /// <param name="request">What to say and express.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    /// <exception cref="UserException">The request can't be met; the message says why and what to do.</exception>
    public async Task<TalkTake> MakeAsync(TalkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Motion.Check();
        // Before anything is spoken: a misspelt emotion is told at once.
        var expected = _planner.Plan(request.Emotion, MotionSynthesizer.LongestSeconds);
        var speech = request.Text is { } text
            ? (await voice.SpeakAsync(text, new SpeechStyle(request.Language, request.Prosody ?? new Prosody(), request.Voice), cancellationToken).ConfigureAwait(false)).Pad(Before, After)
            : null;
        var duration = speech?.Duration ?? request.Silence;
        var plan = expected.Expressions.Count == 0 ? EmotionPlan.Neutral : _planner.Plan(request.Emotion, duration);
        var motion = await Task.Run(() => MotionSynthesizer.Create(speech, plan, duration, request.Motion), cancellationToken).ConfigureAwait(false);
        return new TalkTake(speech, motion, speech is null ? null : voice.Name);
    }
}
