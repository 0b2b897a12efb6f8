namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>Names of the acoustic features, after eGeMAPS (Eyben et al. 2016) where it has the feature.</summary>
public static class VoiceFeatures
{
    /// <summary>The frequency that semitones are counted from, Hz (eGeMAPS).</summary>
    public const double SemitoneBase = 27.5;

    /// <summary>Mean F0 of voiced frames, Hz.</summary>
    public const string F0Mean = "F0 mean";
    /// <summary>Mean F0 of voiced frames, semitones above 27.5 Hz.</summary>
    public const string F0MeanSemitones = "F0 mean in semitones";
    /// <summary>Standard deviation of F0, semitones.</summary>
    public const string F0Deviation = "F0 standard deviation";
    /// <summary>20th to 80th percentile of F0, semitones.</summary>
    public const string F0Range = "F0 range";
    /// <summary>Mean absolute slope of F0 over 50 ms, semitones/s.</summary>
    public const string F0Slope = "F0 slope";
    /// <summary>Mean level of the stretch, dB relative to full scale.</summary>
    public const string Level = "level";
    /// <summary>Standard deviation of the level of voiced frames, dB.</summary>
    public const string LevelDeviation = "level standard deviation";
    /// <summary>20th to 80th percentile of the level of all frames, dB.</summary>
    public const string LevelRange = "level range";
    /// <summary>Syllable-like nuclei a second (de Jong and Wempe 2009).</summary>
    public const string SpeakingRate = "speaking rate";
    /// <summary>Voiced frames over all frames, 0 to 1.</summary>
    public const string VoicedShare = "voiced share";
    /// <summary>Mean length of voiced runs, s.</summary>
    public const string VoicedLength = "voiced run length";
    /// <summary>Mean absolute difference of neighbouring periods over the mean period, %.</summary>
    public const string Jitter = "jitter (local)";
    /// <summary>Mean absolute level difference of neighbouring periods' peak-to-peak amplitudes, dB.</summary>
    public const string Shimmer = "shimmer (local)";
    /// <summary>Harmonics-to-noise ratio of voiced frames, dB (Boersma 1993).</summary>
    public const string Hnr = "HNR";
    /// <summary>10 log10 of the energy in 1-5 kHz over that in 50-1000 Hz, voiced frames, dB.</summary>
    public const string AlphaRatio = "alpha ratio";
    /// <summary>Strongest peak in 0-2 kHz over the strongest in 2-5 kHz, voiced frames, dB.</summary>
    public const string Hammarberg = "Hammarberg index";
    /// <summary>Spectral slope in 0-500 Hz, voiced frames, dB/kHz.</summary>
    public const string SlopeLow = "spectral slope 0-500 Hz";
    /// <summary>Spectral slope in 500-1500 Hz, voiced frames, dB/kHz.</summary>
    public const string SlopeMid = "spectral slope 500-1500 Hz";
    /// <summary>Mean distance of neighbouring frames' cepstra, voiced frames; no unit.</summary>
    public const string Flux = "cepstral flux";
    /// <summary>Mean mel-frequency cepstral coefficients 1 to 4 of voiced frames; no unit.</summary>
    public static IReadOnlyList<string> Mfcc { get; } = ["MFCC 1", "MFCC 2", "MFCC 3", "MFCC 4"];
    /// <summary>Root mean square over MFCC 1 to 4 of their standard deviation, voiced frames: how much the mouth moves; no unit.</summary>
    public const string CepstralSpread = "cepstral spread";
    /// <summary>Voiced seconds.</summary>
    public const string VoicedSeconds = "voiced time";
    /// <summary>Level of the stretch's louder frames over the noise floor, dB.</summary>
    public const string SignalToNoise = "signal-to-noise ratio";

    /// <summary>The unit of a feature; "" for one without.</summary>
    public static string UnitOf(string feature) => feature switch
    {
        F0Mean => "Hz",
        F0MeanSemitones or F0Deviation or F0Range => "semitones",
        F0Slope => "semitones/s",
        Level => "dBFS",
        SpeakingRate => "syllables/s",
        VoicedShare => "0-1",
        VoicedLength or VoicedSeconds => "s",
        Jitter => "%",
        SlopeLow or SlopeMid => "dB/kHz",
        LevelDeviation or LevelRange or Shimmer or Hnr or AlphaRatio or Hammarberg or SignalToNoise => "dB",
        _ => "",
    };
}
