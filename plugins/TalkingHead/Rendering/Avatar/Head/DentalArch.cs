namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The curve along which the teeth stand, seen from above.</summary>
internal static class DentalArch
{
    /// <summary>Depth of the front teeth's faces.</summary>
    public const float Z = -0.105f;

    private const float Curve = 1.9f;

    /// <summary>Depth of the teeth's faces at a distance from the middle.</summary>
    public static float Front(float x) => Z + (Curve * x * x);
}
