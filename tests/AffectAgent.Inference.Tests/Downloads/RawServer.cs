using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AffectAgent.Inference.Tests.Downloads;

/// <summary>What a client asked for.</summary>
internal sealed record RawRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The first byte wanted; 0 for all.</summary>
    public long From => Headers.TryGetValue("range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture) : 0;
}

/// <summary>A server on this machine whose every byte a test decides; one request a connection. Stops when disposed.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RawRequest> _asked = [];

    public RawServer(Func<RawRequest, Stream, Task> answer)
    {
        _listener.Start();
        _ = Task.Run(() => ServeAsync(answer));
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyList<RawRequest> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    /// <summary>Writes a status line and headers.</summary>
    public static Task HeadAsync(Stream to, string status, params string[] headers) =>
        to.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n")).AsTask();

    /// <summary>Answers as a good server does: whole, or from the byte that was asked for if the mark still fits.</summary>
    public static async Task GoodAsync(RawRequest request, Stream to, byte[] content, string tag, int cutAfter = int.MaxValue, params string[] more)
    {
        bool fits = request.From > 0 && request.Headers.GetValueOrDefault("if-range") == tag;
        int from = fits ? (int)request.From : 0;
        if (fits && from >= content.Length)
        {
            await HeadAsync(to, "416 Range Not Satisfiable", $"Content-Range: bytes */{content.Length}");
            return;
        }

        await HeadAsync(to, fits ? "206 Partial Content" : "200 OK", [.. more, $"Content-Length: {content.Length - from}", $"ETag: {tag}", .. fits ? (string[])[$"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}"] : []]);
        await to.WriteAsync(content.AsMemory(from, Math.Min(cutAfter, content.Length - from)));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<RawRequest, Stream, Task> answer)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => AnswerAsync(client, answer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client, Func<RawRequest, Stream, Task> answer)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (_asked)
                    _asked.Add(request);
                await answer(request, stream);
                await stream.FlushAsync();
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The client went away, as some tests want.
            }
        }
    }

    private static async Task<RawRequest> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            text.Append((char)one[0]);
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new RawRequest(lines[0].Split(' ')[1], lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0].ToLowerInvariant(), p => p[1]));
    }
}
