using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Cuts the upright, grey, 48 x 48 face out of a picture, framed as the faces of FER2013 are, by a similarity transform (shift,
/// roll, one scale: no stretching, no mirroring) from the mesh's eye and mouth corners. Stateless and thread-safe.
/// </summary>
public static class FaceAligner
{
    /// <summary>Pixels of the crop's side.</summary>
    public const int Side = 48;

    /// <summary>Pixels of the portrait's side; see <see cref="Portrait"/>.</summary>
    public const int PortraitSide = 64;

    /// <summary>Side of the crop in units of the face; see <see cref="SquareOf"/>. Chosen by <c>training/expression/framing.py</c>.</summary>
    internal const float SideInUnits = 2.8f;

    /// <summary>The crop's middle lies this share of the way from the eyes to the mouth.</summary>
    internal const float Down = 0.3f;

    /// <summary>The same of the portrait: lower, so that the chin is on it. <c>training/action-units/crops.py</c> has the same numbers.</summary>
    internal const float PortraitDown = 0.4f;

    /// <summary>Distance from eyes to mouth over the distance of the eyes, of a face seen from the front.</summary>
    internal const float EyesToMouth = 1.2f;

    // Bilinear samples may lie this many source pixels apart before detail between them is missed.
    private const float Spacing = 1.75f;
    // Up to this many source pixels to a crop's pixel one sample does.
    private const float Fine = 1.2f;
    private const int MostSamples = 8;

    /// <summary>Cuts the face out. Outside the picture its border is repeated.</summary>
    /// <param name="picture">The picture that the mesh was found in.</param>
    /// <param name="mesh">The face, in the picture's pixels.</param>
    /// <returns>48 x 48 pixels, luma of ITU-R BT.601.</returns>
    /// <exception cref="ArgumentException">The mesh's eyes coincide or a coordinate is not finite.</exception>
    public static GrayImage Align(RgbImage picture, FaceMesh mesh) => Cut(picture, mesh, Side, Down);

    /// <summary>Cuts out the portrait: the same square of the face, finer and lower. Outside the picture its border is repeated.</summary>
    /// <param name="picture">The picture that the mesh was found in.</param>
    /// <param name="mesh">The face, in the picture's pixels.</param>
    /// <returns>64 x 64 pixels, luma of ITU-R BT.601.</returns>
    /// <exception cref="ArgumentException">The mesh's eyes coincide or a coordinate is not finite.</exception>
    public static GrayImage Portrait(RgbImage picture, FaceMesh mesh) => Cut(picture, mesh, PortraitSide, PortraitDown);

    private static GrayImage Cut(RgbImage picture, FaceMesh mesh, int pixelsASide, float down)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(mesh);
        var (middle, axis, side) = SquareOf(mesh, down);
        float step = side / pixelsASide;
        int count = step <= Fine ? 1 : (int)Math.Clamp(MathF.Ceiling(step / Spacing), 2, MostSamples);
        var stepRight = axis * (step / count);
        var stepDown = new Vector2(-stepRight.Y, stepRight.X);
        // A pixel's centre lies at its index + 0.5.
        var first = middle - new Vector2(0.5f) + ((stepRight + stepDown) * (0.5f - (pixelsASide * count / 2f)));
        var pixels = new byte[pixelsASide * pixelsASide];
        for (int row = 0; row < pixelsASide; row++)
        {
            for (int column = 0; column < pixelsASide; column++)
            {
                float sum = 0;
                for (int y = row * count; y < (row + 1) * count; y++)
                {
                    var at = first + (stepDown * y) + (stepRight * (column * count));
                    for (int x = 0; x < count; x++, at += stepRight)
                        sum += Luma(picture, at.X, at.Y);
                }

                pixels[(row * pixelsASide) + column] = (byte)Math.Clamp(MathF.Round(sum / (count * count)), 0, 255);
            }
        }

        return new GrayImage(pixelsASide, pixelsASide, pixels);
    }

    /// <summary>
    /// The square that is cut out: its middle, the direction of its rows (along the eye line, to the right of the upright face)
    /// and its side in pixels. The face's unit is the distance of the eyes' middles, or, where the head is turned and that
    /// shrinks, the distance from eyes to mouth divided by <see cref="EyesToMouth"/>: the larger of the two.
    /// </summary>
    /// <exception cref="ArgumentException">The mesh's eyes coincide or a coordinate is not finite.</exception>
    internal static (Vector2 Middle, Vector2 Axis, float Side) SquareOf(FaceMesh mesh, float down = Down)
    {
        var right = Between(mesh, MeshPoints.RightEyeOuter, MeshPoints.RightEyeInner);
        var left = Between(mesh, MeshPoints.LeftEyeOuter, MeshPoints.LeftEyeInner);
        var mouth = Between(mesh, MeshPoints.MouthRight, MeshPoints.MouthLeft);
        var eyes = (right + left) / 2;
        float width = Vector2.Distance(left, right);
        if (!(width > 1e-3f) || !float.IsFinite(width) || !float.IsFinite(mouth.X + mouth.Y))
            throw new ArgumentException("The mesh is not a face: its eyes coincide or a point is not finite.", nameof(mesh));
        var axis = (left - right) / width;
        float height = MathF.Abs(Vector2.Dot(mouth - eyes, new Vector2(-axis.Y, axis.X)));
        return (Vector2.Lerp(eyes, mouth, down), axis, SideInUnits * MathF.Max(width, height / EyesToMouth));
    }

    private static Vector2 Between(FaceMesh mesh, int a, int b) => (mesh.Flat(a) + mesh.Flat(b)) / 2;

    private static float Luma(RgbImage picture, float x, float y)
    {
        x = Math.Clamp(x, 0, picture.Width - 1);
        y = Math.Clamp(y, 0, picture.Height - 1);
        int left = (int)x, top = (int)y;
        int right = left + 1 < picture.Width ? 3 : 0, down = top + 1 < picture.Height ? picture.Width * 3 : 0;
        float fx = x - left, fy = y - top;
        var pixels = picture.Pixels;
        int at = ((top * picture.Width) + left) * 3;
        float upper = (Luma(pixels, at) * (1 - fx)) + (Luma(pixels, at + right) * fx);
        float lower = (Luma(pixels, at + down) * (1 - fx)) + (Luma(pixels, at + down + right) * fx);
        return (upper * (1 - fy)) + (lower * fy);
    }

    private static float Luma(byte[] pixels, int at) => (0.299f * pixels[at]) + (0.587f * pixels[at + 1]) + (0.114f * pixels[at + 2]);
}
