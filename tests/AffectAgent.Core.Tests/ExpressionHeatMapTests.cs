using System.Numerics;

namespace AffectAgent.Core.Tests;

public sealed class ExpressionHeatMapTests
{
    private const int Side = 48;

    [Fact]
    public void ToCrop_AndToPicture_AreEachOthersInverse()
    {
        var map = Map(_ => 0, Vector2.Normalize(new Vector2(3, 1)));

        Assert.Equal(new Vector2(24), map.ToCrop(map.Middle));
        Assert.True(Vector2.Distance(new Vector2(7, 31), map.ToCrop(map.ToPicture(new Vector2(7, 31)))) < 1e-3f);
        Assert.Equal(96 / 2f, Vector2.Distance(map.ToPicture(new Vector2(0, 24)), map.Middle), 1e-3f);
    }

    [Fact]
    public void OverlapWith_HeatEverywhere_IsTheSameAsTheArea()
    {
        var overlap = Map(_ => 1, Vector2.UnitX).OverlapWith(Face(), [[0, 1, 2, 3]]);

        Assert.Equal(overlap.AreaShare!.Value, overlap.HeatShare!.Value, 1e-9);
        Assert.Equal(0.25, overlap.AreaShare.Value, 0.02);
        Assert.Equal(1 - (24.0 * 24 / (48 * 48)), overlap.OffFace!.Value, 0.02);
    }

    [Fact]
    public void OverlapWith_HeatInTheRegionAlone_IsAll()
    {
        var overlap = Map(at => at is { X: > 12 and < 24, Y: > 12 and < 24 } ? 2 : -1, Vector2.UnitX).OverlapWith(Face(), [[0, 1, 2, 3]]);

        Assert.Equal(1, overlap.HeatShare!.Value, 1e-9);
        Assert.Equal(0, overlap.OffFace!.Value, 1e-9);
    }

    [Fact]
    public void OverlapWith_NoPositiveHeat_SaysSo()
    {
        var overlap = Map(_ => -1, Vector2.UnitX).OverlapWith(Face(), [[0, 1, 2, 3]]);

        Assert.Null(overlap.HeatShare);
        Assert.Null(overlap.OffFace);
    }

    private static ExpressionHeatMap Map(Func<Vector2, float> heat, Vector2 axis) => new(
        1, 0, Emotion.Fear, 0.5, Side, [.. Enumerable.Range(0, Side * Side).Select(i => heat(new Vector2((i % Side) + 0.5f, (i / Side) + 0.5f)))], new Vector2(100, 100), axis, 96);

    /// <summary>A face that fills the middle half of the crop; points 0-3 are its upper left quarter.</summary>
    private static FaceMesh Face()
    {
        Vector2[] corners = [new(76, 76), new(100, 76), new(100, 100), new(76, 100), new(124, 76), new(124, 124), new(76, 124)];
        var points = new float[FaceMesh.PointCount * 3];
        for (int i = 0; i < FaceMesh.PointCount; i++)
            (points[3 * i], points[(3 * i) + 1]) = (corners[Math.Min(i, corners.Length - 1)].X, corners[Math.Min(i, corners.Length - 1)].Y);
        return new FaceMesh(points);
    }
}
