using System.Net;
using System.Net.Http.Headers;

namespace AffectAgent.Inference.Models;

/// <summary>An answer of a server: where the bytes begin, how many there are in all, and the stream.</summary>
internal sealed class SourceAnswer(HttpResponseMessage response, long offset, long? total, string? statedSha256) : IDisposable
{
    /// <summary>The first byte's place in the file: what was asked for, or 0 if the server sends the whole file.</summary>
    public long Offset { get; } = offset;

    /// <summary>The whole file's size, or null where the server doesn't say.</summary>
    public long? Total { get; } = total;

    /// <summary>The file's SHA-256 as the server names it, or null.</summary>
    public string? StatedSha256 { get; } = statedSha256;

    /// <summary>The server's mark of the content, or null.</summary>
    public string? ETag { get; } = response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>When the content was changed, or null.</summary>
    public string? LastModified { get; } = response.Content.Headers.LastModified?.ToString("r");

    /// <summary>The bytes.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => response.Content.ReadAsStreamAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => response.Dispose();
}

/// <summary>The part that is here already can't be continued: the server says that its file ends before it.</summary>
internal sealed class RangeRefusedException : Exception;

/// <summary>Asks servers for files: over https alone (http on this machine), with few redirects, from a byte on.</summary>
internal sealed class HttpSource(HttpClient http, TimeProvider clock, TimeSpan patience)
{
    private const int MostRedirects = 8;

    /// <summary>A client that follows no redirect by itself and uses the proxies that the system or the environment names.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("AffectAgent", "1") } },
    };

    /// <summary>Asks for a file.</summary>
    /// <param name="entry">Whose file it is, for messages.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="from">The first byte wanted.</param>
    /// <param name="validator">The server's mark of the part that is here, so that a changed file is sent whole; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">The server refuses, redirects too often or somewhere unsafe, or can't be reached.</exception>
    /// <exception cref="RangeRefusedException">The file has no such byte.</exception>
    public async Task<SourceAnswer> AskAsync(DownloadEntry entry, string url, long from, string? validator, CancellationToken cancellationToken)
    {
        var address = new Uri(url);
        string? stated = null;
        for (int hops = 0; hops <= MostRedirects; hops++)
        {
            var response = await SendAsync(address, from, validator, cancellationToken).ConfigureAwait(false);
            try
            {
                stated ??= Stated(response);
                if (Next(response, address) is not { } next)
                    return Read(response, entry, from, stated);
                if (!DownloadRules.MayAsk(next))
                    throw new UserException($"'{address.Host}' sends on to '{next.Scheme}://{next.Host}', which is not https.", $"Nothing was fetched from there; see {entry.Page}.");
                address = next;
                response.Dispose();
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        throw new UserException($"'{new Uri(url).Host}' sends on more than {MostRedirects} times.", $"Try again later, or see {entry.Page}.");
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, long from, string? validator, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            if (validator is not null)
                request.Headers.TryAddWithoutValidation("If-Range", validator);
        }

        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UserException($"'{address.Host}' does not answer.", "Check the network, or set HTTPS_PROXY if there is a proxy; then run the same command again.");
        }
        catch (HttpRequestException error)
        {
            throw new UserException($"'{address.Host}' cannot be reached ({error.Message.ReplaceLineEndings(" ")}).", "Check the network, or set HTTPS_PROXY if there is a proxy; then run the same command again.", error);
        }
    }

    private static Uri? Next(HttpResponseMessage response, Uri address) => response.StatusCode switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            when response.Headers.Location is { } location => new Uri(address, location),
        _ => null,
    };

    private static SourceAnswer Read(HttpResponseMessage response, DownloadEntry entry, long from, string? stated)
    {
        var content = response.Content.Headers;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return new SourceAnswer(response, 0, content.ContentLength, stated);
            case HttpStatusCode.PartialContent when content.ContentRange is { From: { } begin } range && begin == from:
                return new SourceAnswer(response, begin, range.Length, stated);
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                throw new RangeRefusedException();
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw new UserException($"The file of '{entry.Id}' is not where the catalogue says (status {(int)response.StatusCode}).", $"See {entry.Page} for where it went.");
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new UserException($"The source of '{entry.Id}' asks for a login or for its terms to be accepted (status {(int)response.StatusCode}).", $"Do that at {entry.Page}, fetch the file there, and put it where 'affect models list --json' says.");
            case HttpStatusCode.TooManyRequests:
                throw new UserException($"The source of '{entry.Id}' is asked too often.", "Run the same command again later; what is here stays.");
            default:
                throw new UserException($"The source of '{entry.Id}' answers with status {(int)response.StatusCode}.", "Run the same command again later; what is here stays.");
        }
    }

    // Hugging Face names a large file's SHA-256 as its linked tag, on the answer that redirects to its storage.
    private static string? Stated(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Linked-ETag", out var values) && values.FirstOrDefault()?.Trim('"') is { } tag && DownloadRules.Sha256().IsMatch(tag) ? tag : null;
}
