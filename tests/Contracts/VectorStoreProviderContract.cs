using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Contracts;

/// <summary>What every <see cref="IVectorStoreProvider"/> must do; compiled in and derived as <see cref="VectorStoreContract"/>.</summary>
public abstract class VectorStoreProviderContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The provider under test. It may skip where a server that it needs is not there.</summary>
    protected abstract IVectorStoreProvider Provider { get; }

    /// <summary>The name that settings write.</summary>
    protected abstract string ExpectedName { get; }

    /// <summary>A collection's name that no other test uses; taken away again by the derived class.</summary>
    protected virtual string NewCollection() => $"contract-{Guid.NewGuid():n}";

    [Fact]
    public void Name_Provider_IsTheOneOfTheSettings() => Assert.Equal(ExpectedName, Provider.Name);

    [Fact]
    public async Task Open_NewCollection_IsEmpty()
    {
        var store = await Provider.OpenAsync(NewCollection(), 4, Token);
        Assert.Equal(4, store.Dimensions);
        Assert.Equal(0, await store.CountAsync(Token));
    }

    [Fact]
    public async Task Open_Again_HoldsWhatWasPutAndNotWhatWasRemoved()
    {
        var name = NewCollection();
        var first = await Provider.OpenAsync(name, 3, Token);
        await first.PutAsync([new("a", new float[] { 1, 0, 0 }), new("b/ü", new float[] { 0, 1, 0 }), new("c", new float[] { 0, 0, 1 })], Token);
        await first.PutAsync([new("a", new float[] { 1, 1, 0 })], Token);
        await first.RemoveAsync(["c"], Token);
        var again = await Provider.OpenAsync(name, 3, Token);
        Assert.Equal(2, await again.CountAsync(Token));
        var matches = await again.NearestAsync(new float[] { 0, 1, 0 }, 5, Token);
        Assert.Equal(["b/ü", "a"], matches.Select(match => match.Id));
        Assert.Equal(Math.Sqrt(0.5), matches[1].Score, 2e-3);
    }

    [Fact]
    public async Task Open_OtherCollection_SharesNothing()
    {
        var one = await Provider.OpenAsync(NewCollection(), 2, Token);
        var other = await Provider.OpenAsync(NewCollection(), 2, Token);
        await one.PutAsync([new("a", new float[] { 1, 0 })], Token);
        Assert.Equal(0, await other.CountAsync(Token));
    }

    [Fact]
    public async Task Open_SameNameWithOtherLength_IsRefusedInOneLine()
    {
        var name = NewCollection();
        var store = await Provider.OpenAsync(name, 2, Token);
        await store.PutAsync([new("a", new float[] { 1, 0 })], Token);
        var refused = await Assert.ThrowsAsync<UserException>(async () => await Provider.OpenAsync(name, 3, Token));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(1, await store.CountAsync(Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("../up")]
    [InlineData("a b")]
    [InlineData("a\u0000b")]
    [InlineData("-a")]
    public async Task Open_NameThatIsNone_IsRefused(string name) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Provider.OpenAsync(name, 2, Token));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Open_NoDimensions_IsRefused(int dimensions) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Provider.OpenAsync(NewCollection(), dimensions, Token));

    [Fact]
    public async Task Open_Cancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Provider.OpenAsync(NewCollection(), 2, new CancellationToken(canceled: true)));
}
