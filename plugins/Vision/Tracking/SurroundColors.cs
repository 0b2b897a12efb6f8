using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Colours of a face's skin and of what surrounds it (hair above, clothes below) as three histograms of chromaticity and
/// lightness. Good for telling persons of one scene apart, useless between scenes.
/// </summary>
internal static class SurroundColors
{
    /// <summary>Numbers of one description.</summary>
    public const int Count = 3 * Bins;

    private const int Bins = ChromaBins * ChromaBins * LightBins;
    private const int ChromaBins = 8;
    private const int LightBins = 4;
    private const int Side = 48;

    // Zones in units of the face's side around its middle, upright along the eyes: left, top, right, bottom.
    private static readonly Vector4[] Zones = [new(-0.25f, -0.05f, 0.25f, 0.25f), new(-0.4f, -0.8f, 0.4f, -0.5f), new(-0.7f, 0.7f, 0.7f, 1.2f)];

    /// <summary>Describes the colours around a face.</summary>
    public static float[] Of(PicturePyramid pyramid, FaceMesh mesh)
    {
        var face = MeshRegions.OfMesh(mesh);
        float side = face.Side / MeshRegions.FaceMargin;
        const float reach = 2.5f;
        var region = new FaceRegion(face.Center, side * reach, face.Angle);
        var pixels = new float[Side * Side * 3];
        RegionSampler.Read(pyramid, region, Side, pixels, planar: false, 1, 0);
        var colors = new float[Count];
        for (int i = 0; i < Side * Side; i++)
        {
            float x = ((((i % Side) + 0.5f) / Side) - 0.5f) * reach, y = ((((i / Side) + 0.5f) / Side) - 0.5f) * reach;
            for (int zone = 0; zone < Zones.Length; zone++)
            {
                var z = Zones[zone];
                if (x >= z.X && y >= z.Y && x <= z.Z && y <= z.W && IsSeen(region, i, pyramid))
                    Vote(colors.AsSpan(zone * Bins, Bins), pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]);
            }
        }

        for (int zone = 0; zone < Zones.Length; zone++)
            Normalize(colors.AsSpan(zone * Bins, Bins));
        return colors;
    }

    /// <summary>
    /// How alike two descriptions are, 0 to 1 (mean Bhattacharyya coefficient over the zones that both have), or null where
    /// they share no zone.
    /// </summary>
    public static float? Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        int zones = 0;
        for (int zone = 0; zone < Zones.Length; zone++)
        {
            float one = 0, massA = 0, massB = 0;
            for (int i = zone * Bins; i < (zone + 1) * Bins; i++)
            {
                one += MathF.Sqrt(a[i] * b[i]);
                massA += a[i];
                massB += b[i];
            }

            if (massA <= 0 || massB <= 0)
                continue;
            sum += one / MathF.Sqrt(massA * massB);
            zones++;
        }

        return zones == 0 ? null : sum / zones;
    }

    private static bool IsSeen(FaceRegion region, int index, PicturePyramid pyramid)
    {
        var at = region.ToPicture(new Vector2((index % Side) + 0.5f, (index / Side) + 0.5f) / Side);
        return at.X >= 0 && at.Y >= 0 && at.X < pyramid.Width && at.Y < pyramid.Height;
    }

    private static void Vote(Span<float> zone, float red, float green, float blue)
    {
        float light = (red + green + blue) / 3;
        // Chromaticity of near black is noise: pulled towards grey.
        const float floor = 24;
        float sum = red + green + blue + floor;
        float r = (red + (floor / 3)) / sum, g = (green + (floor / 3)) / sum;
        float x = Math.Clamp((r - 0.2f) / 0.4f, 0, 0.999f) * ChromaBins, y = Math.Clamp((g - 0.2f) / 0.3f, 0, 0.999f) * ChromaBins;
        int l = Math.Clamp((int)(MathF.Sqrt(light / 256) * LightBins), 0, LightBins - 1);
        zone[(((int)y * ChromaBins) + (int)x) * LightBins + l] += 1;
    }

    private static void Normalize(Span<float> zone)
    {
        float sum = 0;
        foreach (float value in zone)
            sum += value;
        for (int i = 0; i < zone.Length && sum > 0; i++)
            zone[i] /= sum;
    }
}
