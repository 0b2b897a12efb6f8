namespace AffectAgent.Plugins.AudioEmotion.Segments;

/// <summary>One unbroken stretch of speech with its descriptors, a row each 10 ms.</summary>
/// <param name="Start">Its first frame, counted from the beginning of the sound.</param>
/// <param name="Rows">Descriptors by frame, see <see cref="Descriptors.Descriptor"/>.</param>
/// <param name="Features">The stretch's own features, see <see cref="VoiceFeatures"/>.</param>
internal sealed record SpeechPart(int Start, float[][] Rows, IReadOnlyDictionary<string, double> Features)
{
    /// <summary>The frame after its last.</summary>
    public int End => Start + Rows.Length;
}
