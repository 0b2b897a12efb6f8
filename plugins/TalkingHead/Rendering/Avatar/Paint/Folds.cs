using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A furrow, bulge or blush that units make.</summary>
/// <param name="Units">Which, and how much each at full strength; the sum counts.</param>
/// <param name="Path">Along it, on the left side, face units at rest; a single point for a round bulge.</param>
/// <param name="Width">To where it has faded to a third.</param>
/// <param name="Slope">How steep its sides are; below 0 for a bulge.</param>
/// <param name="Dark">Light lost at the bottom, 0 to 1.</param>
/// <param name="Blush">Redness, 0 to 1.</param>
internal sealed record Fold((int Unit, float Weight)[] Units, Vector2[] Path, float Width, float Slope, float Dark, float Blush = 0)
{
    /// <summary>Bend across, bend down, light lost, blush.</summary>
    /// <param name="chain">The path.</param>
    /// <param name="p">A place.</param>
    public Vector128<float> At(Vector2[] chain, Vector2 p)
    {
        var (distance, along) = chain.Length == 1 ? (Vector2.Distance(chain[0], p), 0.5f) : Curve.Nearest(chain, p);
        var nearest = chain.Length == 1 ? chain[0] : On(chain, along);
        var t = distance / Width;
        var ends = chain.Length == 1 ? 1 : Curves.Smooth(MathF.Min(along, 1 - along) * 5);
        var valley = MathF.Exp(-t * t) * ends;
        var away = distance > 1e-6f ? (p - nearest) / distance : Vector2.Zero;
        var bend = away * (-Slope * 2.33f * t * valley);
        return Vector128.Create(bend.X, bend.Y, Dark * valley, Blush * valley);
    }

    /// <summary>The same, no narrower than a line that a photograph shows; what is widened gets lighter.</summary>
    public Fold Softened()
    {
        var width = MathF.Max(Width, 0.036f);
        var share = 0.4f + (0.6f * Width / width);
        return this with { Width = width, Slope = Slope * share, Dark = MathF.Min(0.26f, Dark * share) };
    }

    private static Vector2 On(Vector2[] chain, float along)
    {
        var place = along * (chain.Length - 1);
        var i = Math.Min((int)place, chain.Length - 2);
        return Vector2.Lerp(chain[i], chain[i + 1], place - i);
    }
}

