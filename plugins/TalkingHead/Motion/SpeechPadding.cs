namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Silence around speech, in which a face gets ready and comes to rest.</summary>
public static class SpeechPadding
{
    /// <summary>The same speech with silence before and after; all its times move along.</summary>
    /// <param name="speech">The speech.</param>
    /// <param name="before">Seconds, 0 or more.</param>
    /// <param name="after">Seconds, 0 or more.</param>
    public static SpeechTrack Pad(this SpeechTrack speech, double before, double after)
    {
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var lead = (int)Math.Round(before * speech.SampleRate);
        var shift = (double)lead / speech.SampleRate;
        var samples = new float[lead + speech.Samples.Length + (int)Math.Round(after * speech.SampleRate)];
        speech.Samples.Span.CopyTo(samples.AsSpan(lead));
        TimeRange Later(TimeRange range) => new(range.Start + shift, range.End + shift);
        return speech with
        {
            Samples = samples,
            Visemes = [.. speech.Visemes.Select(cue => cue with { Interval = Later(cue.Interval) })],
            Words = [.. speech.Words.Select(word => word with { Interval = Later(word.Interval) })],
            Phrases = [.. speech.Phrases.Select(Later)],
        };
    }
}
