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
        var script = EmotionScript.Read(request.Emotion);
        foreach (var part in script)
            _ = _planner.Mixture(part.Shares);
        if (script.Any(part => part.From?.Words is not null || part.To?.Words is not null) && request.Text is null && (request.AudioPath is null || request.Transcript is null))
            throw new UserException("Emotions hang on words, and no words are known.", "Give the words with --text, or a recording's with --transcript; else write the times in seconds.");
        var spoken = await SpeechAsync(request, script, cancellationToken).ConfigureAwait(false);
        var speech = spoken?.Pad(Before, After);
        var duration = speech?.Duration ?? request.Silence;
        var plan = _planner.Plan(Held(EmotionScript.Place(script, duration, Spoken(speech)), script, speech), duration);
        var motion = await Task.Run(() => MotionSynthesizer.Create(speech, plan, duration, request.Motion), cancellationToken).ConfigureAwait(false);
        return new TalkTake(speech, motion, request.AudioPath is not null ? Recording : speech is null ? null : voice.Name);
    }

    private async Task<SpeechTrack?> SpeechAsync(TalkRequest request, IReadOnlyList<ScriptPart> script, CancellationToken cancellationToken)
    {
        if (request.Text is { } text)
        {
            var style = new SpeechStyle(request.Language, request.Prosody, request.Voice);
            return request.Prosody is not null
                ? await voice.SpeakAsync(text, style, cancellationToken).ConfigureAwait(false)
                : await new SpokenScript(voice, _vocabulary, _planner).SpeakAsync(text, style, script, Before, cancellationToken).ConfigureAwait(false);
        }

        if (request.AudioPath is not { } path)
            return null;
        var samples = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return request.Transcript is { } words
            ? await new TranscriptAligner(voice, _sound.Value).AlignAsync(samples, AudioChunk.SampleRate, words, request.Language, cancellationToken).ConfigureAwait(false)
            : await Task.Run(() => _sound.Value.Read(samples, AudioChunk.SampleRate, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // The last emotion stays as long as it is spoken on: words that nobody gave an emotion are said in the same breath with it up to the
    // pause, and what lasts to the end falls after the last word.
    private static IReadOnlyList<ScriptedStretch> Held(IReadOnlyList<ScriptedStretch> stretches, IReadOnlyList<ScriptPart> script, SpeechTrack? speech)
    {
        if (stretches.Count == 0 || stretches.Count < script.Count || speech is not { Phrases: [.., var end] phrases })
            return stretches;
        var (last, part) = (stretches[^1], script[^1]);
        if (part.To is null && end.End > last.Interval.Start)
            last = last with { Interval = last.Interval with { End = end.End } };
        else if (last.OnWords && part.To == part.From)
            last = last with { HeldUntil = phrases.LastOrDefault(phrase => phrase.Start < last.Interval.End).End };
        return [.. stretches.SkipLast(1), last];
    }

    // When words are spoken; each is looked for behind those that were found before.
    private static Func<string, TimeRange?> Spoken(SpeechTrack? speech)
    {
        (string Word, TimeRange Interval)[] words = [.. (speech?.Words ?? []).SelectMany(word => WordPlaces.Split(word.Text).Select(one => (one, word.Interval)))];
        var places = new WordPlaces(words.Select(word => word.Word));
        return quote => places.Find(quote) is var (first, last) ? new TimeRange(words[first].Interval.Start, words[last].Interval.End) : null;
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
