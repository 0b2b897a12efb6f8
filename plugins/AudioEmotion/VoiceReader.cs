namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>What was heard in a medium.</summary>
/// <param name="Segments">A reading for each segment of speech, by time.</param>
/// <param name="Events">Pauses, laughter and sighs, by time, seconds of the medium.</param>
/// <param name="Reason">Why there are no segments, or null where there are.</param>
public sealed record VoiceReport(IReadOnlyList<VoiceEmotionReading> Segments, IReadOnlyList<VoiceEvent> Events, string? Reason);

/// <summary>Listens to a whole medium and reads each segment of speech, for tables. Thread-safe.</summary>
/// <param name="model">Reads the segments; stays the caller's to dispose.</param>
public sealed class VoiceReader(VoiceEmotionModel model)
{
    /// <summary>Listens from beginning to end; memory does not grow with the length but for what is returned.</summary>
    /// <param name="media">The medium.</param>
    /// <param name="progress">Gets the share heard, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Stops the listening.</param>
    /// <exception cref="UserException">The sound can't be decoded.</exception>
    public async Task<VoiceReport> ReadAsync(IMediaSource media, Action<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(media);
        if (media.Info.Audio is null)
            return new([], [], "no sound");
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = media.Info.Name }, media, step => progress?.Invoke(step.Fraction ?? 0));
        var readings = new List<VoiceEmotionReading>();
        var hearing = await Hearing.ListenAsync(media, context, segment => readings.Add(model.Read(segment)), cancellationToken).ConfigureAwait(false);
        var (heard, offset) = (hearing.Analyzer, hearing.Start);
        var events = heard.Events.Select(e => e with { Interval = Later(e.Interval, offset) }).ToList();
        var reason = heard.Seconds < AudioEmotionPlugin.ShortestSound ? FormattableString.Invariant($"too short: {heard.Seconds:0.00} s of sound, {AudioEmotionPlugin.ShortestSound} s are needed")
            : heard.IsSilent ? "silent"
            : readings.Count == 0 ? "no speech found"
            : null;
        return new(reason is null ? [.. readings.Select(reading => reading with { Interval = Later(reading.Interval, offset) })] : [], events, reason);
    }

    private static TimeRange Later(TimeRange interval, double offset) => new(interval.Start + offset, interval.End + offset);
}
