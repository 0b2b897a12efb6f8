using AffectAgent.Inference.Models;
using AffectAgent.Knowledge;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Makes a face ready to talk: words are spoken, or a recording is read; what is expressed is planned from the knowledge cards and heard in
/// the voice; and all becomes one motion with a moment before the first word and after the last. The same request gives the same motion.
/// Thread-safe.
/// </summary>
/// <param name="voice">The voice.</param>
/// <param name="knowledge">The cards that expressions are planned from.</param>
/// <param name="media">Opens recordings.</param>
/// <param name="models">Where the model of mouth shapes from sound comes from; read at the first recording.</param>
public sealed class TalkMaker(ISpeechSynthesizer voice, IKnowledgeBase knowledge, IMediaOpener media, ModelStore models)
{
    /// <summary>The voice's name in a <see cref="TalkTake"/> where a recording speaks.</summary>
    public const string Recording = "recording";

    private const double Before = 0.45;
    private const double After = 0.85;

    private readonly EmotionPlanner _planner = new(knowledge);
    private readonly EmotionVocabulary _vocabulary = EmotionVocabulary.LoadBuiltIn();
    private readonly Lazy<SoundVisemes> _sound = new(() => SoundVisemes.Parse(models.Read(SoundVisemes.ModelId)));

    /// <summary>Makes speech and motion.</summary>
    /// <param name="request">What to say and express.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    /// <exception cref="UserException">The request can't be met; the message says why and what to do.</exception>
    public async Task<TalkTake> MakeAsync(TalkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Text is not null && request.AudioPath is not null)
            throw new UserException("Words to speak and a recording exclude each other.", "Give the recording's words as its transcript.");
        request.Motion.Check();
        // Before anything is spoken: a misspelt emotion is told at once.
        var expected = _planner.Plan(request.Emotion, MotionSynthesizer.LongestSeconds);
        var spoken = await SpeechAsync(request, expected, cancellationToken).ConfigureAwait(false);
        var speech = spoken?.Pad(Before, After);
        var duration = speech?.Duration ?? request.Silence;
        var plan = expected.Expressions.Count == 0 ? EmotionPlan.Neutral : _planner.Plan(request.Emotion, duration);
        var motion = await Task.Run(() => MotionSynthesizer.Create(speech, plan, duration, request.Motion), cancellationToken).ConfigureAwait(false);
        return new TalkTake(speech, motion, request.AudioPath is not null ? Recording : speech is null ? null : voice.Name);
    }

    private async Task<SpeechTrack?> SpeechAsync(TalkRequest request, EmotionPlan plan, CancellationToken cancellationToken)
    {
        if (request.Text is { } text)
            return await voice.SpeakAsync(text, new SpeechStyle(request.Language, request.Prosody ?? Manner(plan), request.Voice), cancellationToken).ConfigureAwait(false);
        if (request.AudioPath is not { } path)
            return null;
        var samples = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return request.Transcript is { } words
            ? await new TranscriptAligner(voice, _sound.Value).AlignAsync(samples, AudioChunk.SampleRate, words, request.Language, cancellationToken).ConfigureAwait(false)
            : await Task.Run(() => _sound.Value.Read(samples, AudioChunk.SampleRate, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // One manner for the whole speech: the mean place of what is expressed, by strength and length.
    private Prosody Manner(EmotionPlan plan)
    {
        double weight = 0, strength = 0, length = 0;
        var place = Vad.Zero;
        foreach (var expression in plan.Expressions)
        {
            var seconds = expression.Interval.End - expression.Interval.Start;
            foreach (var share in expression.Mixture)
                (place, weight) = (place + (_vocabulary.VadOf(share.Emotion) * (share.Strength * seconds)), weight + (share.Strength * seconds));
            strength += seconds * expression.Mixture.Select(x => x.Strength).DefaultIfEmpty(0).Max();
            length += seconds;
        }

        return weight <= 0 ? new Prosody() : ProsodyMapping.From(place * (1 / weight), strength / length);
    }

    private async Task<float[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var source = await media.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        if (source.Info.Audio is null)
            throw new UserException($"{source.Info.Name} has no sound.", "Give a recording of speech.");
        var samples = new List<float>();
        await foreach (var chunk in source.ReadAudioAsync(null, SoundVisemes.MaxSeconds + 1, cancellationToken).ConfigureAwait(false))
        {
            var at = (int)Math.Round(chunk.Start * AudioChunk.SampleRate);
            if (at > samples.Count)
                samples.AddRange(new float[at - samples.Count]);
            samples.AddRange(chunk.Samples.Span);
        }

        return [.. samples];
    }
}
