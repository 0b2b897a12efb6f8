namespace AffectAgent.Plugins.AudioEmotion.Descriptors;

/// <summary>
/// What is measured every 10 ms, named as the low-level descriptors of eGeMAPS (Eyben et al., 2016) where it has them.
/// </summary>
internal static class Descriptor
{
    /// <summary>F0, semitones above 27.5 Hz; voiced frames.</summary>
    public const int F0 = 0;
    /// <summary>Loudness.</summary>
    public const int Loudness = 1;
    /// <summary>Distance of the magnitude spectrum, scaled to a sum of 1, from that of the frame before.</summary>
    public const int Flux = 2;
    /// <summary>Alpha ratio, dB.</summary>
    public const int AlphaRatio = 3;
    /// <summary>Hammarberg index, dB.</summary>
    public const int Hammarberg = 4;
    /// <summary>Slope in 0-500 Hz, dB/kHz.</summary>
    public const int SlopeLow = 5;
    /// <summary>Slope in 500-1500 Hz, dB/kHz.</summary>
    public const int SlopeMid = 6;
    /// <summary>Harmonics to noise, dB; voiced frames.</summary>
    public const int Hnr = 7;
    /// <summary>First over second harmonic, dB; voiced frames.</summary>
    public const int H1H2 = 8;
    /// <summary>First harmonic over the strongest one near the third formant, dB; voiced frames.</summary>
    public const int H1A3 = 9;
    /// <summary>Middle of the first formant, Hz; then the second and the third; voiced frames.</summary>
    public const int FormantHertz = 10;
    /// <summary>Bandwidths of the formants, Hz; voiced frames.</summary>
    public const int FormantBandwidth = 13;
    /// <summary>Strongest harmonic near each formant over the first harmonic, dB; voiced frames.</summary>
    public const int FormantLevel = 16;
    /// <summary>Middle of the spectrum's mass, octaves above 27.5 Hz.</summary>
    public const int Centroid = 19;
    /// <summary>Flatness in 300-4000 Hz, dB.</summary>
    public const int Flatness = 20;
    /// <summary>Energy in 4-8 kHz over that below, dB.</summary>
    public const int HighRatio = 21;
    /// <summary>Level, dB.</summary>
    public const int Level = 22;
    /// <summary>Mel-frequency cepstral coefficients 1 to 12.</summary>
    public const int Mfcc = 23;
    /// <summary>Natural logarithms of the 26 mel bands' power.</summary>
    public const int Mel = Mfcc + MelBank.Coefficients;
    /// <summary>Values a frame.</summary>
    public const int Count = Mel + MelBank.Bands;

    /// <summary>The names of the descriptors, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "F0semitoneFrom27.5Hz", "loudness", "spectralFlux", "alphaRatio", "hammarbergIndex", "slope0-500", "slope500-1500",
        "HNRdBACF", "logRelF0-H1-H2", "logRelF0-H1-A3", "F1frequency", "F2frequency", "F3frequency", "F1bandwidth", "F2bandwidth",
        "F3bandwidth", "F1amplitudeLogRelF0", "F2amplitudeLogRelF0", "F3amplitudeLogRelF0", "spectralCentroid", "spectralFlatness",
        "highFrequencyRatio", "level",
        .. Enumerable.Range(1, MelBank.Coefficients).Select(k => $"mfcc{k}"),
        .. Enumerable.Range(1, MelBank.Bands).Select(b => $"logMel{b}"),
    ];
}
