namespace AffectAgent;

/// <summary>The voice in one 10 ms step.</summary>
/// <param name="F0">Fundamental frequency, Hz; NaN where unvoiced.</param>
/// <param name="LevelDb">Level, dB relative to full scale.</param>
/// <param name="Speech">True inside detected speech.</param>
public readonly record struct VoiceFrame(float F0, float LevelDb, bool Speech);

/// <summary>One stretch of speech.</summary>
/// <param name="Interval">When.</param>
/// <param name="Features">Acoustic features by name (eGeMAPS terms), units in the plugin's documentation.</param>
/// <param name="Arousal">-1 to 1; null where it can't be told.</param>
/// <param name="Valence">-1 to 1; null where it can't be told.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record VoiceSegment(TimeRange Interval, IReadOnlyDictionary<string, double> Features, double? Arousal, double? Valence, double Confidence);

/// <summary>The voice through the clip.</summary>
/// <param name="Step">Seconds between frames.</param>
/// <param name="Frames">One a step.</param>
/// <param name="Segments">The stretches of speech, by time.</param>
public sealed record VoiceTrack(double Step, IReadOnlyList<VoiceFrame> Frames, IReadOnlyList<VoiceSegment> Segments);
