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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(384)]
    public void Dot_AnyLength_AgreesWithANaiveSum(int length)
    {
        var random = new Random(length);
        var query = Noise(random, length);
        short[] codes = [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
        Assert.Equal(query.Zip(codes).Sum(pair => (double)pair.First * pair.Second), VectorScan.Dot(query, codes), 1.0);
    }

    private static float[] Noise(Random random, int dimensions) => [.. Enumerable.Range(0, dimensions).Select(_ => (float)((random.NextDouble() * 2) - 1))];
}
