using AffectAgent.Knowledge.Contracts;
using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Tests;

/// <summary>The store whose rows lie in a mapped file.</summary>
public sealed class PersistentVectorStoreTests : VectorStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override double Tolerance => 2e-5;

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<IVectorStore> CreateAsync(int dimensions, CancellationToken cancellationToken) => Provider().OpenAsync("contract", dimensions, cancellationToken);

    [Fact]
    public async Task Open_InAnotherProcess_ReadsTheSameAndCanChangeIt()
    {
        var random = new Random(2);
        var records = Enumerable.Range(0, 9000).Select(i => new VectorRecord($"v{i}", Noise(random))).ToList();
        var first = await Provider().OpenAsync("cards", 5, Token);
        await first.PutAsync(records, Token);
        var query = Noise(random);
        var before = await first.NearestAsync(query, 20, Token);
        var second = await Provider().OpenAsync("cards", 5, Token);
        Assert.Equal(before, await second.NearestAsync(query, 20, Token));
        await second.PutAsync([new("v17", query), new("new", query)], Token);
        await second.RemoveAsync(["v0", "v8999"], Token);
        var third = await Provider().OpenAsync("cards", 5, Token);
        Assert.Equal(8999, await third.CountAsync(Token));
        Assert.Equal(["new", "v17"], (await third.NearestAsync(query, 2, Token)).Select(match => match.Id));
        Assert.Equal(before, await first.NearestAsync(query, 20, Token));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(100)]
    public async Task Open_FileCutShort_SaysSoAndWhatToDo(int length)
    {
        var store = await Provider().OpenAsync("cut", 4, Token);
        await store.PutAsync([new("a", new float[] { 1, 2, 3, 4 }), new("b", new float[] { 1, 0, 0, 0 })], Token);
        var file = Directory.GetFiles(_folder.Path).Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..Math.Min(length, (int)new FileInfo(file).Length - 1)]);
        var refused = await Assert.ThrowsAsync<UserException>(async () => await Provider().OpenAsync("cut", 4, Token));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Delete", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_HeadThatPromisesTooMuch_IsRefused()
    {
        _folder.Write("big.1.vectors", "AVF1" + new string('\u007f', 200));
        await Assert.ThrowsAsync<UserException>(async () => await Provider().OpenAsync("big", 4, Token));
    }

    [Fact]
    public async Task Put_FolderThatCannotBe_ThrowsAndKeepsWhatWas()
    {
        var file = _folder.Write("file", "no folder");
        var store = await new ExactVectorStoreProvider(Path.Combine(file, "below")).OpenAsync("a", 2, Token);
        await Assert.ThrowsAsync<UserException>(async () => await store.PutAsync([new("a", new float[] { 1, 0 })], Token));
        Assert.Equal(0, await store.CountAsync(Token));
        Assert.Empty(await store.NearestAsync(new float[] { 1, 0 }, 3, Token));
    }

    private ExactVectorStoreProvider Provider() => new(_folder.Path);

    private static float[] Noise(Random random) => [.. Enumerable.Range(0, 5).Select(_ => (float)((random.NextDouble() * 2) - 1))];
}

/// <summary>The provider of the built-in store.</summary>
public sealed class ExactVectorStoreProviderTests : VectorStoreProviderContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IVectorStoreProvider Provider => new ExactVectorStoreProvider(_folder.Path);

    protected override string ExpectedName => "exact";

    public void Dispose() => _folder.Dispose();
}
