namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Gain that never clips.</summary>
internal static class Loudness
{
    // From here on peaks are bent, so that they come near 1 and never reach it.
    private const float Knee = 0.8f;

    /// <summary>Multiplies samples by a gain; what goes beyond the knee is bent softly.</summary>
    public static void Apply(Span<float> samples, float gain)
    {
        foreach (ref var sample in samples)
        {
            sample *= gain;
            var above = MathF.Abs(sample) - Knee;
            if (above > 0)
                sample = MathF.CopySign(Knee + ((1 - Knee) * MathF.Tanh(above / (1 - Knee))), sample);
        }
    }
}
