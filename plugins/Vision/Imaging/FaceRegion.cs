using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// A square of the picture, turned in its plane, that a network looks at. Places inside it are given in units of its side,
/// (0, 0) its top left and (1, 1) its bottom right corner; the picture's pixels are counted so that the middle of the first
/// one lies at (0.5, 0.5).
/// </summary>
/// <param name="Center">Its middle in the picture's pixels; may lie outside the picture.</param>
/// <param name="Side">Length of a side, pixels, above 0.</param>
/// <param name="Angle">Angle of its upper edge, radians, clockwise as seen.</param>
/// <param name="Mirrored">True if its content is seen mirrored, left for right.</param>
public readonly record struct FaceRegion(Vector2 Center, float Side, float Angle = 0, bool Mirrored = false)
{
    /// <summary>Direction and length of the upper edge, pixels.</summary>
    public Vector2 AlongX => new Vector2(MathF.Cos(Angle), MathF.Sin(Angle)) * (Mirrored ? -Side : Side);

    /// <summary>Direction and length of the left edge, pixels.</summary>
    public Vector2 AlongY => new Vector2(-MathF.Sin(Angle), MathF.Cos(Angle)) * Side;

    /// <summary>The corner at (0, 0), pixels.</summary>
    public Vector2 Origin => Center - ((AlongX + AlongY) / 2);

    /// <summary>The place in the picture of a place in the square.</summary>
    /// <param name="place">In units of the side.</param>
    public Vector2 ToPicture(Vector2 place) => Origin + (AlongX * place.X) + (AlongY * place.Y);

    /// <summary>The place in the square of a place in the picture.</summary>
    /// <param name="pixel">Pixels.</param>
    public Vector2 FromPicture(Vector2 pixel)
    {
        var offset = pixel - Origin;
        return new Vector2(Vector2.Dot(offset, AlongX), Vector2.Dot(offset, AlongY)) / (Side * Side);
    }
}
