using System.Security.Cryptography;
using System.Text;
using AffectAgent.Inference.Models;
using AffectAgent.Tests;

namespace AffectAgent.Inference.Tests.Downloads;

public sealed partial class PullTests : IDisposable
{
    private const string Tag = "\"v1\"";

    private static readonly byte[] Content = Noise(200_000, 1);

    private readonly string _root = Directory.CreateTempSubdirectory("affect-pull-").FullName;
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_root, "tiny", "tiny.gguf");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Pull_NewModel_PutsItInPlaceAndPinsItsHash()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        var seen = new List<DownloadProgress>();

        var pulled = Assert.Single(await Store(server).PullAsync("tiny", progress: new Reports(seen.Add), cancellationToken: Token));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target, Token));
        Assert.Equal((Hash(Content), false, null), (pulled.Sha256, pulled.WasThere, pulled.CheckedAgainst));
        Assert.Contains(Hash(Content), await File.ReadAllTextAsync(Path.Combine(_root, "pins.json"), Token), StringComparison.Ordinal);
        Assert.Equal(Content.Length, seen[^1].Bytes);
        Assert.Equal(Content.Length, seen[^1].Total);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_root, "tiny"), "*.part*"));
        Assert.Equal(DownloadState.Ready, Assert.Single(Store(server).List()).State);
        Assert.Equal(Target, Store(server).Locate("tiny"));
    }

    [Fact]
    public async Task Pull_WhatIsThere_AsksNobody()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        await Store(server).PullAsync("tiny", cancellationToken: Token);

        var again = Assert.Single(await Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.True(again.WasThere);
        Assert.Equal("pin", again.CheckedAgainst);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Pull_CutConnection_GoesOnFromThere()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag, cutAfter: 70_000));

        await Store(server).PullAsync("tiny", cancellationToken: Token);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target, Token));
        Assert.Equal([0, 70_000, 140_000], server.Asked.Select(a => a.From));
    }

    [Fact]
    public async Task Pull_AfterACancelledPull_GoesOnFromThere()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var server = new RawServer(async (request, to) =>
        {
            await RawServer.GoodAsync(request, to, Content, Tag, cutAfter: request.From == 0 ? 50_000 : int.MaxValue);
            if (request.From == 0)
                await Task.Delay(Timeout.Infinite, stop.Token);
        });
        var first = Store(server).PullAsync("tiny", progress: new Reports(p => { if (p.Bytes >= 50_000) stop.Cancel(); }), cancellationToken: stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal((DownloadState.Partial, 50_000), (Store(server).List()[0].State, Store(server).List()[0].BytesHere));

        await Store(server).PullAsync("tiny", cancellationToken: Token);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target, Token));
        Assert.Equal(50_000, server.Asked[^1].From);
    }

    [Fact]
    public async Task Pull_FileChangedBetween_BeginsAnew()
    {
        byte[] changed = Noise(201_000, 2);
        int calls = 0;
        using var server = new RawServer((request, to) => Interlocked.Increment(ref calls) == 1
            ? RawServer.GoodAsync(request, to, Content, Tag, cutAfter: 90_000)
            : RawServer.GoodAsync(request, to, changed, "\"v2\""));

        await Store(server).PullAsync("tiny", cancellationToken: Token);

        Assert.Equal(changed, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task Pull_ServerWithoutRangesOrMarks_BeginsAnew()
    {
        int calls = 0;
        using var server = new RawServer(async (request, to) =>
        {
            int cut = Interlocked.Increment(ref calls) == 1 ? 10 : Content.Length;
            await RawServer.HeadAsync(to, "200 OK", $"Content-Length: {Content.Length}");
            await to.WriteAsync(Content.AsMemory(0, cut));
        });

        await Store(server).PullAsync("tiny", cancellationToken: Token);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target, Token));
        Assert.Equal(0, server.Asked[^1].From);
    }

    [Fact]
    public async Task Pull_PartThatIsWholeAlready_IsTaken()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        await File.WriteAllBytesAsync(Target + ".part", Content, Token);
        await File.WriteAllTextAsync(Target + ".part.json", $$"""{"url":"{{server.Address}}/tiny.gguf","eTag":"\"v1\"","lastModified":null,"bytes":200000}""", Token);

        await Store(server).PullAsync("tiny", cancellationToken: Token);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target, Token));
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha1")]
    public async Task Pull_WrongStatedHash_RemovesTheFileAndSaysBoth(string kind)
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        string expected = new('a', kind == "sha1" ? 40 : 64);
        var store = Store(server, file => kind == "sha1" ? file with { Sha1 = expected } : file with { Sha256 = expected });

        var error = await Assert.ThrowsAsync<UserException>(() => store.PullAsync("tiny", cancellationToken: Token));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("It was removed", error.Message, StringComparison.Ordinal);
        Assert.Equal((DownloadState.Absent, 0), (store.List()[0].State, store.List()[0].BytesHere));
    }

    [Fact]
    public async Task Pull_HashNamedByTheServer_IsCompared()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag, int.MaxValue, $"X-Linked-ETag: \"{Hash(Noise(5, 3))}\""));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("as its source states it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OtherFileThanPinned_IsRefusedUntilForgotten()
    {
        byte[] other = Noise(Content.Length, 9);
        bool changed = false;
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, changed ? other : Content, changed ? "\"v2\"" : Tag));
        var store = Store(server);
        await store.PullAsync("tiny", cancellationToken: Token);
        Assert.Empty(store.Remove("tiny").Kept);
        changed = true;

        var error = await Assert.ThrowsAsync<UserException>(() => store.PullAsync("tiny", cancellationToken: Token));
        Assert.Contains("another file than the one pulled", error.Message, StringComparison.Ordinal);
        Assert.Contains("--forget", error.Fix, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));

        store.Remove("tiny", forget: true);
        await store.PullAsync("tiny", cancellationToken: Token);
        Assert.Equal(other, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task Pull_SizeFarFromTheCatalogues_IsRefusedBeforeItIsFetched()
    {
        using var server = new RawServer((_, to) => RawServer.HeadAsync(to, "200 OK", "Content-Length: 999000"));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("999 kB", error.Message, StringComparison.Ordinal);
        Assert.Contains("200 kB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_BodyWithoutEnd_IsStoppedAtTheCataloguesSize()
    {
        using var server = new RawServer(async (_, to) =>
        {
            await RawServer.HeadAsync(to, "200 OK", "ETag: " + Tag);
            while (true)
                await to.WriteAsync(Content.AsMemory(0, 10_000));
        });
        var store = Store(server);

        var error = await Assert.ThrowsAsync<UserException>(() => store.PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("sends more than", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, store.List()[0].BytesHere);
    }

    [Fact]
    public async Task Pull_BodyShorterThanTheCatalogues_IsNoWholeFile()
    {
        using var server = new RawServer(async (_, to) =>
        {
            await RawServer.HeadAsync(to, "200 OK");
            await to.WriteAsync(Content.AsMemory(0, 1000));
        });

        await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Pull_Trickle_IsGivenUp()
    {
        _clock.EachLook = TimeSpan.FromSeconds(1);
        using var server = new RawServer(async (_, to) =>
        {
            await RawServer.HeadAsync(to, "200 OK", $"Content-Length: {Content.Length}", "ETag: " + Tag);
            for (int i = 0; i < 2000; i++)
            {
                await to.WriteAsync(Content.AsMemory(i, 1));
                await to.FlushAsync();
                await Task.Yield();
            }

            await Task.Delay(Timeout.Infinite, Token);
        });
        // Single bytes may be read together; what counts is that they are far too few.
        var store = Store(server, options: o => o with { LeastRate = 1e6 });
        using var turn = new Timer(_ => _clock.Advance(TimeSpan.FromSeconds(20)), null, 50, 50);

        var error = await Assert.ThrowsAsync<UserException>(() => store.PullAsync("tiny", cancellationToken: Token));

        Assert.Matches("too slowly|sent nothing", error.Message);
        Assert.True(store.List()[0].BytesHere > 0);
    }

    [Fact]
    public async Task Pull_Silence_EndsByTheClock()
    {
        using var server = new RawServer(async (_, to) =>
        {
            await RawServer.HeadAsync(to, "200 OK", $"Content-Length: {Content.Length}", "ETag: " + Tag);
            await to.WriteAsync(Content.AsMemory(0, 10));
            await Task.Delay(Timeout.Infinite, Token);
        });
        using var turn = new Timer(_ => _clock.Advance(TimeSpan.FromSeconds(61)), null, 200, 200);

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ChangedFile_IsDamaged()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        var store = Store(server);
        await store.PullAsync("tiny", cancellationToken: Token);
        Assert.Null((await store.VerifyAsync("tiny", cancellationToken: Token)).Problem);
        await File.WriteAllBytesAsync(Target, Noise(Content.Length, 4), Token);

        var status = await store.VerifyAsync("tiny", cancellationToken: Token);

        Assert.Equal(DownloadState.Damaged, status.State);
        Assert.Contains("another file than the one pulled on 2026-01-02", status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_FilePutThereByHand_Stays()
    {
        using var server = new RawServer((_, _) => Task.CompletedTask);
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllBytesAsync(Target, Content, Token);
        var store = Store(server);
        Assert.Contains("--pin", (await store.VerifyAsync("tiny", cancellationToken: Token)).Problem, StringComparison.Ordinal);
        Assert.Null((await store.VerifyAsync("tiny", pin: true, cancellationToken: Token)).Problem);

        var (freed, kept) = store.Remove("tiny");

        Assert.Equal(0, freed);
        Assert.Equal([Target], kept);
        Assert.True(File.Exists(Target));
    }

    [Fact]
    public async Task Remove_PullThatEndedRightAfterTheMark_TakesWhatItBrought()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        await Store(server).PullAsync("tiny", cancellationToken: Token);
        File.Delete(Path.Combine(_root, "pins.json"));
        File.Move(Target, Target + ".part");

        var (freed, kept) = Store(server).Remove("tiny");

        Assert.True(freed >= Content.Length);
        Assert.Empty(kept);
    }

    [Fact]
    public async Task Pull_MarkThatCannotBeWritten_LeavesNoFileThatLooksPutThereByHand()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        Directory.CreateDirectory(Target + ".pulled");

        await Assert.ThrowsAnyAsync<Exception>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.False(File.Exists(Target));
        Directory.Delete(Target + ".pulled");
        await Store(server).PullAsync("tiny", cancellationToken: Token);
        Assert.Empty(Store(server).Remove("tiny").Kept);
    }

    [Fact]
    public void Locate_NotHere_SaysHowToGetItAndWhatItCosts()
    {
        var error = Assert.Throws<UserException>(() => Store("http://127.0.0.1:9").Locate("tiny"));

        Assert.Contains("200 kB", error.Fix, StringComparison.Ordinal);
        Assert.Contains("affect models pull tiny", error.Fix, StringComparison.Ordinal);
    }

    private DownloadStore Store(RawServer server, Func<DownloadFile, DownloadFile>? file = null, Func<DownloadEntry, DownloadEntry>? entry = null, Func<DownloadOptions, DownloadOptions>? options = null) =>
        Store(server.Address, file, entry, options);

    private DownloadStore Store(string address, Func<DownloadFile, DownloadFile>? file = null, Func<DownloadEntry, DownloadEntry>? entry = null, Func<DownloadOptions, DownloadOptions>? options = null)
    {
        string json = $$"""
            {"schema":"affect-downloads/1","models":[{"id":"tiny","kind":"languageModel","purpose":"p","licence":"MIT","licenceUrl":"https://example.org/l","allowedUse":"commercial",
            "page":"https://example.org/tiny","trainedOn":"nothing","fitsGb":4,"memoryGb":1,"rank":1,"confirmed":"page",
            "files":[{"name":"tiny.gguf","url":"{{address}}/tiny.gguf","bytes":200000}]}]}
            """;
        var read = DownloadCatalogue.Parse(Encoding.UTF8.GetBytes(json), "test");
        var changed = read.Entries.Select(e => (entry ?? Same)(e with { Files = [.. e.Files.Select(file ?? Same)] }));
        var set = new DownloadOptions { Folder = _root, AllowNonCommercial = false, Clock = _clock, FreeBytes = _ => long.MaxValue };
        return DownloadStore.Of(DownloadCatalogue.Of([.. changed]), (options ?? Same)(set));

        static T Same<T>(T value) => value;
    }

    private static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class Reports(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
