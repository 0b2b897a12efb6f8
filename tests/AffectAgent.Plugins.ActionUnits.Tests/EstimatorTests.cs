using System.Text.Json;

namespace AffectAgent.Plugins.ActionUnits.Tests;

public sealed class EstimatorTests
{
    private static readonly ActionUnitEstimator Estimator = Shared.Estimator;

    public static TheoryData<int> GoldenCases => new(Enumerable.Range(0, Golden().GetArrayLength()));

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Estimate_FacesMadeInTraining_AgreesWithPython(int index)
    {
        var golden = Golden()[index];
        var mesh = new FaceMesh(Floats(golden, "mesh"));
        var scores = new float[Shared.Basis.Units.Count];
        Assert.True(Estimator.TryScore(mesh, scores));
        var read = Estimator.Read(scores);
        AssertClose(Floats(golden, "score"), scores, 2e-4f);
        AssertClose(Floats(golden, "intensity"), read.Intensity, 0.02f);
        AssertClose(Floats(golden, "presence"), read.Presence, 0.02f);
    }

    [Fact]
    public void Estimate_NeutralFace_ReadsNothing()
    {
        var read = Estimator.Estimate(Shared.Basis.Neutral);
        Assert.All(read.Intensity, v => Assert.Equal(0, v, 0.1f));
        Assert.All(read.Presence, p => Assert.True(p < 0.25, $"presence {p}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(45)]
    public void Estimate_FaceComposedOfOneUnit_ReadsThatUnit(int unit)
    {
        var weak = Estimator.Estimate(Shared.Face((unit, 2))).Intensity[Shared.Index(unit)];
        var strong = Estimator.Estimate(Shared.Face((unit, 4.5))).Intensity[Shared.Index(unit)];
        Assert.True(strong > 3, $"AU{unit} at 4.5 reads {strong}");
        Assert.True(weak < strong, $"AU{unit}: {weak} is not below {strong}");
    }

    [Fact]
    public void Estimate_RotatedScaledMoved_StaysTheSame()
    {
        var random = new Random(5);
        var smile = Shared.Face((12, 4), (6, 2), (25, 3));
        foreach (var face in new[] { Shared.Basis.Neutral, smile })
        {
            var expected = Estimator.Estimate(Shared.Placed(face, 0, 0, 0, 150, 200, 220));
            for (var i = 0; i < 30; i++)
            {
                var placed = Shared.Placed(face, 0, 0, (random.NextDouble() - 0.5) * 3, 20 + (300 * random.NextDouble()),
                    2000 * random.NextDouble(), 2000 * random.NextDouble());
                var read = Estimator.Estimate(placed);
                AssertClose(expected.Intensity, read.Intensity, 0.03f);
                AssertClose(expected.Presence, read.Presence, 0.01f);
            }
        }
    }

    [Fact]
    public void Estimate_HeadTurned_ChangesOnlyByTheDocumentedPoseTerm()
    {
        // Rotation alone is undone; what remains is the correction learnt for how real meshes bend as heads turn.
        var straight = new float[Shared.Basis.Units.Count];
        var left = new float[straight.Length];
        var right = new float[straight.Length];
        Estimator.TryScore(Shared.Basis.Neutral, straight);
        Estimator.TryScore(Shared.Placed(Shared.Basis.Neutral, 0, 0.3, 0, 100, 0, 0), left);
        Estimator.TryScore(Shared.Placed(Shared.Basis.Neutral, 0, -0.3, 0, 100, 0, 0), right);
        AssertClose(left, right, 1e-3f);
        for (var i = 0; i < straight.Length; i++)
            Assert.True(Math.Abs(left[i] - straight[i]) < 2.5 * Shared.Basis.Scale.Spread[i], $"AU{Shared.Basis.Units[i]}");
    }

    [Fact]
    public void Estimate_Mirrored_StaysTheSame()
    {
        var random = new Random(8);
        for (var round = 0; round < 10; round++)
        {
            var points = Shared.Face((12, 5 * random.NextDouble()), (4, 5 * random.NextDouble())).Coordinates.ToArray();
            for (var i = 0; i < points.Length; i++)
                points[i] += 0.01f * (float)(random.NextDouble() - 0.5);
            var flipped = new float[points.Length];
            for (var i = 0; i < FaceMesh.PointCount; i++)
            {
                var partner = Shared.Basis.Mirror[i] * 3;
                (flipped[i * 3], flipped[(i * 3) + 1], flipped[(i * 3) + 2]) = (-points[partner], points[partner + 1], points[partner + 2]);
            }

            AssertClose(Estimator.Estimate(new FaceMesh(points)).Intensity, Estimator.Estimate(new FaceMesh(flipped)).Intensity, 0.02f);
        }
    }

    [Fact]
    public void Estimate_AnyFiniteMesh_StaysInRange()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var points = new float[FaceMesh.PointCount * 3];
            for (var i = 0; i < points.Length; i++)
                points[i] = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-2, 5)));
            var read = Estimator.Estimate(new FaceMesh(points));
            Assert.All(read.Intensity, v => Assert.InRange(v, 0, 5));
            Assert.All(read.Presence, v => Assert.InRange(v, 0, 1));
        }
    }

    [Fact]
    public void Read_HigherScore_NeverReadsLower()
    {
        var scores = new float[Shared.Basis.Units.Count];
        var before = Estimator.Read(scores);
        for (var step = 1; step < 90; step++)
        {
            for (var i = 0; i < scores.Length; i++)
                scores[i] = step * 0.2f * Shared.Basis.Scale.Spread[i];
            var now = Estimator.Read(scores);
            for (var i = 0; i < scores.Length; i++)
                Assert.True(now.Intensity[i] >= before.Intensity[i] && now.Presence[i] >= before.Presence[i]);
            before = now;
        }

        Assert.All(before.Intensity, v => Assert.Equal(5, v));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void TryScore_PointsOnOneSpotOrNotFinite_IsRefused(float value)
    {
        var points = new float[FaceMesh.PointCount * 3];
        Array.Fill(points, value);
        Assert.False(Estimator.TryScore(new FaceMesh(points), new float[Shared.Basis.Units.Count]));
        Assert.Throws<ArgumentException>(() => Estimator.Estimate(new FaceMesh(points)));
    }

    private static JsonElement Golden() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden.json"))).RootElement;

    private static float[] Floats(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(v => v.GetSingle())];

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"AU{Shared.Basis.Units[i]}: {actual[i]} instead of {expected[i]}");
    }
}
