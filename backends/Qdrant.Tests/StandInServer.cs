using System.Buffers.Binary;
using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AffectAgent.Backends.Qdrant.Tests;

/// <summary>
/// Speaks Qdrant's gRPC protocol on a port of this machine, so that the client's calls run for real: HTTP/2, framing,
/// messages, trailers. What it does with them is <see cref="StandInCollections"/>'s.
/// </summary>
internal sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandInServer(WebApplication app) => _app = app;

    /// <summary>The collections that it holds.</summary>
    public StandInCollections Collections { get; } = new();

    /// <summary>The key that calls must carry, or null.</summary>
    public string? Key { get; set; }

    /// <summary>What the next call of a name fails with.</summary>
    public ConcurrentDictionary<string, (StatusCode Status, string Detail)> Faults { get; } = new();

    /// <summary>The names of the calls so far.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<StandInServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var server = new StandInServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var call = context.Request.Path.Value!.TrimStart('/');
        Calls.Enqueue(call);
        context.Response.ContentType = "application/grpc";
        try
        {
            if (Key is not null && context.Request.Headers["api-key"] != Key)
                throw new RpcException(new Status(StatusCode.Unauthenticated, "Invalid api-key"));
            if (Faults.TryRemove(call, out var fault))
                throw new RpcException(new Status(fault.Status, fault.Detail));
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var answer = Collections.Answer(call, Unframe(body.ToArray()));
            await context.Response.Body.WriteAsync(Frame(answer), context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        catch (RpcException e)
        {
            await context.Response.StartAsync();
            context.Response.AppendTrailer("grpc-status", ((int)e.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(e.Status.Detail));
        }
    }

    // Each message comes behind a byte that says whether it is compressed and its length in four bytes.
    private static byte[] Unframe(byte[] body)
    {
        Assert.Equal(0, body[0]);
        var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1));
        Assert.Equal(body.Length - 5, length);
        return body[5..];
    }

    private static byte[] Frame(IMessage message)
    {
        var bytes = message.ToByteArray();
        var framed = new byte[bytes.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), bytes.Length);
        bytes.CopyTo(framed, 5);
        return framed;
    }
}
