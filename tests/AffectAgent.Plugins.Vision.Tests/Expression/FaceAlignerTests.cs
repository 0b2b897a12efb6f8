using System.Numerics;

namespace AffectAgent.Plugins.Vision.Tests.Expression;

/// <summary>Holds the aligner to what a similarity transform must keep, and to a slow oracle.</summary>
public sealed class FaceAlignerTests
{
    private static readonly int[] Corners =
    [
        MeshPoints.RightEyeOuter, MeshPoints.RightEyeInner, MeshPoints.LeftEyeInner, MeshPoints.LeftEyeOuter, MeshPoints.MouthRight, MeshPoints.MouthLeft,
    ];

    // A face seen from the front, in pixels of a crop of 48: eyes 17.1 apart at the height 18, mouth 20.5 below.
    private static readonly Vector2[] Places = [new(12, 18), new(19, 18), new(29, 18), new(36, 18), new(18, 38.5f), new(30, 38.5f)];

    [Theory]
    [InlineData(0, 3.0)]
    [InlineData(0.35, 3.0)]
    [InlineData(-0.8, 1.7)]
    [InlineData(3.0, 5.5)]
    [InlineData(0.2, 0.6)]
    [InlineData(-0.1, 14.0)]
    public void Align_AnyRollAndScale_AgreesWithTheOracle(double roll, double scale)
    {
        var picture = Noise(400, 300, 7);
        var mesh = Face(roll, scale, new Vector2(210, 140));

        var crop = FaceAligner.Align(picture, mesh);

        // The oracle integrates densely; the aligner may differ by what its sparser samples miss of the pure noise.
        var expected = Oracle(picture, mesh);
        double worst = 0, sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(expected[i] - crop.Pixels[i]));
            sum += Math.Abs(expected[i] - crop.Pixels[i]);
        }

        Assert.True(sum / expected.Length < 6, $"mean difference {sum / expected.Length:0.00}");
        Assert.True(worst < 45, $"largest difference {worst:0.0}");
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(-0.3, 6)]
    public void Align_SmoothPictureTurnedAndScaled_GivesTheSameCrop(double roll, double scale)
    {
        var upright = FaceAligner.Align(Waves(500, 0, 2, new Vector2(250, 250)), Face(0, 2, new Vector2(250, 250)));
        var turned = FaceAligner.Align(Waves(500, roll, scale, new Vector2(250, 250)), Face(roll, scale, new Vector2(250, 250)));

        for (int i = 0; i < upright.Pixels.Length; i++)
            Assert.InRange(Math.Abs(upright.Pixels[i] - turned.Pixels[i]), 0, 3);
    }

    [Fact]
    public void Align_MirroredPicture_GivesTheMirroredCrop()
    {
        var picture = Noise(300, 200, 3);
        var mesh = Face(0.2, 2.5, new Vector2(140, 100));
        var crop = FaceAligner.Align(picture, mesh);

        var mirrored = FaceAligner.Align(Mirror(picture), Mirror(mesh, 300));

        for (int y = 0; y < 48; y++)
        {
            for (int x = 0; x < 48; x++)
                Assert.InRange(mirrored.Pixels[(y * 48) + x] - crop.Pixels[(y * 48) + 47 - x], -2, 2);
        }
    }

    [Fact]
    public void Align_ShiftByPartOfAPixel_MovesTheCrop()
    {
        // A ramp rises by 1 a pixel: a crop that truncated coordinates would not see half a pixel.
        var ramp = RgbImage.Black(200, 100);
        for (int i = 0; i < 200 * 100; i++)
            ramp.Pixels.AsSpan(i * 3, 3).Fill((byte)(i % 200));

        double here = FaceAligner.Align(ramp, Face(0, 1, new Vector2(100, 50))).Pixels.Average(p => p);
        double there = FaceAligner.Align(ramp, Face(0, 1, new Vector2(104.5f, 50))).Pixels.Average(p => p);

        Assert.Equal(4.5, there - here, 0.3);
    }

    [Fact]
    public void Align_FaceBeyondTheBorder_RepeatsTheBorder()
    {
        var picture = RgbImage.Black(60, 60);
        for (int y = 0; y < 60; y++)
            picture.Pixels.AsSpan(y * 180, 3).Fill(200);

        var crop = FaceAligner.Align(picture, Face(0, 1, new Vector2(-200, 30)));

        Assert.All(crop.Pixels, p => Assert.Equal(200, p));
    }

    [Fact]
    public void SquareOf_FrontalFace_FramesItAsTheTrainingFacesAre()
    {
        var (_, axis, side) = FaceAligner.SquareOf(Face(0, 10, new Vector2(300, 300)));

        Assert.Equal(1, axis.X, 1e-4);
        Assert.InRange(side, 430, 540);
    }

    [Fact]
    public void SquareOf_HeadTurnedAside_KeepsItsSize()
    {
        var frontal = Face(0, 4, new Vector2(200, 200));
        var turned = Change(frontal, p => new Vector2(((p.X - 200) * 0.6f) + 200, p.Y));

        Assert.Equal(FaceAligner.SquareOf(frontal).Side, FaceAligner.SquareOf(turned).Side, FaceAligner.SquareOf(frontal).Side * 0.05);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void Align_MeshThatIsNoFace_Throws(float value)
    {
        var mesh = new FaceMesh([.. Enumerable.Repeat(value, FaceMesh.PointCount * 3)]);

        Assert.Throws<ArgumentException>(() => FaceAligner.Align(RgbImage.Black(10, 10), mesh));
    }

    private static FaceMesh Face(double roll, double scale, Vector2 middle)
    {
        var points = new float[FaceMesh.PointCount * 3];
        var turn = Matrix3x2.CreateRotation((float)roll);
        for (int i = 0; i < Corners.Length; i++)
        {
            var p = (Vector2.Transform(Places[i] - new Vector2(24, 24), turn) * (float)scale) + middle;
            points[Corners[i] * 3] = p.X;
            points[(Corners[i] * 3) + 1] = p.Y;
        }

        return new FaceMesh(points);
    }

    private static FaceMesh Change(FaceMesh mesh, Func<Vector2, Vector2> change)
    {
        var points = mesh.Coordinates.ToArray();
        for (int i = 0; i < FaceMesh.PointCount; i++)
        {
            var p = change(mesh.Flat(i));
            points[i * 3] = p.X;
            points[(i * 3) + 1] = p.Y;
        }

        return new FaceMesh(points);
    }

    // The mirror image of a right eye is a left eye.
    private static FaceMesh Mirror(FaceMesh mesh, int width)
    {
        var points = new float[FaceMesh.PointCount * 3];
        int[] partners = [Corners[3], Corners[2], Corners[1], Corners[0], Corners[5], Corners[4]];
        for (int i = 0; i < Corners.Length; i++)
        {
            var p = mesh.Flat(Corners[i]);
            points[partners[i] * 3] = width - p.X;
            points[(partners[i] * 3) + 1] = p.Y;
        }

        return new FaceMesh(points);
    }

    private static RgbImage Mirror(RgbImage picture)
    {
        var copy = picture.Clone();
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                picture.Pixels.AsSpan(((y * picture.Width) + x) * 3, 3)
                    .CopyTo(copy.Pixels.AsSpan(((y * picture.Width) + picture.Width - 1 - x) * 3, 3));
            }
        }

        return copy;
    }

    private static RgbImage Noise(int width, int height, int seed)
    {
        var pixels = new byte[width * height * 3];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    // Long waves fixed to the face, so that the same face turned and scaled is the same picture.
    private static RgbImage Waves(int side, double roll, double scale, Vector2 middle)
    {
        var picture = RgbImage.Black(side, side);
        var back = Matrix3x2.CreateRotation(-(float)roll);
        for (int i = 0; i < side * side; i++)
        {
            var p = Vector2.Transform(new Vector2((i % side) + 0.5f, (i / side) + 0.5f) - middle, back) / (float)scale;
            picture.Pixels.AsSpan(i * 3, 3).Fill((byte)(128 + (60 * MathF.Sin(p.X / 6)) + (50 * MathF.Cos(p.Y / 8))));
        }

        return picture;
    }

    // Each crop pixel is the mean of 12 x 12 points of the picture, each read by bilinear weights written out anew.
    private static double[] Oracle(RgbImage picture, FaceMesh mesh)
    {
        var (middle, axis, side) = FaceAligner.SquareOf(mesh);
        double step = side / 48.0;
        int dense = step < 1.5 ? 1 : 12;
        var crop = new double[48 * 48];
        for (int row = 0; row < 48 * dense; row++)
        {
            for (int column = 0; column < 48 * dense; column++)
            {
                double u = (((column + 0.5) / dense) - 24) * step, v = (((row + 0.5) / dense) - 24) * step;
                double x = middle.X + (u * axis.X) - (v * axis.Y), y = middle.Y + (u * axis.Y) + (v * axis.X);
                crop[(row / dense * 48) + (column / dense)] += Read(picture, x, y) / (dense * dense);
            }
        }

        return crop;
    }

    private static double Read(RgbImage picture, double x, double y)
    {
        double sum = 0;
        for (int dy = 0; dy < 2; dy++)
        {
            for (int dx = 0; dx < 2; dx++)
            {
                int px = (int)Math.Floor(x - 0.5) + dx, py = (int)Math.Floor(y - 0.5) + dy;
                double weight = (1 - Math.Abs(x - 0.5 - px)) * (1 - Math.Abs(y - 0.5 - py));
                int at = ((Math.Clamp(py, 0, picture.Height - 1) * picture.Width) + Math.Clamp(px, 0, picture.Width - 1)) * 3;
                sum += weight * ((0.299 * picture.Pixels[at]) + (0.587 * picture.Pixels[at + 1]) + (0.114 * picture.Pixels[at + 2]));
            }
        }

        return sum;
    }
}