/// <summary>Where the units fold a face (Ekman, Friesen and Hager, 2002), on the avatar's resting skin.</summary>
internal static class Folds
{
    /// <summary>All of them, for the left side.</summary>
    public static IReadOnlyList<Fold> All { get; } =
    [
        // From the nose's wing past the mouth's corner.
        new([(12, 0.75f), (10, 0.8f), (9, 0.7f), (6, 0.15f)], [new(0.235f, 0.40f), new(0.30f, 0.50f), new(0.365f, 0.61f), new(0.40f, 0.72f)], 0.05f, 0.42f, 0.17f),

        // Forehead: raised in the middle, at the sides, or all along.
        .. Forehead(-0.37f), .. Forehead(-0.445f), .. Forehead(-0.52f),

        // Between the brows.
        new([(4, 1)], [new(0.058f, -0.14f), new(0.05f, -0.22f), new(0.062f, -0.31f)], 0.02f, 1.1f, 0.55f),
        new([(4, 0.7f)], [new(0.095f, -0.2f), new(0.1f, -0.27f)], 0.03f, -0.35f, 0),
        new([(4, 0.5f), (9, 0.7f)], [new(-0.02f, -0.065f), new(0.03f, -0.066f), new(0.075f, -0.055f)], 0.014f, 0.5f, 0.26f),

        new([(4, 0.9f)], [new(0.10f, -0.085f), new(0.19f, -0.125f), new(0.32f, -0.15f)], 0.03f, 0.25f, 0.3f),
        new([(4, 1), (1, -0.75f), (2, -0.6f)], [new(0.12f, -0.10f), new(0.28f, -0.11f), new(0.46f, -0.10f)], 0.06f, 0, 0.26f),

        // Outside the eye, and under it.
        new([(6, 0.9f), (12, 0.1f)], [new(0.575f, -0.03f), new(0.63f, -0.06f), new(0.67f, -0.10f)], 0.012f, 0.4f, 0.15f),
        new([(6, 1), (12, 0.1f)], [new(0.585f, 0.012f), new(0.64f, 0.015f), new(0.69f, 0.01f)], 0.012f, 0.4f, 0.16f),
        new([(6, 0.9f)], [new(0.57f, 0.05f), new(0.62f, 0.08f), new(0.66f, 0.12f)], 0.012f, 0.4f, 0.15f),
        new([(6, 0.8f), (7, 0.6f), (9, 0.3f)], [new(0.20f, 0.10f), new(0.30f, 0.145f), new(0.42f, 0.14f), new(0.52f, 0.085f)], 0.022f, 0.4f, 0.18f),

        // The nose's sides and bridge.
        new([(9, 1)], [new(0.045f, -0.01f), new(0.085f, 0.035f), new(0.11f, 0.09f)], 0.016f, 0.45f, 0.2f),
        new([(9, 1), (10, 0.15f)], [new(0.05f, 0.05f), new(0.095f, 0.10f), new(0.125f, 0.16f)], 0.016f, 0.45f, 0.2f),
        new([(9, 0.9f)], [new(-0.03f, 0.0f), new(0.03f, 0.0f)], 0.012f, 0.45f, 0.2f),

        // Cheeks: lifted and a little red.
        new([(12, 0.5f), (6, 0.5f)], [new(0.43f, 0.36f)], 0.15f, -0.22f, 0, 0.55f),
        new([(4, 0.25f), (23, 0.35f), (24, 0.2f)], [new(0.40f, 0.40f)], 0.19f, 0, 0, 0.6f),

        // Beside and below the mouth.
        new([(14, 1)], [new(0.345f, 0.66f), new(0.372f, 0.725f), new(0.345f, 0.79f)], 0.026f, 0.6f, 0.33f),
        new([(15, 0.9f), (17, 0.2f)], [new(0.305f, 0.79f), new(0.335f, 0.87f), new(0.325f, 0.96f)], 0.034f, 0.42f, 0.18f),
        new([(24, 1), (23, 0.3f)], [new(-0.03f, 0.635f), new(0.09f, 0.64f), new(0.2f, 0.68f)], 0.03f, -0.35f, 0),
        new([(24, 1), (23, 0.5f)], [new(0.285f, 0.69f), new(0.302f, 0.735f), new(0.29f, 0.79f)], 0.02f, 0.4f, 0.2f),
        new([(20, 0.9f)], [new(0.375f, 0.66f), new(0.40f, 0.75f), new(0.385f, 0.84f)], 0.034f, 0.45f, 0.2f),
        new([(17, 0.9f), (15, 0.35f), (24, 0.7f), (23, 0.3f)], [new(-0.03f, 0.935f), new(0.06f, 0.94f), new(0.15f, 0.965f)], 0.034f, 0.45f, 0.22f),
        .. Chin(),
    ];

    private static IEnumerable<Fold> Forehead(float y)
    {
        var rise = (y + 0.37f) * 0.2f;
        yield return new([(1, 0.95f)], [new(-0.05f, y + rise), new(0.09f, y + 0.012f + rise), new(0.25f, y + rise)], 0.019f, 0.36f, 0.14f);
        yield return new([(2, 0.95f)], [new(0.2f, y + 0.005f), new(0.35f, y - 0.012f), new(0.5f, y + 0.035f)], 0.019f, 0.36f, 0.14f);
    }

    private static IEnumerable<Fold> Chin() =>
        from spot in new Vector2[] { new(0.03f, 1.02f), new(0.09f, 1.0f), new(0.065f, 1.06f), new(0.12f, 1.055f), new(0.02f, 1.09f), new(0.09f, 1.105f) }
        select new Fold([(17, 0.8f)], [spot], 0.02f, 0.22f, 0.07f);
}
