namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The manner of speaking for a point in the space of valence, arousal and dominance. Directions after reviews of voices in emotion
/// (Scherer, 2003; Juslin and Laukka, 2003) and of rules for synthetic ones by dimension (Schröder, 2004); sizes are our own, kept
/// to about two thirds of what actors do, and measured on the sound in docs/talking-head.md. Smooth, bounded, the same for the same input.
/// </summary>
public static class ProsodyMapping
{
    // Arousal moves most: faster, higher, wider, louder, with shorter pauses.
    private const double ArousalRate = 0.25, ArousalPitch = 3.0, ArousalRange = 0.45, ArousalVolume = 3.0, ArousalPauses = -0.35;

    // Pleasure widens and lifts the melody a little and keeps the flow.
    private const double ValenceRate = 0.03, ValencePitch = 0.8, ValenceRange = 0.30, ValencePauses = -0.10;

    // Power speaks lower and a little louder.
    private const double DominancePitch = -1.2, DominanceVolume = 1.0, DominanceRate = 0.02;

    // Sadness lies where displeasure and calm meet: slower, flatter and with longer pauses than either alone.
    private const double GloomRate = -0.25, GloomRange = -0.35, GloomPauses = 0.80, GloomVolume = -2.0;

    /// <summary>The manner for a point.</summary>
    /// <param name="vad">Each coordinate from -1 to 1; what lies beyond counts as the bound.</param>
    /// <param name="strength">0 (the voice's neutral manner) to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public static Prosody From(Vad vad, double strength = 1)
    {
        if (!double.IsFinite(strength))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of an emotion is a number from 0 to 1.");
        if (!double.IsFinite(vad.Valence) || !double.IsFinite(vad.Arousal) || !double.IsFinite(vad.Dominance))
            throw new ArgumentOutOfRangeException(nameof(vad), vad, "Valence, arousal and dominance are finite.");
        var k = Math.Clamp(strength, 0, 1);
        var v = k * Math.Clamp(vad.Valence, -1, 1);
        var a = k * Math.Clamp(vad.Arousal, -1, 1);
        var d = k * Math.Clamp(vad.Dominance, -1, 1);
        var gloom = Math.Max(0, -v) * (1 - a) / 2;
        return new Prosody(
            Rate: Math.Clamp(Math.Exp((ArousalRate * a) + (ValenceRate * v) + (DominanceRate * d) + (GloomRate * gloom)), 0.5, 2),
            PitchSemitones: Math.Clamp((ArousalPitch * a) + (ValencePitch * v) + (DominancePitch * d), -12, 12),
            Range: Math.Clamp(Math.Exp((ArousalRange * a) + (ValenceRange * Math.Max(0, v)) + (GloomRange * gloom)), 0, 2),
            VolumeDecibels: Math.Clamp((ArousalVolume * a) + (DominanceVolume * d) + (GloomVolume * gloom), -12, 6),
            Pauses: Math.Clamp(Math.Exp((ArousalPauses * a) + (ValencePauses * v) + (GloomPauses * gloom)), 0.5, 3));
    }
}
