using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace AffectAgent.Reasoning;

/// <summary>Sends requests to an endpoint: tries again where that may help, keeps the limits, turns refusals into faults.</summary>
/// <param name="http">The connection; shared by all calls.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="limits">How long, how large, how often.</param>
/// <param name="clock">Measures times and pauses.</param>
/// <param name="jitter">A number from 0 to 1 that shakes a pause.</param>
internal sealed class OpenAiCall(HttpClient http, OpenAiEndpoint endpoint, ChatLimits limits, TimeProvider clock, Func<double> jitter)
{
    private const int MostOfAnError = 65_536;
    private const int MostTriesOfNobody = 2;
    private const double LongestPauseForNobody = 0.5;

    /// <summary>The words for faults.</summary>
    public OpenAiFaults Faults { get; } = new(endpoint);

    /// <summary>Sends a request until it is answered. The answer's body is still to be read.</summary>
    /// <param name="path">Under the endpoint's address.</param>
    /// <param name="body">JSON to post, or null to get.</param>
    /// <param name="watch">The limits of this call.</param>
    /// <param name="formed">True if the body asks for a form of answer.</param>
    /// <exception cref="LanguageModelException">It was refused, or failed too often.</exception>
    /// <exception cref="FormRefusedException">The endpoint can't do the form of answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(string path, byte[]? body, CallWatch watch, bool formed = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Each try has the limits for itself; a pause that the endpoint asks for uses up none of them.
            watch.Begin();
            var (response, fault, wait) = await TryAsync(path, body, formed, watch.Token).ConfigureAwait(false);
            if (response is not null)
                return response;
            // A server on this machine that is not there refuses at once; only one that just restarts is worth another try.
            var isAbsent = fault is { Fault: LanguageModelFault.Refused, InnerException: HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } } && OpenAiEndpoint.IsThisMachine(endpoint.Base);
            if (wait is null || attempt >= (isAbsent ? Math.Min(MostTriesOfNobody, limits.Attempts) : limits.Attempts))
                throw fault!;
            var pause = isAbsent ? TimeSpan.FromSeconds(Math.Min(limits.FirstPauseSeconds, LongestPauseForNobody)) : Pause(attempt, wait.Value);
            if (pause > TimeSpan.FromSeconds(limits.MaxPauseSeconds))
                throw fault!;
            watch.Rest();
            await Task.Delay(pause, clock, watch.Token).ConfigureAwait(false);
        }
    }

    // The answer; or the fault, and how long to wait at least before another try (null: none would help).
    private async Task<(HttpResponseMessage? Response, LanguageModelException? Fault, TimeSpan? Wait)> TryAsync(string path, byte[]? body, bool formed, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            using var request = Request(path, body);
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return (response, null, null);
            var said = await ErrorAsync(response, cancellationToken).ConfigureAwait(false);
            var (status, after) = (response.StatusCode, response.Headers.RetryAfter);
            response.Dispose();
            if (formed && status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotImplemented && Faults.IsAboutForm(said))
                throw new FormRefusedException(Faults.Of(status, said));
            var fault = Faults.Of(status, said);
            return (null, fault, IsPassing(status, fault) ? AskedToWait(after) : null);
        }
        catch (HttpRequestException e)
        {
            response?.Dispose();
            return (null, Faults.Of(e), TimeSpan.Zero);
        }
        catch (IOException e)
        {
            response?.Dispose();
            return (null, Faults.Broken("before it answered", e), TimeSpan.Zero);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            return (null, Faults.NotConnected(limits.ConnectSeconds, e), TimeSpan.Zero);
        }
    }

    private HttpRequestMessage Request(string path, byte[]? body)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(endpoint.Base, path));
        if (endpoint.Key is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private static async Task<byte[]> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[MostOfAnError];
        var held = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..held];
    }

    private static bool IsPassing(HttpStatusCode status, LanguageModelException fault) =>
        fault.Fault is not (LanguageModelFault.TooLong or LanguageModelFault.QuotaSpent) && ((int)status is 408 or 425 or 429 or >= 500) && status != HttpStatusCode.NotImplemented;

    private TimeSpan AskedToWait(RetryConditionHeaderValue? after) =>
        after?.Delta ?? (after?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero);

    private TimeSpan Pause(int attempt, TimeSpan atLeast)
    {
        var own = TimeSpan.FromSeconds(Math.Min(limits.MaxPauseSeconds, limits.FirstPauseSeconds * Math.Pow(2, attempt - 1)) * (0.5 + (jitter() / 2)));
        return atLeast > own ? atLeast : own;
    }
}

/// <summary>An endpoint can't hold its answers to the form that was asked for.</summary>
/// <param name="fault">What it said.</param>
internal sealed class FormRefusedException(LanguageModelException fault) : Exception(fault.Message, fault);
