namespace AffectAgent;

/// <summary>What one window of a clip says of the heart rate.</summary>
/// <param name="Start">First second.</param>
/// <param name="End">Last second.</param>
/// <param name="BeatsPerMinute">The rate, 42 to 210 beats a minute; null where there is no reading.</param>
/// <param name="Quality">Signal quality, 0 to 1: how likely the rate is right by the measure's own calibration.</param>
/// <param name="SignalToNoise">Power at the pulse and its first harmonic over the rest of the band, dB (de Haan and Jeanne, 2013).</param>
/// <param name="WhyNot">Why there is no reading; null where there is one.</param>
public sealed record HeartRateWindow(double Start, double End, double? BeatsPerMinute, double Quality, double SignalToNoise, string? WhyNot);

/// <summary>The heart rate read from the colour of one person's skin.</summary>
/// <param name="Person">The person.</param>
/// <param name="BeatsPerMinute">The median over the windows that could be read; null where none could.</param>
/// <param name="Quality">Median quality of those windows, 0 to 1; the best of the others where there is no reading.</param>
/// <param name="WhyNot">Why there is no reading; null where there is one.</param>
/// <param name="Windows">The windows, by time.</param>
public sealed record HeartRateTrack(int Person, double? BeatsPerMinute, double Quality, string? WhyNot, IReadOnlyList<HeartRateWindow> Windows);
