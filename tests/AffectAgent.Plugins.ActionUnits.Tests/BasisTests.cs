using System.Buffers.Binary;
using System.Text;

namespace AffectAgent.Plugins.ActionUnits.Tests;

public sealed class BasisTests
{
    [Fact]
    public void Units_OfTheBasis_AreOpenFacesPresenceSet() =>
        Assert.Equal(AffectAgent.ActionUnits.OpenFacePresence, Shared.Basis.Units);

    [Fact]
    public void Neutral_OfTheBasis_HasItsDocumentedFrame()
    {
        var neutral = Shared.Basis.Neutral;
        Assert.Equal(1, neutral.OuterEyeDistance, 0.001f);
        Assert.Equal(neutral.Flat(MeshPoints.RightEyeOuter).Y, neutral.Flat(MeshPoints.LeftEyeOuter).Y, 0.001f);
        Assert.True(neutral[MeshPoints.Chin].Y > neutral[MeshPoints.NoseTip].Y);
        Assert.True(neutral[MeshPoints.NoseTip].Z < neutral[MeshPoints.RightEyeOuter].Z);
    }

    [Fact]
    public void Mirror_Twice_IsTheSamePoint()
    {
        for (var i = 0; i < FaceMesh.PointCount; i++)
            Assert.Equal(i, Shared.Basis.Mirror[Shared.Basis.Mirror[i]]);
    }

    [Theory]
    [InlineData(12, MeshPoints.MouthLeft, -1)]
    [InlineData(26, MeshPoints.Chin, 1)]
    [InlineData(1, 336, -1)]
    [InlineData(45, MeshPoints.LeftEyeTop, 1)]
    [InlineData(5, MeshPoints.LeftEyeTop, -1)]
    public void Displacement_OfAUnit_MovesItsPointsTheRightWay(int unit, int point, int sign)
    {
        var y = Shared.Basis.Displacement(unit)[(point * 3) + 1];
        Assert.True(y * sign > 0.005, $"AU{unit} moves point {point} by {y}");
    }

    [Fact]
    public void Displacement_UnknownUnit_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Shared.Basis.Displacement(99).Length);

    [Fact]
    public void Load_MissingFile_TeachesTheUser()
    {
        var error = Assert.Throws<UserException>(() => ActionUnitBasis.Load(Path.Combine(Path.GetTempPath(), "no-such-basis.safetensors")));
        Assert.DoesNotContain(Path.GetTempPath(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DamagedFiles_AreRefused()
    {
        var good = File.ReadAllBytes(Path.Combine(Shared.ModelsFolder, "au-basis.safetensors"));
        var hugeHeader = good.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(hugeHeader, ulong.MaxValue);
        var notFinite = good.ToArray();
        BinaryPrimitives.WriteSingleLittleEndian(notFinite.AsSpan(good.Length - 1000), float.NaN);
        foreach (var bad in new[] { [], good[..7], good[..5000], hugeHeader, Headed("nonsense"), Headed("{}"), Headed("""{"units":{"dtype":"I32","shape":[1],"data_offsets":[0,400]}}""") })
            Assert.Throws<InvalidDataException>(() => ActionUnitBasis.Parse(bad));
        Assert.Throws<InvalidDataException>(() => ActionUnitBasis.Parse(notFinite));
    }

    [Fact]
    public void Regions_OfEveryUnit_NamePointsOfTheMesh()
    {
        foreach (var unit in Shared.Basis.Units)
        {
            var regions = ActionUnitRegions.Of(unit);
            Assert.NotEmpty(regions);
            Assert.All(regions, region => Assert.True(region.Count >= 3));
            Assert.All(regions.SelectMany(region => region), point => Assert.InRange(point, 0, FaceMesh.PointCount - 1));
        }

        Assert.Empty(ActionUnitRegions.Of(99));
    }

    private static byte[] Headed(string header)
    {
        var bytes = new byte[8 + header.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        return bytes;
    }
}
