using System.Globalization;
using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Not a test of the program but a step of <c>training/vision/square.py</c>; runs only when it is asked for.</summary>
public sealed class SquareExport
{
    private const int Step = 7;
    private const int Passes = 5;

    [Fact(Explicit = true)]
    public void OfDetection_EverySeventhPackedFace_IsWrittenForTraining()
    {
        string? path = Environment.GetEnvironmentVariable("AFFECT_FACES");
        Assert.SkipWhen(path is null, "AFFECT_FACES names no file of packed faces.");
        var models = Photos.Models();
        using var source = new BinaryReader(new BufferedStream(File.OpenRead(path!), 1 << 20));
        using var target = new StreamWriter(path + ".squares.csv");
        target.WriteLine("photograph,mouth_x,mouth_y,nose_x,nose_y,middle_x,middle_y,side,rule_x,rule_y,rule_side,first,second");
        long length = source.BaseStream.Length;
        for (int i = 0; source.BaseStream.Position < length; i++)
        {
            int width = source.ReadInt32(), height = source.ReadInt32();
            byte[] grey = source.ReadBytes(width * height);
            source.BaseStream.Seek(FaceMesh.PointCount * 3 * sizeof(float), SeekOrigin.Current);
            if (i % Step != 0)
                continue;
            using var pyramid = new PicturePyramid(Pictures.Of(width, height, (x, y) => grey[(y * width) + x]));
            foreach (var face in models.Detector.DetectGradually(pyramid, TestContext.Current.CancellationToken))
            {
                if (Row(models, pyramid, face) is { } row)
                    target.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i},{row}"));
            }
        }
    }

    // Places along the eyes and across them, from their middle, pixels; the square that five passes settle on; the rule's; how far the first and
    // the second pass's mesh lie from the last, in distances of the outer eye corners.
    private static string? Row(VisionModels models, PicturePyramid pyramid, DetectedFace face)
    {
        var region = MeshRegions.OfDetection(face);
        Vector2 right = new(MathF.Cos(region.Angle), MathF.Sin(region.Angle)), down = new(-right.Y, right.X), eyes = (face.RightEye + face.LeftEye) / 2;
        var meshes = new List<FaceMesh>();
        for (int pass = 0; pass < Passes; pass++)
        {
            var reading = models.Mesher.Read(pyramid, pass == 0 ? region : MeshRegions.OfMesh(meshes[^1]), TestContext.Current.CancellationToken);
            if (reading.Presence < 0.5f)
                return null;
            meshes.Add(reading.Mesh);
        }

        var settled = MeshRegions.OfMesh(meshes[^1]);
        string Place(Vector2 point) => string.Create(CultureInfo.InvariantCulture, $"{Vector2.Dot(point - eyes, right)},{Vector2.Dot(point - eyes, down)}");
        float rule = MathF.Max(face.Box.Width, face.Box.Height) * MeshRegions.FaceMargin;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Place(face.Mouth)},{Place(face.Nose)},{Place(settled.Center)},{settled.Side},{Place(face.Box.Center)},{rule},{Apart(meshes[0], meshes[^1])},{Apart(meshes[1], meshes[^1])}");
    }

    private static float Apart(FaceMesh one, FaceMesh other)
    {
        float sum = 0;
        for (int i = 0; i < FaceMesh.PointCount; i++)
            sum += Vector2.Distance(one.Flat(i), other.Flat(i));
        return sum / FaceMesh.PointCount / other.OuterEyeDistance;
    }
}
