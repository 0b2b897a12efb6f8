using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Paints brows hair by hair along the mesh's brow points, so that they go where the units move them.</summary>
internal static class BrowPainter
{
    private const int Hairs = 150;
    private static readonly int[] LowerEdge = [285, 295, 282, 283, 276];
    private static readonly int[] UpperEdge = [336, 296, 334, 293, 300];

    /// <summary>Paints both.</summary>
    /// <param name="brush">Where to.</param>
    /// <param name="at">Places of the mesh's points.</param>
    /// <param name="color">Linear.</param>
    /// <param name="thickness">1 is the mean.</param>
    public static void Paint(SkinBrush brush, Func<int, Vector2> at, Vector128<float> color, float thickness)
    {
        var middle = new Curve([.. LowerEdge.Zip(UpperEdge, (low, up) => Vector2.Lerp(at(low), at(up), 0.5f))]);
        var chain = middle.Chain(48);
        brush.Line(chain, t => Half(t) * thickness * 0.8f, color, t => 0.68f * Density(t), 0.028f);
        var random = new Random(7);
        for (var i = 0; i < Hairs; i++)
        {
            float t = (i + random.NextSingle()) / Hairs, across = (random.NextSingle() * 2) - 1, shade = 0.7f + (random.NextSingle() * 0.6f);
            var along = middle.Along(t);
            var up = new Vector2(along.Y, -along.X);
            up = up.Y > 0 ? -up : up;

            // Upright at the nose, lying along the brow farther out; the upper ones bend down.
            var lean = MathF.Min(1, 0.25f + (t * 1.6f));
            var direction = Vector2.Normalize((along * lean) + (up * (1 - (0.85f * lean)) * (across > 0.2f ? 0.2f : 1)));
            var from = middle.At(t) + (up * across * Half(t) * thickness * 0.9f) - (direction * 0.02f);
            var length = 0.055f + (0.025f * random.NextSingle());
            Vector2[] hair = [from, from + (direction * length * 0.5f) + (along * 0.003f), from + (direction * length) + (along * 0.01f)];
            brush.Line(hair, s => 0.005f * (1 - (0.8f * s)), color * shade, s => 0.75f * Density(t) * (1 - (0.6f * s)), 0.006f);
        }
    }

    private static float Half(float t) => 0.04f * (t < 0.55f ? 0.82f + (0.33f * t) : 1 - (0.86f * MathF.Pow((t - 0.55f) / 0.45f, 1.4f)));

    private static float Density(float t) => MathF.Min(1, 0.78f + (t * 2)) * (1 - (0.35f * MathF.Pow(t, 4)));
}
