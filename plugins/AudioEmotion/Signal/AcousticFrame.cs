namespace AffectAgent.Plugins.AudioEmotion.Signal;

/// <summary>A period that the signal may have.</summary>
/// <param name="Lag">Period in samples, between samples where a parabola says so.</param>
/// <param name="Correlation">Normalised cross-correlation at that lag, -1 to 1.</param>
internal readonly record struct PeriodCandidate(double Lag, double Correlation)
{
    /// <summary>Hz.</summary>
    public double Frequency => AudioChunk.SampleRate / Lag;
}

/// <summary>What was measured in one 10 ms step.</summary>
internal sealed class AcousticFrame
{
    /// <summary>Level of the whole band, dB relative to a full-scale square wave; -120 or more.</summary>
    public required double Level { get; init; }

    /// <summary>Level between 300 and 3400 Hz, dB.</summary>
    public required double BandLevel { get; init; }

    /// <summary>Periods that the frame may have, the strongest first; may be empty.</summary>
    public required PeriodCandidate[] Candidates { get; init; }

    /// <summary>Power spectrum of 512 samples (Hann), bins 0 to 256.</summary>
    public required float[] Power { get; init; }

    /// <summary>The balance of the spectrum.</summary>
    public required SpectralShape Shape { get; init; }

    /// <summary>Correlation of the strongest candidate, 0 where there is none.</summary>
    public double Periodicity => Candidates.Length > 0 ? Math.Max(0, Candidates[0].Correlation) : 0;
}
