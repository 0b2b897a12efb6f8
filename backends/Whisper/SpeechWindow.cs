namespace AffectAgent.Backends.Whisper;

/// <summary>A stretch of sound that is recognised in one go.</summary>
/// <param name="Start">Media time of the first sample, seconds.</param>
/// <param name="Samples">16 kHz mono.</param>
/// <param name="OwnFrom">Words whose middle lies before belong to the window before.</param>
/// <param name="OwnTo">Words whose middle lies at or after this belong to the window after.</param>
/// <param name="Speech">Where in it somebody speaks, media time.</param>
internal sealed record SpeechWindow(double Start, ReadOnlyMemory<float> Samples, double OwnFrom, double OwnTo, IReadOnlyList<TimeRange> Speech)
{
    /// <summary>The media time after the last sample.</summary>
    public double End => Start + Samples.Length / (double)AudioChunk.SampleRate;
}
