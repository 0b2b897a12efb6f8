using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What the picture's own pixels tell about the light on the face.</summary>
/// <param name="Skin">Mean colour of the cheeks and the forehead, linear.</param>
/// <param name="White">How a white thing would look in the face's light, linear.</param>
/// <param name="Color">0 for a grey picture, 1 for one in colour.</param>
internal sealed record PortraitLight(Vector128<float> Skin, Vector128<float> White, float Color)
{
    private static readonly int[] Cheeks = [50, 280, 101, 330, 205, 425, 151, 9, 108, 337, 36, 266];

    /// <summary>How much of each colour a crease of the skin loses.</summary>
    public Vector128<float> Crease { get; } = Vector128.Create(1 - (0.3f * Color), 1, 1 + (0.1f * Color), 0);

    /// <summary>Reads it off the picture.</summary>
    public static PortraitLight Of(Photo photo, FaceMesh mesh)
    {
        var skin = Vector128<float>.Zero;
        float lightest = 0;
        foreach (var i in Cheeks)
        {
            var c = photo.At(mesh.Flat(i));
            skin += c / Cheeks.Length;
            lightest = MathF.Max(lightest, Photo.Luminance(c));
        }

        float most = MathF.Max(skin[0], MathF.Max(skin[1], skin[2])), least = MathF.Min(skin[0], MathF.Min(skin[1], skin[2]));
        var chroma = most > 1e-4f ? (most - least) / most : 0;

        // Eyeballs and teeth are the whites of a face; skin tells only how much light there is, within what skins reflect.
        var sclera = Whites(photo, mesh);
        var level = Math.Clamp(sclera, lightest * 1.05f, MathF.Max(0.12f, lightest * 2.2f));
        var cast = skin / MathF.Max(1e-4f, Photo.Luminance(skin)) / Vector128.Create(1.55f, 0.9f, 0.62f, 1);
        cast = Vector128.Create(1f) + ((Vector128.Min(Vector128.Max(cast, Vector128.Create(0.6f)), Vector128.Create(1.5f)) - Vector128.Create(1f)) * 0.4f);
        var color = Math.Clamp((chroma - 0.05f) / 0.15f, 0, 1);
        cast = Vector128.Create(1f) + ((cast - Vector128.Create(1f)) * color);
        return new PortraitLight(skin, (cast * level).WithElement(3, 1), color);
    }

    /// <summary>A colour of things in full white light, as this picture would show it.</summary>
    public Vector128<float> Lit(int rgb)
    {
        var c = Srgb.Linear(rgb) * White;
        var grey = Vector128.Create(Photo.Luminance(c));
        return (grey + ((c - grey) * Color)).WithElement(3, 1);
    }

    private static float Whites(Photo photo, FaceMesh mesh)
    {
        var found = new List<float>();
        foreach (var (outer, inner) in ((int, int)[])[(33, 133), (263, 362)])
        {
            for (var i = 0.12f; i < 0.9f; i += 0.03f)
                found.Add(Photo.Luminance(photo.At(Vector2.Lerp(mesh.Flat(outer), mesh.Flat(inner), i))));
        }

        found.Sort();
        return found[(int)(found.Count * 0.85f)] * 1.25f;
    }
}
