using AffectAgent.Inference.Models;

namespace AffectAgent.Inference.Tests.Downloads;

/// <summary>Pulls that are refused, by the source or by us.</summary>
public sealed partial class PullTests
{
    [Theory]
    [InlineData("404 Not Found", "not where the catalogue says")]
    [InlineData("403 Forbidden", "asks for a login")]
    [InlineData("401 Unauthorized", "asks for a login")]
    [InlineData("429 Too Many Requests", "asked too often")]
    [InlineData("500 Oops", "status 500")]
    public async Task Pull_Refused_SaysWhyInOneLine(string status, string words)
    {
        using var server = new RawServer((_, to) => RawServer.HeadAsync(to, status, "Content-Length: 0"));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Pull_RedirectLoop_Ends()
    {
        using var server = new RawServer((request, to) => RawServer.HeadAsync(to, "302 Found", "Location: /again", "Content-Length: 0"));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("sends on more than", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.org/tiny.gguf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/tiny.gguf")]
    public async Task Pull_RedirectAwayFromHttps_IsRefused(string location)
    {
        using var server = new RawServer((_, to) => RawServer.HeadAsync(to, "302 Found", "Location: " + location, "Content-Length: 0"));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("not https", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Redirect_IsFollowed()
    {
        using var server = new RawServer((request, to) => request.Path == "/stored"
            ? RawServer.GoodAsync(request, to, Content, Tag)
            : RawServer.HeadAsync(to, "302 Found", "Location: /stored", $"X-Linked-ETag: \"{Hash(Content)}\"", "Content-Length: 0"));

        var pulled = Assert.Single(await Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Equal("source", pulled.CheckedAgainst);
    }

    [Fact]
    public async Task Pull_TooLittleRoom_AsksBeforeItFetches()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server, options: o => o with { FreeBytes = _ => 1000 }).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("The disk has 1 kB free", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WhileAnotherPulls_IsRefused()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        using var other = new FileStream(Path.Combine(_root, "tiny", ".pull.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("Another program is at work", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_NoServer_SaysSo()
    {
        string address;
        using (var server = new RawServer((_, _) => Task.CompletedTask))
            address = server.Address;

        var error = await Assert.ThrowsAsync<UserException>(() => Store(address).PullAsync("tiny", cancellationToken: Token));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_ConditionsNotAccepted_NamesThemAndTheCommand()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));
        var store = Store(server, entry: e => e with { Conditions = "Only on Sundays." });

        var error = await Assert.ThrowsAsync<UserException>(() => store.PullAsync("tiny", cancellationToken: Token));
        Assert.Contains("Only on Sundays", error.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-licence tiny", error.Fix, StringComparison.Ordinal);
        Assert.Empty(server.Asked);

        await store.PullAsync("tiny", accepted: true, cancellationToken: Token);
        Assert.True(File.Exists(Target));
    }

    [Fact]
    public async Task Pull_ResearchOnly_IsRefusedUntilOptedIn()
    {
        using var server = new RawServer((request, to) => RawServer.GoodAsync(request, to, Content, Tag));

        var error = await Assert.ThrowsAsync<UserException>(() => Store(server, entry: e => e with { AllowedUse = ModelUse.Research }).PullAsync("tiny", accepted: true, cancellationToken: Token));
        Assert.Contains("research only", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);

        await Store(server, entry: e => e with { AllowedUse = ModelUse.Research }, options: o => o with { AllowNonCommercial = true }).PullAsync("tiny", cancellationToken: Token);
    }
}
