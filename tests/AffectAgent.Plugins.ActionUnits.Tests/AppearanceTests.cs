using System.Text.Json;

namespace AffectAgent.Plugins.ActionUnits.Tests;

public sealed class AppearanceTests
{
    private const int Side = AppearanceNetwork.Side;
    private static readonly byte[] File = System.IO.File.ReadAllBytes(Path.Combine(Shared.ModelsFolder, "au-appearance.safetensors"));

    [Fact]
    public void TryRead_PortraitMadeByAFormula_AgreesWithPython()
    {
        var network = Network.Read();
        var (right, left) = (new float[network.Units], new float[network.Units]);
        Assert.True(network.TryRead(Pattern(), right, left));
        for (var i = 0; i < right.Length; i++)
        {
            Assert.Equal(Golden().GetProperty("look_right")[i].GetSingle(), right[i], 1e-3f);
            Assert.Equal(Golden().GetProperty("look_left")[i].GetSingle(), left[i], 1e-3f);
        }
    }

    [Fact]
    public void TryRead_FromManyThreads_GivesTheSame()
    {
        var network = Network.Read();
        var found = Enumerable.Range(0, 40).AsParallel().Select(_ =>
        {
            var (right, left) = (new float[network.Units], new float[network.Units]);
            network.TryRead(Pattern(), right, left);
            return (right, left);
        }).ToList();
        Assert.All(found, pair => Assert.Equal(found[0].right, pair.right));
    }

    [Fact]
    public void Join_PortraitMadeByAFormula_AgreesWithPython()
    {
        var witness = Network.Witness();
        var (right, left) = (new float[witness.Units.Count], new float[witness.Units.Count]);
        Array.Fill(right, 0.1f);
        Array.Fill(left, 0.1f);
        witness.Join(Pattern(), [1, 0.1f, 0.01f, 0.04f], right, left);
        for (var i = 0; i < right.Length; i++)
        {
            Assert.Equal(Golden().GetProperty("right")[i].GetSingle(), right[i], 0.02f);
            Assert.Equal(Golden().GetProperty("left")[i].GetSingle(), left[i], 0.02f);
        }
    }

    [Fact]
    public void TryScore_MirroredFace_SwapsTheSides()
    {
        var both = new ActionUnitEstimator(Shared.Basis, Network.Witness());
        var random = new Random(4);
        for (var round = 0; round < 5; round++)
        {
            var crop = Noise(random);
            var flipped = new GrayImage(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => crop.Pixels[i - (i % Side) + Side - 1 - (i % Side)])]);
            var points = Shared.Face((12, 3)).Coordinates.ToArray();
            for (var i = 0; i < points.Length; i++)
                points[i] += 0.01f * (float)(random.NextDouble() - 0.5);
            var (whole, right, left) = Score(both, new FaceMesh(points), crop);
            var (again, mirroredRight, mirroredLeft) = Score(both, Mirrored(points), flipped);
            for (var i = 0; i < whole.Length; i++)
            {
                Assert.Equal(whole[i], again[i], 0.02f);
                Assert.Equal(right[i], mirroredLeft[i], 0.03f);
                Assert.Equal(left[i], mirroredRight[i], 0.03f);
                Assert.Equal(whole[i], (right[i] + left[i]) / 2, 1e-4f);
            }
        }
    }

    [Fact]
    public void TryScore_PortraitWithoutContrast_LeavesTheMeshAlone()
    {
        var both = new ActionUnitEstimator(Shared.Basis, Network.Witness());
        var smile = Shared.Face((12, 4), (25, 2));
        var (none, _, _) = Score(both, smile, null);
        foreach (var crop in new[] { Flat(0), Flat(200), new GrayImage(10, 10, new byte[100]) })
            Assert.Equal(none, Score(both, smile, crop).Whole);
        Assert.NotEqual(none, Score(both, smile, Noise(new Random(1))).Whole);
    }

    [Fact]
    public void TryScore_SmileOfOneSide_IsReadOnThatSide()
    {
        var points = Shared.Basis.Neutral.Coordinates.ToArray();
        var smile = Shared.Basis.Displacement(12);
        for (var i = 0; i < points.Length; i++)
            points[i] += Shared.Basis.Neutral[i / 3].X > 0 ? smile[i] : 0; // to the picture's right lies the subject's left
        var both = new ActionUnitEstimator(Shared.Basis, AppearanceWitness.Parse(File, null));
        var (_, right, left) = Score(both, new FaceMesh(points), null);
        Assert.True(left[Shared.Index(12)] > right[Shared.Index(12)] + 1, $"left {left[Shared.Index(12)]}, right {right[Shared.Index(12)]}");
    }

    [Fact]
    public void Read_AnyCrop_StaysInRange()
    {
        var both = new ActionUnitEstimator(Shared.Basis, Network.Witness());
        var random = new Random(9);
        for (var round = 0; round < 50; round++)
        {
            var read = both.Read(Score(both, Shared.Basis.Neutral, Noise(random)).Whole);
            Assert.All(read.Intensity, v => Assert.InRange(v, 0, 5));
            Assert.All(read.Presence, v => Assert.InRange(v, 0, 1));
        }
    }

    [Fact]
    public void Parse_DamagedFiles_AreRefused()
    {
        var notFinite = File.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(notFinite.AsSpan(File.Length - 2000), float.NaN);
        foreach (var bad in new[] { [], File[..9], File[..3000], notFinite, System.IO.File.ReadAllBytes(Path.Combine(Shared.ModelsFolder, "au-basis.safetensors")) })
            Assert.Throws<InvalidDataException>(() => AppearanceWitness.Parse(bad, null));
    }

    private static (float[] Whole, float[] Right, float[] Left) Score(ActionUnitEstimator both, FaceMesh mesh, GrayImage? crop)
    {
        var count = Shared.Basis.Units.Count;
        var (whole, right, left) = (new float[count], new float[count], new float[count]);
        Assert.True(both.TryScore(mesh, crop, whole, right, left));
        return (whole, right, left);
    }

    private static FaceMesh Mirrored(float[] points)
    {
        var flipped = new float[points.Length];
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            var partner = Shared.Basis.Mirror[i] * 3;
            (flipped[i * 3], flipped[(i * 3) + 1], flipped[(i * 3) + 2]) = (-points[partner], points[partner + 1], points[partner + 2]);
        }

        return new FaceMesh(flipped);
    }

    private static GrayImage Pattern() => new(Side, Side, [.. Enumerable.Range(0, Side * Side)
        .Select(i => (X: i % Side, Y: i / Side)).Select(p => (byte)(((p.X * 7) + (p.Y * 13) + (p.X * p.Y % 31 * 3)) % 256))]);

    private static GrayImage Flat(byte value) => new(Side, Side, [.. Enumerable.Repeat(value, Side * Side)]);

    private static GrayImage Noise(Random random) => new(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(_ => (byte)random.Next(256))]);

    private static JsonElement Golden() =>
        JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appearance.json"))).RootElement;
}
