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
    private const double ShortestSound = 0.3;

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
        var hearing = await Hearing.ListenAsync(media, context, cancellationToken).ConfigureAwait(false);
        var offset = hearing.Start;
        var events = hearing.Analyzer.Events.Select(e => e with { Interval = new TimeRange(e.Interval.Start + offset, e.Interval.End + offset) }).ToList();
        var reason = hearing.Analyzer.Seconds < ShortestSound ? FormattableString.Invariant($"too short: {hearing.Analyzer.Seconds:0.00} s of sound, {ShortestSound} s are needed")
            : hearing.IsSilent ? "silent"
            : hearing.Analyzer.Segments.Count == 0 ? "no speech found"
            : null;
        return new(reason is null ? [.. hearing.Analyzer.Segments.Select(segment => model.Read(segment, offset))] : [], events, reason);
    }
}
