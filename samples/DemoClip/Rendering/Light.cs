using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>A studio: a large lamp from the upper left in front, a weak one from the right, and light from all around.</summary>
internal static class Light
{
    private static readonly Vector3 Key = Vector3.Normalize(new Vector3(-0.45f, -0.55f, -1.0f));
    private static readonly Vector3 Fill = Vector3.Normalize(new Vector3(0.9f, -0.1f, -0.6f));
    private static readonly Vector3 KeyHalf = Vector3.Normalize(Key + new Vector3(0, 0, -1));
    private static readonly Vector3 KeyColour = new(0.86f, 0.82f, 0.76f);
    private static readonly Vector3 FillColour = new(0.20f, 0.22f, 0.26f);

    /// <summary>Light that a surface sends to the viewer.</summary>
    /// <param name="albedo">Its colour.</param>
    /// <param name="normal">Its direction; the viewer looks along +z.</param>
    /// <param name="softness">How far light creeps around edges, 0 (plaster) to 1.</param>
    /// <param name="gloss">Strength of the highlight.</param>
    public static Vector3 On(Vector3 albedo, Vector3 normal, float softness, float gloss)
    {
        float key = Wrap(Vector3.Dot(normal, Key), softness);
        float fill = Wrap(Vector3.Dot(normal, Fill), softness);
        float sky = 0.5f - 0.5f * normal.Y;
        Vector3 ambient = new Vector3(0.20f, 0.20f, 0.22f) * (0.45f + 0.55f * sky);
        // Light that creeps around an edge has gone through skin and comes out warm.
        Vector3 creep = new Vector3(0.10f, 0.025f, 0.01f) * softness * key * (1 - key);
        float shine = MathF.Max(0, Vector3.Dot(normal, KeyHalf));
        shine *= shine;
        shine *= shine;
        shine *= shine * shine;
        return albedo * (KeyColour * key + FillColour * fill + ambient) + creep + new Vector3(gloss * shine);
    }

    private static float Wrap(float cosine, float softness)
    {
        float wrapped = (cosine + softness * 0.4f) / (1 + softness * 0.4f);
        return wrapped > 0 ? wrapped : 0;
    }
}
