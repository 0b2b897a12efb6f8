using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// What is kept of the learnt movements and what is added to them, in the words of FACS (Ekman, Friesen and Hager, 2002): photographs
/// show weak movements of brows, lids, cheeks, nose and lips' corners, and a drawn face has to be read at a glance.
/// </summary>
internal static class OwnShapes
{
    /// <summary>How much of the movement learnt or drawn is kept.</summary>
    /// <param name="unit">FACS number.</param>
    public static float Kept(int unit) => unit switch
    {
        1 => 1.35f,
        4 => 1.6f,
        9 => 1.15f,
        10 => 1.2f,
        14 => 0.4f,
        15 => 0.25f,
        17 => 0.55f,
        20 => 0.2f,
        27 => 1.12f,

        // The lids themselves are tightened and closed by the renderers, exactly.
        7 => 0.2f,
        45 => 0,
        _ => 1,
    };

    /// <summary>The movement added at intensity 5.</summary>
    /// <param name="unit">FACS number.</param>
    /// <param name="p">A point of the mean face.</param>
    public static Vector3 Shift(int unit, Vector3 p)
    {
        float side = MathF.Sign(p.X), x = MathF.Abs(p.X), middle = Math.Clamp(x / 0.08f, 0, 1);
        var shift = unit switch
        {
            // The inner ends of the brows rise steeply.
            1 => new Vector3(0, -0.07f, 0) * At(x, p.Y, 0.14f, -0.2f, 0.12f, 0.12f),
            // Lowered and drawn together: the whole brow, its inner end the most.
            4 => (new Vector3(-0.06f, 0.2f, -0.02f) * At(x, p.Y, 0.16f, -0.17f, 0.16f, 0.12f))
                + (new Vector3(-0.03f, 0.12f, 0) * At(x, p.Y, 0.36f, -0.19f, 0.24f, 0.09f)),
            6 => new Vector3(0.01f, -0.07f, -0.045f) * At(x, p.Y, 0.42f, 0.32f, 0.2f, 0.19f),
            // The skin below the eye is drawn up and inwards.
            7 => new Vector3(-0.05f, -0.03f, 0) * At(x, p.Y, 0.4f, 0.16f, 0.2f, 0.09f),
            9 => (new Vector3(0.02f, -0.08f, 0) * At(x, p.Y, 0.17f, 0.44f, 0.1f, 0.13f)) + (new Vector3(0, -0.075f, 0) * At(x, p.Y, 0, 0.65f, 0.24f, 0.13f)),
            10 => new Vector3(0, -0.085f, -0.01f) * At(x, p.Y, 0.07f, 0.68f, 0.17f, 0.09f) * (p.Y < 0.757f ? 1 : 0.1f),
            14 => new Vector3(0.055f, -0.04f, 0.05f) * At(x, p.Y, 0.29f, 0.77f, 0.11f, 0.1f),
            15 => new Vector3(0.012f, 0.07f, 0.01f) * At(x, p.Y, 0.285f, 0.79f, 0.16f, 0.1f),
            // The chin's boss pushes the lower lip up in the middle, which bends the mouth.
            17 => (new Vector3(0, -0.06f, -0.05f) * At(x, p.Y, 0, 1.03f, 0.22f, 0.13f)) + (new Vector3(0, -0.05f, -0.035f) * At(x, p.Y, 0, 0.84f, 0.2f, 0.09f))
                + (new Vector3(0, -0.1f, 0) * At(x, p.Y, 0, 0.76f, 0.13f, 0.14f)),
            20 => new Vector3(0.12f, 0.03f, 0.04f) * At(x, p.Y, 0.29f, 0.78f, 0.15f, 0.14f),
            23 => (new Vector3(-0.05f * x, -(p.Y - 0.77f) * 0.6f, 0.01f) * At(x, p.Y, 0, 0.77f, 0.3f, 0.13f))
                + (new Vector3(0, 0.065f, 0) * At(x, p.Y, 0.29f, 0.78f, 0.11f, 0.1f)),
            // The red of the lips is rolled in, the skin round them bulges.
            24 => (new Vector3(-0.04f * x, -(p.Y - 0.77f) * 0.62f, 0.035f) * At(x, p.Y, 0, 0.77f, 0.27f, 0.1f))
                + (new Vector3(0, 0.06f, 0.015f) * At(x, p.Y, 0.29f, 0.78f, 0.1f, 0.1f)),
            _ => Vector3.Zero,
        };
        return shift with { X = shift.X * side * middle };
    }

    private static float At(float x, float y, float atX, float atY, float wide, float high) =>
        Curves.Bell(x - atX, wide) * Curves.Bell(y - atY, high);
}
