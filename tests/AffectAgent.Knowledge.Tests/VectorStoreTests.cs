using AffectAgent.Knowledge.Contracts;
using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Tests;

/// <summary>The store in memory.</summary>
public sealed class ExactVectorStoreTests : VectorStoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override double Tolerance => 2e-5;

    protected override ValueTask<IVectorStore> CreateAsync(int dimensions, CancellationToken cancellationToken) => ValueTask.FromResult<IVectorStore>(new ExactVectorStore(dimensions));

    [Fact]
    public async Task Nearest_ManySegments_AgreesWithOneByOne()
    {
        const int Count = (3 * VectorSegment.Rows) + 17;
        var random = new Random(5);
        var records = Enumerable.Range(0, Count).Select(i => new VectorRecord($"v{i}", Noise(random, 90))).ToList();
        var store = new ExactVectorStore(90);
        await store.PutAsync(records, Token);
        var query = Noise(random, 90);
        var all = store.Nearest(query, int.MaxValue, Token);
        Assert.Equal(Count, all.Count);
        Assert.Equal(all.OrderByDescending(match => match.Score).ThenBy(match => match.Id, StringComparer.Ordinal), all);
        Assert.Equal(all.Take(25), store.Nearest(query, 25, Token));
    }

    [Fact]
    public async Task Change_AtRandom_AgreesWithADictionary()
    {
        var random = new Random(9);
        var store = new ExactVectorStore(4);
        var expected = new Dictionary<string, float[]>();
        for (var round = 0; round < 60; round++)
        {
            var put = Enumerable.Range(0, random.Next(400)).Select(_ => new VectorRecord($"v{random.Next(9000)}", Noise(random, 4))).ToList();
            await store.PutAsync(put, Token);
            foreach (var record in put)
                expected[record.Id] = record.Vector.ToArray();
            var gone = Enumerable.Range(0, random.Next(300)).Select(_ => $"v{random.Next(9000)}").ToList();
            await store.RemoveAsync(gone, Token);
            gone.ForEach(id => expected.Remove(id));
        }

        Assert.Equal(expected.Count, store.Count);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), store.Nearest([1, 1, 1, 1], int.MaxValue, Token).Select(match => match.Id).Order(StringComparer.Ordinal));
        foreach (var (id, vector) in expected.Take(50))
            Assert.Equal(id, store.Nearest(vector, 1, Token)[0].Id);
    }

    [Theory]
    [InlineData(1e-35f)]
    [InlineData(3e38f)]
    public async Task Nearest_VerySmallOrLargeNumbers_KeepTheirDirection(float scale)
    {
        var store = new ExactVectorStore(2);
        await store.PutAsync([new("a", new float[] { scale, scale }), new("b", new float[] { scale, -scale })], Token);
        var matches = store.Nearest([scale, scale], 2, Token);
        Assert.Equal("a", matches[0].Id);
        Assert.Equal(1, matches[0].Score, 1e-5);
        Assert.Equal(0, matches[1].Score, 1e-5);
    }

    // All rows asked for means that none is ruled out by its upper bytes: that is the search one by one.
    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(17, 40, true)]
    [InlineData(64, 0, false)]
    [InlineData(384, 25, true)]
    [InlineData(384, 0, true)]
    public async Task Nearest_AnyVectors_AreThoseOfASearchOneByOne(int dimensions, int clusters, bool spiky)
    {
        var random = new Random(dimensions + clusters);
        var centres = Enumerable.Range(0, clusters).Select(_ => Noise(random, dimensions)).ToList();
        // Some rows stand many times under other ids: their order is that of the ids.
        var records = Enumerable.Range(0, VectorSegment.Rows + 900).Select(i => new VectorRecord($"v{random.Next():x8}-{i}", i % 7 == 0 && centres.Count > 0 ? centres[i % centres.Count] : Near())).ToList();
        var store = new ExactVectorStore(dimensions);
        await store.PutAsync(records, Token);
        float[][] queries = [.. Enumerable.Range(0, 12).Select(_ => Near()), .. centres.Take(3), [.. centres.FirstOrDefault(Noise(random, dimensions)).Select(number => -number)]];
        foreach (var query in queries)
        {
            var all = store.Nearest(query, int.MaxValue, Token);
            foreach (var limit in new[] { 1, 10, 300 })
                Assert.Equal(all.Take(limit), store.Nearest(query, limit, Token));
        }

        float[] Near()
        {
            var noise = Noise(random, dimensions);
            if (centres.Count > 0)
                noise = [.. centres[random.Next(centres.Count)].Zip(noise, (centre, number) => centre + (0.02f * number))];
            // As the networks for text do: one axis far beyond all others.
            if (spiky)
                noise[1] += 30;
            return noise;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(384)]
    [InlineData(3000)]
    public void Query_AnyLength_BoundsAndScoresAsANaiveSum(int length)
    {
        var random = new Random(length);
        var query = Noise(random, length);
        var asked = new VectorQuery(query);
        var segment = new VectorSegment(length, 40);
        for (var row = 0; row < 40; row++)
        {
            var vector = row < 20 ? Noise(random, length) : [.. query.Select(number => (row % 2 == 0 ? number : -number) + (1e-3f * random.NextSingle()))];
            segment.Write(row, $"v{row}", vector);
            var high = segment.High.Span.Slice(row * length, length);
            var score = asked.Score(high, segment.Low.Span.Slice(row * length, length), segment.Scales[row]);
            Assert.Equal(query.Zip(vector).Sum(pair => (double)pair.First * pair.Second) / Math.Sqrt(query.Sum(n => (double)n * n) * vector.Sum(n => (double)n * n)), score, 2e-4);
            Assert.InRange(asked.AtMost(high, segment.Scales[row]), score, score + 0.2);
        }

        short[] codes = [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(-4000, 4000))];
        var bytes = new byte[length];
        random.NextBytes(bytes);
        Assert.Equal(codes.Zip(bytes).Sum(pair => pair.First * (sbyte)pair.Second), VectorQuery.Dot(codes, bytes));
    }

    private static float[] Noise(Random random, int dimensions) => [.. Enumerable.Range(0, dimensions).Select(_ => (float)((random.NextDouble() * 2) - 1))];
}
