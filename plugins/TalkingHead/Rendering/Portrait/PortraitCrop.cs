using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Head and shoulders cut out of a picture: a square in which the face takes about 45 % of the height, moved and drawn in so that
/// it stays inside the picture where it can; what still lies outside is the picture's border drawn out, the softer the farther.
/// </summary>
internal sealed class PortraitCrop
{
    private const float FaceShare = 0.45f;
    private const float MostFaceShare = 0.72f;
    private const float FaceMiddle = 0.49f;
    private const float MostShift = 0.1f;

    // Width of the mean beyond the border over the distance from it, and samples a side.
    private const float Softness = 0.6f;
    private const int MostSteps = 14;

    private PortraitCrop(RgbImage picture, FaceMesh mesh, Vector2[]? irises) => (Picture, Mesh, Irises) = (picture, mesh, irises);

    /// <summary>The square.</summary>
    public RgbImage Picture { get; }

    /// <summary>The face in the square's pixels.</summary>
    public FaceMesh Mesh { get; }

    /// <summary>The irises in the square's pixels.</summary>
    public Vector2[]? Irises { get; }

    /// <summary>Cuts the square out.</summary>
    public static PortraitCrop Of(PortraitSource source, int size)
    {
        var (corner, side) = Square(source.Picture, source.Mesh);
        var scale = side / size;
        var cut = RgbImage.Black(size, size);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var color = Average(source.Picture, corner.X + (x * scale), corner.Y + (y * scale), scale);
                var at = ((y * size) + x) * 3;
                (cut.Pixels[at], cut.Pixels[at + 1], cut.Pixels[at + 2]) = ((byte)(color.X + 0.5f), (byte)(color.Y + 0.5f), (byte)(color.Z + 0.5f));
            }
        }

        var points = source.Mesh.Coordinates.ToArray();
        for (var i = 0; i < points.Length; i += 3)
            (points[i], points[i + 1], points[i + 2]) = ((points[i] - corner.X) / scale, (points[i + 1] - corner.Y) / scale, points[i + 2] / scale);
        return new PortraitCrop(cut, new FaceMesh(points), source.Irises?.Select(p => (p - corner) / scale).ToArray());
    }

    private static (Vector2 Corner, float Side) Square(RgbImage picture, FaceMesh mesh)
    {
        var outline = FaceTopology.Oval.Select(mesh.Flat).ToArray();
        Vector2 low = outline.Aggregate(Vector2.Min), high = outline.Aggregate(Vector2.Max);
        var height = MathF.Max(high.Y - low.Y, (high.X - low.X) * 1.15f);
        var side = height / FaceShare;
        side = MathF.Max(MathF.Min(side, MathF.Min(picture.Width, picture.Height)), height / MostFaceShare);
        var middle = (low + high) / 2;
        var corner = middle - new Vector2(side / 2, side * FaceMiddle);
        return (new Vector2(Inside(corner.X, side, picture.Width), Inside(corner.Y, side, picture.Height)), side);
    }

    // Shifts a side into the picture, but not so far that the face leaves the middle.
    private static float Inside(float from, float side, int room)
    {
        var wanted = side >= room ? (room - side) / 2 : Math.Clamp(from, 0, room - side);
        return from + Math.Clamp(wanted - from, -MostShift * side, MostShift * side);
    }

    // The mean over the square of source pixels that one pixel covers, bilinear where it covers less than one; beyond the border a
    // mean over what lies about the nearest place of the border, the wider the farther out.
    private static Vector3 Average(RgbImage picture, float left, float top, float width)
    {
        float inX = Math.Clamp(left, 0, picture.Width - width), inY = Math.Clamp(top, 0, picture.Height - width);
        var outside = MathF.Max(MathF.Abs(left - inX), MathF.Abs(top - inY));
        var reach = width + (outside * Softness);
        (left, top) = (inX - ((reach - width) / 2), inY - ((reach - width) / 2));
        var steps = Math.Clamp((int)MathF.Ceiling(reach), 1, MostSteps);
        var sum = Vector3.Zero;
        for (var j = 0; j < steps; j++)
        {
            for (var i = 0; i < steps; i++)
                sum += Sample(picture, left + (reach * (i + 0.5f) / steps) - 0.5f, top + (reach * (j + 0.5f) / steps) - 0.5f);
        }

        return sum / (steps * steps);
    }

    private static Vector3 Sample(RgbImage picture, float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, picture.Width - 1), Math.Clamp(y, 0, picture.Height - 1));
        int left = (int)x, top = (int)y;
        return Vector3.Lerp(
            Vector3.Lerp(At(picture, left, top), At(picture, left + 1, top), x - left),
            Vector3.Lerp(At(picture, left, top + 1), At(picture, left + 1, top + 1), x - left), y - top);
    }

    private static Vector3 At(RgbImage picture, int x, int y)
    {
        var at = ((Math.Min(y, picture.Height - 1) * picture.Width) + Math.Min(x, picture.Width - 1)) * 3;
        return new Vector3(picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]);
    }
}
