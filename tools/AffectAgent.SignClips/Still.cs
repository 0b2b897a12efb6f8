using System.Numerics;
using AffectAgent.Media;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.SignClips;

/// <summary>A real face cut out of a photograph, upright enough to be moved by its mesh.</summary>
/// <param name="Name">The photograph, and the face's number in it.</param>
/// <param name="Picture">A square around the face.</param>
/// <param name="Mesh">Its mesh, in the square's pixels.</param>
internal sealed record Still(string Name, RgbImage Picture, FaceMesh Mesh)
{
    /// <summary>Pixels of the square's side.</summary>
    public const int Side = 288;

    // The square's side in distances of the outer eye corners, and how far its middle lies below the eyes.
    private const float Around = 2.7f;
    private const float Below = 0.35f;
    private const float LeastEyes = 26;
    private const double MostTurned = 0.42;

    /// <summary>The usable faces of a photograph, the largest first.</summary>
    public static async Task<List<Still>> OfAsync(string path, VisionModels models)
    {
        var source = await new MediaOpener().OpenAsync(path);
        var stills = new List<Still>();
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions()))
        {
            using (frame)
            {
                using var pyramid = new PicturePyramid(frame.Image);
                foreach (var face in models.Finder.FindInStill(pyramid))
                {
                    var pose = HeadPoseEstimator.Estimate(face.Mesh, frame.Image.Width, frame.Image.Height);
                    if (face.Mesh.OuterEyeDistance < LeastEyes || Math.Abs(pose.Yaw) > MostTurned || Math.Abs(pose.Pitch) > MostTurned || Math.Abs(pose.Roll) > 0.6)
                        continue;
                    stills.Add(Cut($"{Path.GetFileNameWithoutExtension(path)}#{stills.Count + 1}", frame.Image, face.Mesh));
                }
            }
        }

        return stills;
    }

    private static Still Cut(string name, RgbImage picture, FaceMesh mesh)
    {
        var eyes = (mesh.Flat(MeshPoints.RightEyeOuter) + mesh.Flat(MeshPoints.LeftEyeOuter)) / 2;
        var unit = MathF.Max(mesh.OuterEyeDistance, Vector2.Distance(eyes, (mesh.Flat(MeshPoints.MouthLeft) + mesh.Flat(MeshPoints.MouthRight)) / 2) / 0.78f);
        var corner = eyes + new Vector2(0, Below * unit) - new Vector2(Around * unit / 2);
        var scale = Around * unit / Side;
        var cut = RgbImage.Black(Side, Side);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                Average(picture, corner.X + (x * scale), corner.Y + (y * scale), scale, cut.Pixels.AsSpan(((y * Side) + x) * 3, 3));
        }

        var points = mesh.Coordinates.ToArray();
        for (var i = 0; i < points.Length; i += 3)
            (points[i], points[i + 1], points[i + 2]) = ((points[i] - corner.X) / scale, (points[i + 1] - corner.Y) / scale, points[i + 2] / scale);
        return new Still(name, cut, new FaceMesh(points));
    }

    // The mean over the square of source pixels that one pixel covers; bilinear where it covers less than one.
    private static void Average(RgbImage picture, float left, float top, float size, Span<byte> into)
    {
        var steps = Math.Max(1, (int)MathF.Ceiling(size));
        Vector3 sum = default;
        for (var j = 0; j < steps; j++)
        {
            for (var i = 0; i < steps; i++)
                sum += Sample(picture, left + (size * (i + 0.5f) / steps) - 0.5f, top + (size * (j + 0.5f) / steps) - 0.5f);
        }

        sum /= steps * steps;
        (into[0], into[1], into[2]) = ((byte)(sum.X + 0.5f), (byte)(sum.Y + 0.5f), (byte)(sum.Z + 0.5f));
    }

    private static Vector3 Sample(RgbImage picture, float x, float y)
    {
        x = Math.Clamp(x, 0, picture.Width - 1.001f);
        y = Math.Clamp(y, 0, picture.Height - 1.001f);
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
