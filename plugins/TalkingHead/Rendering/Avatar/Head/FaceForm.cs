using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What makes one avatar's face another person's than the next one's: small smooth changes of the resting face. 0 is the mean.</summary>
/// <param name="Width">Of the cheeks, share of their distance from the middle.</param>
/// <param name="Jaw">Width of the jaw, likewise.</param>
/// <param name="Chin">Length of the chin, outer eye distances.</param>
/// <param name="NoseWidth">Share.</param>
/// <param name="NoseLength">Outer eye distances.</param>
/// <param name="Lips">Fullness, share.</param>
/// <param name="Brows">Thickness, share.</param>
/// <param name="BrowHeight">Outer eye distances that they lie higher.</param>
public sealed record FaceForm(
    float Width = 0, float Jaw = 0, float Chin = 0, float NoseWidth = 0, float NoseLength = 0, float Lips = 0, float Brows = 0, float BrowHeight = 0)
{
    /// <summary>Where a point of the avatar's mean face lies on this face. The eyes stay.</summary>
    internal Vector3 Place(Vector3 p)
    {
        var eye = Curves.Bell(MathF.Abs(p.X) - FaceStyle.EyeX, 0.24f) * Curves.Bell(p.Y, 0.13f);
        var cheek = Curves.Smooth((MathF.Abs(p.X) - 0.3f) / 0.3f) * Curves.Bell(p.Y - 0.35f, 0.5f);
        var jaw = Curves.Smooth((p.Y - 0.5f) / 0.45f) * Curves.Smooth((MathF.Abs(p.X) - 0.1f) / 0.4f);
        var nose = Curves.Bell(p.X, 0.2f) * Curves.Bell(p.Y - 0.42f, 0.2f);
        var lips = Curves.Bell(p.X, 0.3f) * Curves.Bell(p.Y - MouthParts.LipLine, 0.15f);
        var brow = Curves.Bell(MathF.Abs(p.X) - 0.3f, 0.3f) * Curves.Bell(p.Y + 0.24f, 0.12f);
        var x = p.X * (1 + (Width * cheek) + (Jaw * jaw) + (NoseWidth * nose));
        var y = p.Y + (Chin * Curves.Smooth((p.Y - 0.9f) / 0.3f)) + (NoseLength * nose) + ((p.Y - MouthParts.LipLine) * Lips * lips) - (BrowHeight * brow);
        return Vector3.Lerp(new Vector3(x, y, p.Z - (0.03f * Lips * lips)), p, MathF.Min(1, eye));
    }
}
