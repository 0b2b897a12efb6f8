using System.Diagnostics;
using System.Numerics;
using AffectAgent.Media;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Pictures as they come: other encodings of one photograph, and things that are no photograph of a free, upright face.</summary>
public sealed class BadPictureTests : IDisposable
{
    private const string Photo = "stock-emotions-a-4.jpg";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("affect-pictures");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("gray.jpg", "gray")]
    [InlineData("gray16.png", "gray16be")]
    [InlineData("alpha.png", "rgba")]
    [InlineData("deep.png", "rgb48be")]
    [InlineData("deepalpha.png", "rgba64be")]
    [InlineData("palette.png", "pal8")]
    [InlineData("blackwhite.png", "monob")]
    public async Task Find_OtherPixelFormat_IsTheSameFace(string name, string format)
    {
        var models = Photos.Models();
        var photo = await Photos.ReadAsync(Photo);
        string path = await EncodeAsync(photo, name, ["-pix_fmt", format]);
        var face = Assert.Single(await FindAsync(models, path));
        AssertSame(await OriginalAsync(models), face.Box, 0.06f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Find_StoredTurnedWithItsExifOrientation_IsTheSameFace(int orientation)
    {
        var models = Photos.Models();
        string[] undo = ["null", "hflip", "hflip,vflip", "vflip", "transpose=cclock_flip", "transpose=cclock", "transpose=clock_flip", "transpose=clock"];
        string path = await EncodeAsync(await Photos.ReadAsync(Photo), "turned.jpg", ["-vf", undo[orientation - 1]]);
        byte[] jpeg = await File.ReadAllBytesAsync(path, Token);
        // After the start marker: EXIF with one entry, the orientation (big end first).
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        await File.WriteAllBytesAsync(path, [.. jpeg.AsSpan(0, 2), .. exif, .. jpeg.AsSpan(2)], Token);
        var face = Assert.Single(await FindAsync(models, path));
        AssertSame(await OriginalAsync(models), face.Box, 0.06f);
        Assert.InRange(HeadPoseEstimator.Estimate(face.Mesh, 100, 100).Roll, -0.15, 0.15);
    }

    [Fact]
    public async Task Find_CmykJpeg_IsTheSameFace()
    {
        var models = Photos.Models();
        string plain = await EncodeAsync(await Photos.ReadAsync(Photo), "plain.png", []);
        string path = Path.Combine(_folder.FullName, "cmyk.jpg");
        Assert.SkipUnless(await TryRunAsync("convert", [plain, "-colorspace", "CMYK", path]), "ImageMagick is not installed, and ffmpeg writes no CMYK.");
        var face = Assert.Single(await FindAsync(models, path));
        AssertSame(await OriginalAsync(models), face.Box, 0.08f);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(1, 300)]
    [InlineData(2000, 3)]
    public void Find_PictureTooSmallForAFace_FindsNone(int width, int height)
    {
        using var pyramid = new PicturePyramid(Pictures.Noise(width, height, 3));
        Assert.Empty(Photos.Models().Finder.FindInStill(pyramid, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(-1)]
    public void Find_BlackWhiteOrNoise_FindsNone(int grey)
    {
        using var pyramid = new PicturePyramid(grey < 0 ? Pictures.Noise(640, 480, 8) : Pictures.Of(640, 480, (_, _) => (byte)grey));
        Assert.Empty(Photos.Models().Finder.FindInStill(pyramid, Token));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(480)]
    [InlineData(1200)]
    public void Find_DrawnSmiley_FindsNoFace(int side)
    {
        using var pyramid = new PicturePyramid(Smiley(side));
        Assert.Empty(Photos.Models().Finder.FindInStill(pyramid, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(235)]
    public async Task Read_MaskOverMouthAndNose_SaysThatTheMouthIsCovered(int grey)
    {
        var models = Photos.Models();
        var photo = await Photos.ReadAsync(Photo);
        using var free = new PicturePyramid(photo.Clone());
        var face = models.Finder.FindInStill(free, Token)[0];
        var clear = new FaceReader(null).Read(free, face, 1, default, Token).Measures!.Value;
        Assert.True(clear.Occlusion < 0.5f, $"{clear}");
        var (left, right) = (face.Mesh.Flat(234), face.Mesh.Flat(454));
        Pictures.Fill(photo, (int)left.X, (int)((face.Mesh.Flat(MeshPoints.NoseTip).Y + face.Mesh.Flat(6).Y) / 2), (int)right.X, (int)face.Mesh.Flat(MeshPoints.Chin).Y + 10, (byte)grey);
        using var masked = new PicturePyramid(photo);
        // Covered as much as that, a face may be missed, so it is read where it was before; found, it must be known to be covered too.
        FoundFace[] masks = [FoundFace.Of(new MeshReading(face.Mesh, 1)), .. models.Finder.FindInStill(masked, Token)];
        Assert.All(masks, mask => Assert.True(new FaceReader(null).Read(masked, mask, 1, default, Token).Measures!.Value.MouthCovered > 0.5f));
    }

    [Fact]
    public async Task Read_BarOverTheEyes_SaysThatTheEyesAreCovered()
    {
        var models = Photos.Models();
        var photo = await Photos.ReadAsync(Photo);
        using var free = new PicturePyramid(photo.Clone());
        var mesh = models.Finder.FindInStill(free, Token)[0].Mesh;
        var (left, right) = (mesh.Flat(234), mesh.Flat(454));
        float eyes = mesh.Flat(MeshPoints.RightEyeOuter).Y, half = mesh.OuterEyeDistance * 0.2f;
        Pictures.Fill(photo, (int)left.X, (int)(eyes - half), (int)right.X, (int)(eyes + half), 0);
        using var barred = new PicturePyramid(photo);
        var seen = new FaceReader(models.Irises).Read(barred, FoundFace.Of(new MeshReading(mesh, 1)), 1, default, Token);
        Assert.True(seen.Measures!.Value.EyesCovered > 0.5f, $"{seen.Measures}");
    }

    [Fact]
    public async Task Find_PictureOnAScreenInThePicture_FindsTheFaceOnTheScreenToo()
    {
        var models = Photos.Models();
        using var large = new PicturePyramid(await Photos.ReadAsync(Photo));
        using var small = new PicturePyramid(await Photos.ReadAsync("stock-emotions-b-2.jpg"));
        var room = ClipSource.Cut(large, new Vector2(700, 620), 1900);
        Pictures.Fill(room, 440, 40, 630, 190, 10);
        Pictures.Paste(small, new Vector2(small.Width / 2f, small.Height * 0.4f), 6, room, new Vector2(535, 115), 140);
        using var both = new PicturePyramid(room);
        Assert.Equal(2, models.Finder.FindInStill(both, Token).Count);
    }

    private static RgbImage Smiley(int side) => Pictures.Of(side, side, (x, y) =>
    {
        float px = ((2f * x) / side) - 1, py = ((2f * y) / side) - 1, radius = MathF.Sqrt((px * px) + (py * py));
        bool eye = MathF.Abs(MathF.Abs(px) - 0.28f) < 0.07f && MathF.Abs(py + 0.2f) < 0.12f;
        bool mouth = py > 0.1f && MathF.Abs(MathF.Sqrt((px * px) + (py * py)) - 0.45f) < 0.03f;
        return (byte)(eye || mouth || MathF.Abs(radius - 0.8f) < 0.02f ? 0 : radius < 0.8f ? 225 : 255);
    });

    private static async Task<FaceBox> OriginalAsync(VisionModels models)
    {
        using var pyramid = new PicturePyramid(await Photos.ReadAsync(Photo));
        return models.Finder.FindInStill(pyramid, Token)[0].Box;
    }

    private static void AssertSame(FaceBox expected, FaceBox found, float share)
    {
        Assert.True(Vector2.Distance(expected.Center, found.Center) < share * expected.Size, $"{found} is not where {expected} is.");
        Assert.InRange(found.Size / expected.Size, 1 - share, 1 + share);
    }

    private static async Task<IReadOnlyList<FoundFace>> FindAsync(VisionModels models, string path)
    {
        var media = await MediaSource.OpenAsync(path, cancellationToken: Token);
        await foreach (var frame in media.ReadFramesAsync(new FrameOptions(), Token))
        {
            using (frame)
            {
                using var pyramid = new PicturePyramid(frame.Image);
                return models.Finder.FindInStill(pyramid, Token);
            }
        }

        return [];
    }

    private async Task<string> EncodeAsync(RgbImage picture, string name, string[] options)
    {
        string raw = Path.Combine(_folder.FullName, "raw.rgb"), path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(raw, picture.Pixels.AsSpan(0, picture.Width * picture.Height * 3).ToArray(), Token);
        string[] arguments = ["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", $"{picture.Width}x{picture.Height}", "-i", raw, .. options, "-q:v", "2", "-frames:v", "1", path];
        Assert.SkipUnless(await TryRunAsync("ffmpeg", arguments), "ffmpeg is not installed.");
        return path;
    }

    private static async Task<bool> TryRunAsync(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            string errors = await process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            Assert.True(process.ExitCode == 0, errors);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
