using System.Text;
using AffectAgent.Media;

namespace AffectAgent.Plugins.TalkingHead.Tests.Export;

/// <summary>The checkers pass what is written here and name what was broken.</summary>
public sealed class CheckTests
{
    private static readonly Lazy<byte[]> Glb = new(() =>
    {
        using var file = new MemoryStream();
        AvatarGltf.Write(file, AvatarGeometry.Create(Shared.Shape), Motions.Everything(20));
        return file.ToArray();
    });

    [Theory]
    [InlineData(30, "200 frames, 30 counted a second, 63 columns")]
    [InlineData(60, "200 frames, 60 counted a second, 63 columns")]
    [InlineData(29.97, "200 frames, 30 counted a second, 63 columns")]
    [InlineData(25, "200 frames, 25 counted a second, 63 columns")]
    public void LiveLink_WrittenMotion_HasNoFault(double rate, string says)
    {
        var report = LiveLinkCheck.Check(Csv(200, rate));
        Assert.Empty(report.Faults);
        Assert.Equal(says, report.Says);
    }

    [Theory]
    [InlineData("BlendShapeCount", "BlendshapeCount", "the column BlendShapeCount is missing")]
    [InlineData("JawOpen", "jawOpen", "the column jawOpen is none of the app's")]
    [InlineData("JawRight,JawLeft", "JawLeft,JawRight", "JawLeft where JawRight is expected")]
    [InlineData("00:00:00:05.000", "00:00:00:07.000", "row 6: 3 frames after the one before, not 1")]
    [InlineData("00:00:00:05.000", "00:00:00:04.000", "row 6: its time is not after the one before")]
    [InlineData("00:00:00:05.000", "0.167", "row 6: the time code \"0.167\"")]
    [InlineData("00:00:00:05.000,61", "00:00:00:05.000,52", "row 6 says 52 values, not 61")]
    [InlineData("00:00:00:05.000,61,0.000000", "00:00:00:05.000,61,1.500000", "row 6, EyeBlinkLeft: 1.5 is outside 0 to 1")]
    [InlineData("00:00:00:05.000,61,0.000000", "00:00:00:05.000,61,NaN", "row 6, EyeBlinkLeft: \"NaN\" is no number")]
    [InlineData("00:00:00:05.000,61,0.000000", "00:00:00:05.000,61", "row 6 has 62 cells, not 63")]
    [InlineData("0.100000,-0.100000", "12.5,-0.100000", "HeadPitch: 12.5 is outside -1.57 to 1.57 radians")]
    public void LiveLink_BrokenFile_NamesTheFault(string was, string becomes, string says)
    {
        string text = string.Join('\n', Csv(40, 30)), broken = text.Replace(was, becomes, StringComparison.Ordinal);
        if (says.StartsWith("HeadPitch", StringComparison.Ordinal))
            broken = text.Replace("-0.100000,-0.100000", "12.5,-0.100000", StringComparison.Ordinal);
        Assert.NotEqual(text, broken);
        Assert.Contains(LiveLinkCheck.Check(broken.Split('\n')).Faults, fault => fault.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void LiveLink_ManyFaultsAlike_AreCounted() =>
        Assert.Contains("… and 37 more like it", LiveLinkCheck.Check(Csv(40, 30).Select((line, i) => i == 0 ? line : line.Replace(",61,", ",60,", StringComparison.Ordinal))).Faults);

    [Fact]
    public void FaceMotion_WrittenMotion_HasNoFault()
    {
        var report = FaceMotionCheck.Check(Json());
        Assert.Empty(report.Faults);
        Assert.Equal("40 frames at 30 a second, 1.33 s", report.Says);
    }

    [Theory]
    [InlineData("{", "[", "no JSON")]
    [InlineData("face-motion/1", "face-motion/0", "schema is")]
    [InlineData("\"aiGenerated\":true", "\"aiGenerated\":false", "aiGenerated is not true")]
    [InlineData("viseme_aa", "viseme_AA", "visemeNames lacks viseme_aa")]
    [InlineData("\"jawRight\",\"jawLeft\"", "\"jawLeft\",\"jawRight\"", "blendshapeNames are in another order")]
    [InlineData("\"framesPerSecond\":30", "\"framesPerSecond\":10", "framesPerSecond is 10, not 25 to 60")]
    [InlineData("\"time\":0.1,", "\"time\":0.2,", "frame 3: time is 0.2")]
    [InlineData("\"visemes\":[1", "\"visemes\":[1,0", "visemes has 16 numbers, not 15")]
    [InlineData("\"head\":[0,", "\"head\":[9,", "frame 0, head[0]: 9 is outside")]
    public void FaceMotion_BrokenFile_NamesTheFault(string was, string becomes, string says)
    {
        var text = Encoding.UTF8.GetString(Json());
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, was);
        var broken = string.Concat(text.AsSpan(0, at), becomes, text.AsSpan(at + was.Length));
        Assert.Contains(FaceMotionCheck.Check(Encoding.UTF8.GetBytes(broken)).Faults, fault => fault.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"name\":\"left-eye\",", "\"name\":\"left-ear\",", "there is no node left-eye")]
    [InlineData("jawOpen", "jawOpan", "the shape jawOpan of")]
    [InlineData("\"aiGenerated\":true", "\"aiGenerated\":null", "aiGenerated is not true")]
    [InlineData("\"path\":\"rotation\"", "\"path\":\"rotatiom\"", "the animation doesn't turn head")]
    public void Gltf_BrokenFile_NamesTheFault(string was, string becomes, string says)
    {
        var broken = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Glb.Value).Replace(was, becomes, StringComparison.Ordinal));
        Assert.Equal(Glb.Value.Length, broken.Length);
        Assert.Contains(GltfCheck.Check(broken).Faults, fault => fault.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "does not begin as binary glTF")]
    [InlineData(100, "it says it has")]
    public void Gltf_CutOff_NamesTheFault(int length, string says) => Assert.Contains(says, Assert.Single(GltfCheck.Check(Glb.Value.AsMemory(0, length)).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"meshes\":[1],\"nodes\":[2],\"asset\":3,\"animations\":[4]}", "the animation moves no shapes")]
    [InlineData("{\"meshes\":[{\"primitives\":[5],\"extras\":{\"targetNames\":6}}],\"animations\":[{\"samplers\":7,\"channels\":[8]}]}", "names a sampler or node that there isn't")]
    [InlineData("{\"meshes\":{},\"nodes\":[{\"mesh\":9}],\"accessors\":[{\"componentType\":5126,\"type\":1,\"bufferView\":0}],\"bufferViews\":[0],\"animations\":[{\"samplers\":[{\"input\":0}],\"channels\":[{\"target\":{\"node\":0,\"path\":\"weights\"},\"sampler\":0}]}]}", "lie outside the file")]
    public void Gltf_JsonOfAnotherForm_NamesTheFault(string json, string says) =>
        Assert.Contains(GltfCheck.Check(GlbOf(json)).Faults, fault => fault.Contains(says, StringComparison.Ordinal));

    [Fact]
    public async Task Film_WordsBelowTheFace_TheLabelIsFound()
    {
        using var folder = new Folder();
        var path = folder.At("a.mp4");
        await FilmAsync(path, label: true, AiMark.Tags(portrait: false), new CaptionPanel("Emergency: 112", 128));
        var report = await new ExportCheck(new MediaOpener()).CheckAsync(path, TestContext.Current.CancellationToken);
        Assert.Empty(report.Notes);
        Assert.Empty(report.Faults);
    }

    [Theory]
    [InlineData(true, true, "")]
    [InlineData(false, true, "note")]
    [InlineData(true, false, "digital source type")]
    public async Task Film_Marks_AreFound(bool label, bool marked, string says)
    {
        using var folder = new Folder();
        var path = folder.At("a.mp4");
        var tags = marked ? AiMark.Tags(portrait: false) : new MediaTags("A title", "AI-generated: but not said in the XMP");
        await FilmAsync(path, label, tags);
        var report = await new ExportCheck(new MediaOpener()).CheckAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("31 frames of 128 x 128 at 30 a second, sound of 1.0", report.Says, StringComparison.Ordinal);
        Assert.Equal(label, report.Notes.Count == 0);
        if (marked)
            Assert.Empty(report.Faults);
        else
            Assert.Contains(says, Assert.Single(report.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Film_MarksStrippedOrCutOff_NamesTheFaults()
    {
        using var folder = new Folder();
        var path = folder.At("a.mp4");
        await FilmAsync(path, label: true, AiMark.Tags(portrait: true));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..^40], TestContext.Current.CancellationToken);
        var faults = (await new ExportCheck(new MediaOpener()).CheckAsync(path, TestContext.Current.CancellationToken)).Faults;
        Assert.Contains(faults, fault => fault.Contains("cut off", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("no XMP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_AFolder_IsCheckedWhole()
    {
        using var folder = new Folder();
        var writer = PictureFolderWriter.Start(folder.At("frames"), new FilmFormat(64, 64, 30, AiMark.Tags(portrait: false)));
        await using (writer)
            await FaceFilm.WriteAsync(new GreyFace(64), Still(4), writer, cancellationToken: TestContext.Current.CancellationToken);
        var check = new ExportCheck(new MediaOpener());
        var report = await check.CheckAsync(folder.At("frames"), TestContext.Current.CancellationToken);
        Assert.Equal("4 pictures", report.Says);
        Assert.Empty(report.Faults.Concat(report.Notes));
        File.Delete(folder.At("frames/frame_00002.png"));
        Assert.Contains("frame_00003.png stands where", (await check.CheckAsync(folder.At("frames"), TestContext.Current.CancellationToken)).Faults[0], StringComparison.Ordinal);
    }

    private static byte[] GlbOf(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        byte[] Number(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
        return [.. "glTF"u8, .. Number(2), .. Number(20 + text.Length), .. Number(text.Length), .. "JSON"u8, .. text];
    }

    private static async Task FilmAsync(string path, bool label, MediaTags tags, CaptionPanel? caption = null)
    {
        var writer = await VideoWriter.StartAsync(path, new FilmFormat(128, 128 + (caption?.Height ?? 0), 30, tags, new FilmSound(new float[16_533], 16_000)), cancellationToken: TestContext.Current.CancellationToken);
        await using (writer)
            await FaceFilm.WriteAsync(new GreyFace(128), Still(31), writer, label, caption, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static FaceMotion Still(int frames) => new(30, [.. Enumerable.Range(0, frames).Select(_ => new FacePose())], EmotionPlan.Neutral);

    private static string[] Csv(int frames, double rate)
    {
        using var text = new StringWriter();
        LiveLinkCsv.Write(text, Motions.Everything(frames, rate));
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static byte[] Json()
    {
        using var file = new MemoryStream();
        BlendshapeJson.Write(file, Motions.Everything(40));
        return file.ToArray();
    }

    /// <summary>A grey picture with some structure.</summary>
    private sealed class GreyFace(int side) : IFaceRenderer, IFacePainter
    {
        public int Width => side;

        public int Height => side;

        public IFacePainter CreatePainter() => this;

        public void Draw(FacePose pose, Span<byte> rgb)
        {
            for (var i = 0; i < rgb.Length; i++)
                rgb[i] = (byte)(120 + (i / 3 % side * 17 % 40));
        }

        public void Dispose()
        {
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("affect-check").FullName;

        public string At(string name) => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
