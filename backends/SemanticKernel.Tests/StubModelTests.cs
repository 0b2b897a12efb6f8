using System.Net;
using System.Net.Sockets;
using System.Text;
using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends.SemanticKernel.Tests;

/// <summary>Semantic Kernel over our own client of an OpenAI-compatible endpoint, with a stub that streams tool calls over HTTP.</summary>
public sealed class StubModelTests
{
    [Fact]
    public async Task RunAsync_OverHttp_CallsTheToolsThatTheEndpointNames()
    {
        var token = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = new List<string>();
        var serving = ServeAsync(listener, asked, token);
        var services = new ServiceCollection();
        new SemanticKernelBackend().Add(new AffectAgentBuilder(services), new Dictionary<string, string>());
        services.AddAffectAgent(options => options.LanguageModel = $"openai:http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1#stub");
        await using var provider = services.BuildServiceProvider();
        var order = new List<string>();
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new ContractMedia());

        var runs = await provider.GetRequiredService<IPlanner>().RunAsync(context, new ToolCatalog([new ContractTools(order)]), token);

        await serving;
        Assert.Equal(["listen", "find_faces"], order.Take(2));
        Assert.Equal(4, runs.Count);
        Assert.Equal(3, asked.Count);
        Assert.Contains("\"find_faces\"", asked[0], StringComparison.Ordinal);
        Assert.Contains("listen has run.", asked[1], StringComparison.Ordinal);
        Assert.Contains("chose 2 of the 4 tools", Assert.Single(context.Ledger.Notes).Text, StringComparison.Ordinal);
    }

    // Answers three requests: a tool call in two pieces, another, and a word.
    private static async Task ServeAsync(TcpListener listener, List<string> asked, CancellationToken cancellationToken)
    {
        string[] answers =
        [
            Chunk("""{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"listen","arguments":""}}]}""") + Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}""") + End("tool_calls"),
            Chunk("""{"tool_calls":[{"index":0,"id":"c2","type":"function","function":{"name":"find_faces","arguments":"{}"}}]}""") + End("tool_calls"),
            Chunk("""{"content":"done"}""") + End("stop"),
        ];
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await using var stream = client.GetStream();
            asked.Add(await ReadBodyAsync(stream, cancellationToken));
            var head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(head + answer + "data: [DONE]\n\n"), cancellationToken);
        }
    }

    private static string Chunk(string delta) => $$"""data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"stub","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""" + "\n\n";

    private static string End(string reason) => $$"""data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"stub","choices":[{"index":0,"delta":{},"finish_reason":"{{reason}}"}]}""" + "\n\n";

    private static async Task<string> ReadBodyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        var buffer = new byte[65536];
        while (true)
        {
            var text = Encoding.UTF8.GetString(all.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var head = text[..end];
                var body = text[(end + 4)..];
                var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                if (length is not null ? all.Length - end - 4 >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) : body.EndsWith("0\r\n\r\n", StringComparison.Ordinal))
                    return body;
                if (head.Contains("100-continue", StringComparison.OrdinalIgnoreCase))
                    await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
            }

            all.Write(buffer, 0, await stream.ReadAsync(buffer, cancellationToken));
        }
    }
}
