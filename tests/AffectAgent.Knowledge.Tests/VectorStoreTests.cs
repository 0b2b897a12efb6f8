using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Tests;

public sealed class VectorStoreTests
{
    [Fact]
    public void Nearest_RandomVectors_AgreeWithANaiveCosine()
    {
        var random = new Random(7);
        var store = new ExactVectorStore(22);
        var vectors = Enumerable.Range(0, 200).ToDictionary(i => $"v{i:000}", _ => Vector(random));
        foreach (var (id, vector) in vectors)
            store.Put(id, vector);
        var query = Vector(random);
        var expected = vectors.Select(pair => (pair.Key, Naive(query, pair.Value))).OrderByDescending(pair => pair.Item2).Take(20).ToList();
        var actual = store.Nearest(query, 20);
        Assert.Equal(expected.Select(pair => pair.Key), actual.Select(match => match.Id));
        foreach (var (e, a) in expected.Zip(actual))
            Assert.Equal(e.Item2, a.Score, 1e-5);
    }

    [Fact]
    public void Put_SameId_ReplacesTheVector()
    {
        var store = new ExactVectorStore(2);
        store.Put("a", [1, 0]);
        store.Put("a", [0, 1]);
        Assert.Equal(1, store.Count);
        Assert.Equal(1, store.Nearest([0, 5], 1)[0].Score, 1e-6);
    }

    [Fact]
    public void Put_WrongVector_IsRefused()
    {
        var store = new ExactVectorStore(2);
        Assert.Throws<ArgumentException>(() => store.Put("a", [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => store.Put("a", [0, 0]));
        Assert.Throws<ArgumentException>(() => store.Put("a", [float.NaN, 1]));
        Assert.Throws<ArgumentException>(() => store.Nearest([0, 0], 1));
        Assert.Equal(0, store.Count);
    }

    private static float[] Vector(Random random) => [.. Enumerable.Range(0, 22).Select(_ => (float)((random.NextDouble() * 2) - 1))];

    private static double Naive(float[] a, float[] b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        return dot / Math.Sqrt(aa * bb);
    }
}
