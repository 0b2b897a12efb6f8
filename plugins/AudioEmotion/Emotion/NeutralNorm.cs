namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>What neutral speech shows in one feature.</summary>
/// <param name="Mean">Mean over the stretches of neutral utterances.</param>
/// <param name="Deviation">Standard deviation over them.</param>
public readonly record struct NeutralNorm(double Mean, double Deviation);
