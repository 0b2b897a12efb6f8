using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AffectAgent.StubModel;

/// <summary>A request as it came in.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Its path.</param>
/// <param name="Headers">Its headers, names in lower case.</param>
/// <param name="Body">Its body.</param>
public sealed record StubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>
/// A small HTTP server on this machine's own address that answers as llama-server does: <c>/v1/models</c> and
/// <c>/v1/chat/completions</c>, whole or in pieces. It can misbehave in ways that no well-kept server library allows.
/// </summary>
public sealed class StubServer : IAsyncDisposable
{
    private const int MostHeaderBytes = 65_536;
    private const int MostBodyBytes = 50_000_000;

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Task _accepting;
    private readonly StubReplies _replies;

    /// <summary>Starts a server.</summary>
    /// <param name="mind">Decides what it answers.</param>
    /// <param name="misbehaviour">How it misbehaves.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="port">The port, or 0 for any that is free.</param>
    public StubServer(StubMind mind, Misbehaviour misbehaviour = Misbehaviour.None, string model = "stub", int port = 0)
    {
        _replies = new StubReplies(mind, misbehaviour, model);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Its API's address.</summary>
    public string Address => $"http://127.0.0.1:{Port}/v1";

    /// <summary>The requests so far.</summary>
    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    /// <summary>Raised when a request has come in, before it is answered.</summary>
    public event Action<StubRequest>? Came;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
            var serving = Task.Run(() => ServeAsync(client));
            _running[serving] = true;
            _ = serving.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            while (await ReadAsync(stream, _stop.Token).ConfigureAwait(false) is { } request)
            {
                Requests.Enqueue(request);
                Came?.Invoke(request);
                if (!await _replies.AnswerAsync(request, client, _stop.Token).ConfigureAwait(false))
                    break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or JsonException or ObjectDisposedException)
        {
            // The client went away, or the server stops.
        }
    }

    private static async Task<StubRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>(1024);
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (head.Count > MostHeaderBytes || await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 0)
                return null;
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
        var length = headers.TryGetValue("content-length", out var text) && int.TryParse(text, out var n) ? Math.Min(n, MostBodyBytes) : 0;
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        return new StubRequest(first[0], first.ElementAtOrDefault(1) ?? "/", headers, body);
    }

    private static bool EndsHead(List<byte> head) => head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
