namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// How far a finding can be believed. The index is a logistic over what told right rates from wrong ones on made clips of faces
/// that no figure is of; faults are circumstances that imitate a pulse. No program fits the constants: they were set by hand, looking
/// at the joint power and coherence of right and wrong rates that <c>tools/AffectAgent.SignClips pulse --choose --keep DIR</c> writes
/// to <c>DIR/trials.txt</c>. That run was not kept; whoever makes it anew gets the same kind of list and has to choose again.
/// </summary>
internal static class PulseQuality
{
    private const double JointMiddle = 5.3;
    private const double JointSlope = 0.6;
    private const double CoherenceMiddle = 0.64;
    private const double CoherenceSlope = 6;
    // Motion and coding are strongest at slow rates: below 66 beats a minute a pulse must stand out more.
    private const double SlowFrom = 1.1;
    private const double SlowRange = 0.2;
    private const double SlowMore = 3.5;

    /// <summary>The quality index, 0 to 1.</summary>
    public static double Of(in PulseFinding found)
    {
        var least = JointMiddle + (SlowMore * Math.Clamp((SlowFrom - found.Frequency) / SlowRange, 0, 1));
        return 1 / (1 + Math.Exp(-((JointSlope * (found.Joint - least)) + (CoherenceSlope * (found.Coherence - CoherenceMiddle)))));
    }

    /// <summary>What else would explain the finding, or null.</summary>
    public static string? Fault(in PulseFinding found) =>
        found is { Motion: > 0.5, MotionSize: > 0.5 } ? "the head moves at the rate of the strongest change"
        : found.Light > 0 ? "the light changes at the rate of the strongest change"
        : null;
}
