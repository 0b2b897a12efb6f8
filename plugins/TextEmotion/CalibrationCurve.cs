namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// Bends a label's logit into one whose probability is honest: beta calibration (Kull et al., 2017) in terms of the logit. It
/// always rises, so it changes no order. Values 1, 1, 0 leave the logit as it is.
/// </summary>
/// <param name="A">Slope where the label is unlikely, above 0.</param>
/// <param name="B">Slope where it is likely, above 0.</param>
/// <param name="C">Shift.</param>
public readonly record struct CalibrationCurve(float A, float B, float C)
{
    /// <summary>True if the numbers are finite and the curve rises.</summary>
    public bool IsRising => float.IsFinite(A) && float.IsFinite(B) && float.IsFinite(C) && A > 0 && B > 0;

    /// <summary>The probability that a logit stands for, 0 to 1.</summary>
    public double Probability(double logit) => 1 / (1 + Math.Exp(-(C + (B * Softplus(logit)) - (A * Softplus(-logit)))));

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
}
