using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge.Contracts;

/// <summary>
/// What every <see cref="IVectorStore"/> must do. A test project compiles this file in, derives a class for its store, and
/// may skip (Assert.Skip) in <see cref="CreateAsync"/> where a server that it needs is not there.
/// </summary>
public abstract class VectorStoreContract
{
    /// <summary>Scores may differ by this much from exact arithmetic; room for half precision.</summary>
    protected virtual double Tolerance => 2e-3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A new store without vectors that no other test uses.</summary>
    protected abstract ValueTask<IVectorStore> CreateAsync(int dimensions, CancellationToken cancellationToken);

    [Fact]
    public async Task Create_NewStore_IsEmptyAndKnowsItsDimensions()
    {
        var store = await CreateAsync(3, Token);
        Assert.Equal(3, store.Dimensions);
        Assert.Equal(0, await store.CountAsync(Token));
        Assert.Empty(await store.NearestAsync(Vector(1, 0, 0), 5, Token));
    }

    [Fact]
    public async Task Nearest_StoredVectors_ComeBestFirstWithTheirCosine()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([new("east", Vector(1, 0)), new("north", Vector(0, 1)), new("west", Vector(-1, 0)), new("north-east", Vector(1, 1))], Token);
        var matches = await store.NearestAsync(Vector(2, 0.1f), 10, Token);
        Assert.Equal(["east", "north-east", "north", "west"], matches.Select(match => match.Id));
        double[] expected = [0.99875, 0.74153, 0.04994, -0.99875];
        foreach (var (score, match) in expected.Zip(matches))
            Assert.Equal(score, match.Score, Tolerance);
    }

    [Fact]
    public async Task Nearest_Limit_IsKept()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([.. Enumerable.Range(0, 20).Select(i => new VectorRecord($"v{i:00}", Vector(1, i)))], Token);
        Assert.Equal(["v00", "v01", "v02"], (await store.NearestAsync(Vector(1, 0), 3, Token)).Select(match => match.Id));
        Assert.Empty(await store.NearestAsync(Vector(1, 0), 0, Token));
        Assert.Empty(await store.NearestAsync(Vector(1, 0), -1, Token));
        Assert.Equal(20, (await store.NearestAsync(Vector(1, 0), 1000, Token)).Count);
        Assert.Equal(20, (await store.NearestAsync(Vector(1, 0), int.MaxValue, Token)).Count);
    }

    [Fact]
    public async Task Nearest_EqualScores_ComeByIdAlsoWhereTheLimitCutsThem()
    {
        var store = await CreateAsync(2, Token);
        string[] ids = ["delta", "Alpha", "charlie", "bravo", "alpha", "echo"];
        await store.PutAsync([.. ids.Select(id => new VectorRecord(id, Vector(0, 2))), new("best", Vector(1, 1))], Token);
        var all = await store.NearestAsync(Vector(4, 4), 10, Token);
        Assert.Equal(["best", "Alpha", "alpha", "bravo", "charlie", "delta", "echo"], all.Select(match => match.Id));
        Assert.Equal(all.Take(3), await store.NearestAsync(Vector(4, 4), 3, Token));
    }

    [Fact]
    public async Task Nearest_Length_DoesNotCount()
    {
        var store = await CreateAsync(3, Token);
        await store.PutAsync([new("long", Vector(4096, 0, 0)), new("short", Vector(1f / 4096, 0, 0)), new("other", Vector(0, 1, 1))], Token);
        var matches = await store.NearestAsync(Vector(0.5f, 0, 0), 3, Token);
        Assert.Equal(["long", "short", "other"], matches.Select(match => match.Id));
        Assert.Equal(1, matches[1].Score, Tolerance);
        Assert.Equal(0, matches[2].Score, Tolerance);
    }

    [Fact]
    public async Task Nearest_AnyVectors_ScoresStayWithinMinusOneToOne()
    {
        var store = await CreateAsync(17, Token);
        var random = new Random(3);
        var records = Enumerable.Range(0, 100).Select(i => new VectorRecord($"v{i}", Noise(random, 17, i % 2 == 0 ? 1e-3f : 1e3f))).ToList();
        await store.PutAsync(records, Token);
        foreach (var record in records.Take(20))
        {
            var matches = await store.NearestAsync(record.Vector, 100, Token);
            Assert.All(matches, match => Assert.InRange(match.Score, -1.0, 1.0));
            Assert.Equal(record.Id, matches[0].Id);
            Assert.Equal(1, matches[0].Score, Tolerance);
        }
    }

    [Fact]
    public async Task Put_SameId_ReplacesTheVector()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([new("a", Vector(1, 0)), new("b", Vector(1, 1))], Token);
        await store.PutAsync([new("a", Vector(0, 1))], Token);
        Assert.Equal(2, await store.CountAsync(Token));
        Assert.Equal(["a", "b"], (await store.NearestAsync(Vector(0, 1), 2, Token)).Select(match => match.Id));
    }

    [Fact]
    public async Task Put_SameIdTwiceInOneCall_KeepsTheLast()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([new("a", Vector(1, 0)), new("a", Vector(0, 1))], Token);
        Assert.Equal(1, await store.CountAsync(Token));
        Assert.Equal(1, (await store.NearestAsync(Vector(0, 1), 1, Token))[0].Score, Tolerance);
    }

    [Fact]
    public async Task Put_Nothing_ChangesNothing()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([], Token);
        Assert.Equal(0, await store.CountAsync(Token));
    }

    [Fact]
    public async Task Put_CallersArrayChangedAfterwards_KeepsWhatWasPut()
    {
        var store = await CreateAsync(2, Token);
        var numbers = new float[] { 1, 0 };
        await store.PutAsync([new("a", numbers)], Token);
        numbers.AsSpan().Fill(float.NaN);
        Assert.Equal(1, (await store.NearestAsync(Vector(1, 0), 1, Token))[0].Score, Tolerance);
    }

    [Fact]
    public async Task Remove_Ids_TakesThemOutAndPassesOverOthers()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([.. Enumerable.Range(0, 10).Select(i => new VectorRecord($"v{i}", Vector(1, i)))], Token);
        await store.RemoveAsync(["v0", "v9", "v4", "v4", "nobody"], Token);
        Assert.Equal(7, await store.CountAsync(Token));
        Assert.Equal(["v1", "v2", "v3", "v5", "v6", "v7", "v8"], (await store.NearestAsync(Vector(1, 0), 10, Token)).Select(match => match.Id));
        await store.RemoveAsync([], Token);
        await store.PutAsync([new("v4", Vector(1, 0))], Token);
        Assert.Equal("v4", (await store.NearestAsync(Vector(1, 0), 1, Token))[0].Id);
        Assert.Equal(8, await store.CountAsync(Token));
    }

    [Theory]
    [InlineData(new float[] { 1, 2 })]
    [InlineData(new float[] { 1, 2, 3, 4 })]
    [InlineData(new float[] { })]
    [InlineData(new float[] { 0, 0, 0 })]
    [InlineData(new[] { 1, float.NaN, 0 })]
    [InlineData(new[] { float.PositiveInfinity, 0, 0 })]
    public async Task Put_OneWrongVector_StoresNoneOfTheCall(float[] wrong)
    {
        var store = await CreateAsync(3, Token);
        await store.PutAsync([new("kept", Vector(1, 0, 0))], Token);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () =>
            await store.PutAsync([new("kept", Vector(0, 1, 0)), new("fine", Vector(0, 1, 0)), new("wrong", wrong)], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.NearestAsync(wrong, 3, Token));
        Assert.Equal(1, await store.CountAsync(Token));
        Assert.Equal(1, (await store.NearestAsync(Vector(1, 0, 0), 3, Token)).Single().Score, Tolerance);
    }

    // More than a store would send in one part: what is wrong is found before the first of them goes out.
    [Fact]
    public async Task Put_WrongVectorBehindManyGoodOnes_StoresNoneOfTheCall()
    {
        var store = await CreateAsync(2, Token);
        VectorRecord[] many = [.. Enumerable.Range(0, 3000).Select(i => new VectorRecord($"v{i}", Vector(1, i)))];
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.PutAsync([.. many, new("wrong", Vector(0, 0))], Token));
        Assert.Equal(0, await store.CountAsync(Token));
    }

    // What a caller does after a call that failed on the way: whatever part of it was kept, the same call again makes it whole.
    [Fact]
    public async Task Put_WholeCallAfterAPartOfIt_LeavesEachOnce()
    {
        var store = await CreateAsync(2, Token);
        VectorRecord[] all = [.. Enumerable.Range(0, 300).Select(i => new VectorRecord($"v{i:000}", Vector(1, i)))];
        await store.PutAsync(all[..100], Token);
        await store.PutAsync(all, Token);
        Assert.Equal(300, await store.CountAsync(Token));
        Assert.Equal(["v000", "v001", "v002"], (await store.NearestAsync(Vector(1, 0), 3, Token)).Select(match => match.Id));
    }

    [Fact]
    public async Task Put_EmptyOrMissingId_StoresNoneOfTheCall()
    {
        var store = await CreateAsync(2, Token);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.PutAsync([new("fine", Vector(1, 0)), new("", Vector(1, 0))], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.PutAsync([new("fine", Vector(1, 0)), default], Token));
        Assert.Equal(0, await store.CountAsync(Token));
    }

    [Fact]
    public async Task Put_UnusualIds_AreKeptApartAsTheyAre()
    {
        string[] ids =
        [
            " ", "a", "A", "a ", "au/12", "../../etc/passwd", "'; drop table cards; --", "{\"id\":1}", "line\nfeed", "tab\tstop",
            "e\u0301", "\u00e9", "Überraschung", "驚き", "😀", "0", "00", "-1", "9223372036854775808", "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
            new string('x', 1000), new string('x', 1001),
        ];
        var store = await CreateAsync(ids.Length, Token);
        await store.PutAsync([.. ids.Select((id, i) => new VectorRecord(id, Axis(ids.Length, i)))], Token);
        Assert.Equal(ids.Length, await store.CountAsync(Token));
        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(ids[i], (await store.NearestAsync(Axis(ids.Length, i), 1, Token))[0].Id);
        var all = await store.NearestAsync(Enumerable.Repeat(1f, ids.Length).ToArray(), ids.Length, Token);
        Assert.Equal(ids.Order(StringComparer.Ordinal), all.Select(match => match.Id));
        await store.RemoveAsync(ids, Token);
        Assert.Equal(0, await store.CountAsync(Token));
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_ThrowsAndChangesNothing()
    {
        var store = await CreateAsync(2, Token);
        await store.PutAsync([new("a", Vector(1, 0))], Token);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.PutAsync([new("b", Vector(1, 0))], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.RemoveAsync(["a"], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.NearestAsync(Vector(1, 0), 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.CountAsync(cancelled));
        Assert.Equal("a", (await store.NearestAsync(Vector(1, 0), 5, Token)).Single().Id);
    }

    [Fact]
    public async Task Nearest_WhileOthersPutAndRemove_StaysRight()
    {
        const int Rounds = 40;
        var store = await CreateAsync(8, Token);
        await store.PutAsync([new("fixed", Axis(8, 0))], Token);
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                string[] ids = [$"w{writer}-{round}-a", $"w{writer}-{round}-b"];
                await store.PutAsync([.. ids.Select(id => new VectorRecord(id, Axis(8, 1 + writer)))], Token);
                if (round % 2 == 0)
                    await store.RemoveAsync(ids, Token);
            }
        }, Token)).ToList();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var matches = await store.NearestAsync(Axis(8, 0), 500, Token);
                Assert.Equal("fixed", matches[0].Id);
                Assert.Equal(1, matches[0].Score, Tolerance);
                Assert.Equal(matches.Count, matches.Select(match => match.Id).Distinct(StringComparer.Ordinal).Count());
            }
        }, Token)).ToList();
        await Task.WhenAll([.. writers, .. readers]);
        Assert.Equal(1 + (3 * Rounds), await store.CountAsync(Token));
    }

    [Fact]
    public async Task Nearest_TenThousandVectors_AgreesWithANaiveSearch()
    {
        var store = await CreateAsync(32, Token);
        var random = new Random(11);
        var records = Enumerable.Range(0, 10_000).Select(i => new VectorRecord($"v{i:00000}", Noise(random, 32))).ToList();
        await store.PutAsync(records, Token);
        Assert.Equal(10_000, await store.CountAsync(Token));
        for (var turn = 0; turn < 5; turn++)
        {
            var query = Noise(random, 32);
            var naive = records.Select(record => (record.Id, Score: Cosine(query, record.Vector.Span))).OrderByDescending(match => match.Score).Take(11).ToList();
            var matches = await store.NearestAsync(query, 10, Token);
            Assert.Equal(10, matches.Count);
            foreach (var (expected, match) in naive.Zip(matches))
                Assert.Equal(expected.Score, match.Score, Tolerance);
            Assert.Equal(matches.OrderByDescending(match => match.Score).ThenBy(match => match.Id, StringComparer.Ordinal), matches);
            Assert.All(matches, match => Assert.True(Cosine(query, records[int.Parse(match.Id[1..], null)].Vector.Span) >= naive[9].Score - Tolerance));
        }
    }

    private static ReadOnlyMemory<float> Vector(params float[] numbers) => numbers;

    private static float[] Axis(int dimensions, int axis)
    {
        var vector = new float[dimensions];
        vector[axis] = 1;
        return vector;
    }

    private static float[] Noise(Random random, int dimensions, float scale = 1) =>
        [.. Enumerable.Range(0, dimensions).Select(_ => scale * (float)((random.NextDouble() * 2) - 1))];

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return dot / Math.Sqrt(aa * bb);
    }
}
