namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Limits and wishes of <see cref="EspeakVoice"/>.</summary>
public sealed record EspeakOptions
{
    /// <summary>Full path of espeak-ng's shared library; null (the default) for <c>AFFECT_ESPEAK</c>, then the system's own places.</summary>
    public string? LibraryPath { get; init; }

    /// <summary>Most characters of a text, counted when markup and emoji are gone. 5,000 by default, six minutes or so.</summary>
    public int MaxCharacters { get; init; } = 5_000;

    /// <summary>Longest speech, seconds. 1,200 by default.</summary>
    public double MaxSeconds { get; init; } = 1_200;
}

/// <summary>
/// The built-in voice: espeak-ng through its C library (<c>libespeak-ng</c>, version 1.50 or newer), which tells when each phoneme
/// sounds. Sentences are spoken one by one and joined. Thread-safe; calls take turns, as the library's state is global.
/// </summary>
/// <param name="options">Limits; null for the defaults.</param>
public sealed class EspeakVoice(EspeakOptions? options = null) : ISpeechSynthesizer
{
    // The library's own level leaves 2 dB; at this factor 6 dB more rarely meet the limiter.
    private const double BaseGain = 0.56;

    private readonly EspeakOptions _options = options ?? new();

    /// <inheritdoc/>
    /// <exception cref="UserException">espeak-ng is not installed.</exception>
    public string Name => $"espeak-ng {EspeakLibrary.Open(_options.LibraryPath).Version}";

    /// <summary>True if the library is installed and starts; else the reason is one line that says how to get it.</summary>
    public bool IsInstalled(out string? reason)
    {
        try
        {
            reason = null;
            return EspeakLibrary.Open(_options.LibraryPath).SampleRate > 0;
        }
        catch (UserException e)
        {
            reason = e.Message;
            return false;
        }
    }

    /// <summary>Tags of the languages that it speaks, such as "en-gb" and "tr".</summary>
    /// <exception cref="UserException">espeak-ng is not installed.</exception>
    public IReadOnlyList<string> Languages => EspeakLibrary.Open(_options.LibraryPath).Voices.Languages;

    /// <inheritdoc/>
    public Task<SpeechTrack> SpeakAsync(string text, SpeechStyle style, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(style);
        return Task.Run(() => Speak(text, style, cancellationToken).Build(Gain(style.Prosody ?? new())), cancellationToken);
    }

    /// <summary>Speaks; phonemes are kept by name.</summary>
    internal EspeakTrack Speak(string text, SpeechStyle style, CancellationToken cancellationToken)
    {
        var prosody = style.Prosody ?? new();
        Validate(prosody);
        var library = EspeakLibrary.Open(_options.LibraryPath);
        var voice = library.Voices.Resolve(style);
        var track = new EspeakTrack(library.SampleRate);
        string[] sentences = [.. Sentences.Split(SpokenText.Clean(text, style.Language, _options.MaxCharacters))];
        for (var i = 0; i < sentences.Length; i++)
        {
            // A comma keeps the voice from falling as at a sentence's end.
            var goesOn = style.Continues && i == sentences.Length - 1;
            var sentence = goesOn && char.IsLetterOrDigit(sentences[i][^1]) ? sentences[i] + "," : sentences[i];
            var speech = library.Speak(sentence, voice, prosody, !goesOn, _options.MaxSeconds - track.Duration, cancellationToken);
            track.Add(sentence, PauseStretcher.Stretch(speech, library.SampleRate, prosody.Pauses));
        }

        return track;
    }

    private static float Gain(Prosody prosody) => (float)(BaseGain * Math.Pow(10, prosody.VolumeDecibels / 20));

    private static void Validate(Prosody prosody)
    {
        (bool Good, string Rule)[] rules =
        [
            (prosody.Rate is >= 0.5 and <= 2, "Rate is 0.5 to 2"),
            (prosody.PitchSemitones is >= -12 and <= 12, "PitchSemitones is -12 to 12"),
            (prosody.Range is >= 0 and <= 2, "Range is 0 to 2"),
            (prosody.VolumeDecibels is >= -12 and <= 6, "VolumeDecibels is -12 to 6"),
            (prosody.Pauses is >= 0.5 and <= 3, "Pauses is 0.5 to 3"),
        ];
        string[] broken = [.. rules.Where(rule => !rule.Good).Select(rule => rule.Rule)];
        if (broken.Length > 0)
            throw new UserException($"The prosody is out of range: {string.Join("; ", broken)}.");
    }
}
