using System.Runtime.InteropServices;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>Not a test of the program but a step of <c>training/vision/identity.py</c>; runs only when it is asked for.</summary>
public sealed class FeatureExport
{
    [Fact(Explicit = true)]
    public void Of_EveryPackedFace_IsWrittenForTraining()
    {
        string? path = Environment.GetEnvironmentVariable("AFFECT_FACES");
        Assert.SkipWhen(path is null, "AFFECT_FACES names no file of packed faces.");
        using var source = new BinaryReader(new BufferedStream(File.OpenRead(path!), 1 << 20));
        using var target = File.Create(path + ".f32");
        long length = source.BaseStream.Length;
        while (source.BaseStream.Position < length)
        {
            int width = source.ReadInt32(), height = source.ReadInt32();
            byte[] grey = source.ReadBytes(width * height);
            var mesh = new FaceMesh(MemoryMarshal.Cast<byte, float>(source.ReadBytes(FaceMesh.PointCount * 3 * sizeof(float))).ToArray());
            var picture = Pictures.Of(width, height, (x, y) => grey[(y * width) + x]);
            target.Write(MemoryMarshal.AsBytes(FaceFeatures.Of(FaceAligner.Align(picture, mesh), mesh).AsSpan()));
        }

        Assert.True(target.Length > 0);
    }
}
